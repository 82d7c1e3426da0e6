import { mountedMaps } from '../../mounted-maps.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { containerBehind, podPort, servicePorts } from '../../services.ts';
import { dockerfileOf } from '../../texts/dockerfiles.ts';
import { listenVariable } from '../../texts/listen-variables.ts';
import type { World } from '../../world.ts';

/** Flags that say on which addresses a program listens. */
const FLAG =
  /^--?(?:host|bind|b|bind[-_]?(?:address|ip|all)?|addr|address|ip|listen|listen[-_]addresses?|web\.listen-address|http[.-]?listen-?address|server\.(?:address|host))$/;
const OWN = /^(?:127\.0\.0\.1|localhost|\[?::1\]?)(?::(\d+))?$/;
/** Configurations in which programs are told the same, by the name of the program. */
const IN_FILES: Readonly<Record<string, RegExp>> = {
  redis: /^\s*bind\s+(?:-?127\.0\.0\.1|-?::1|localhost|\s)+$/m,
  valkey: /^\s*bind\s+(?:-?127\.0\.0\.1|-?::1|localhost|\s)+$/m,
  postgres: /^\s*listen_addresses\s*=\s*'(?:localhost|127\.0\.0\.1)'/m,
  mysql: /^\s*bind[-_]address\s*=\s*(?:localhost|127\.0\.0\.1)\s*$/m,
  mariadb: /^\s*bind[-_]address\s*=\s*(?:localhost|127\.0\.0\.1)\s*$/m,
  mongo: /^\s*bindIp:\s*(?:localhost|127\.0\.0\.1)\s*$/m,
};

export const listensToOthers = defineRule({
  id: 'listens-to-others',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A program behind a Service listens on the address of its pod, not on that of the loopback only.',
  source:
    'https://kubernetes.io/docs/concepts/services-networking/; https://redis.io/docs/latest/operate/oss_and_stack/management/security/#network-security',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const service of world.servicesOf(pod)) {
      for (const port of servicePorts(service.object)) {
        const lone = pod.containers.filter(({ init }) => !init);
        const container = containerBehind(port, pod) ?? (lone.length === 1 ? lone[0] : undefined);
        const found = container === undefined ? undefined : toldToHide(container, pod, podPort(port, pod), world);
        if (container === undefined || found === undefined) continue;
        yield {
          path: found.path,
          message: `container "${container.name}" listens on the loopback only (${found.words}), and Service ${service.object.metadata.name} sends port ${port.port} to it`,
          why: 'Only the container itself gets through: the probes of the kubelet and all clients meet "connection refused".',
          fix: 'Listen on 0.0.0.0.',
        } satisfies Issue;
        return;
      }
    }
  },
});

interface Told {
  readonly path: string;
  readonly words: string;
}

function toldToHide(container: Container, pod: PodTemplate, port: number | undefined, world: World): Told | undefined {
  const own = wordsOf(container);
  const image = own.some(({ command }) => command) ? undefined : dockerfileOf(container.image, world);
  // Arguments take the place of CMD.
  const starts =
    image === undefined || own.length > 0 ? [] : [...image.text.matchAll(/^\s*(?:CMD|ENTRYPOINT)\s+(.*)$/gim)].map(([, line = '']) => line);
  const found = inWords(
    own.map(({ value }) => value),
    port,
  );
  if (found !== undefined) return { path: own[found.index]?.path ?? container.path, words: found.words };
  for (const line of starts) {
    const words = line.startsWith('[') ? [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '') : line.split(/\s+/);
    const said = inWords(words, port);
    if (said !== undefined) return { path: `${container.path}.image`, words: `${said.words} in ${image?.file ?? ''}` };
  }
  const named = listenVariable(container, pod.namespace, port, OWN, world);
  if (named !== undefined) return named;
  return inConfiguration(container, pod, own.map(({ value }) => value).join(' '), world);
}

function inWords(words: readonly string[], port: number | undefined): { readonly index: number; readonly words: string } | undefined {
  const flat = words.flatMap((word, index) =>
    (/\s/.test(word) && words.length < 4 ? word.split(/\s+/) : [word]).map((text) => ({ text, index })),
  );
  for (const [at, { text, index }] of flat.entries()) {
    const sign = text.lastIndexOf('=');
    const flag = sign === -1 ? text : text.slice(0, sign);
    const value = sign === -1 ? flat[at + 1]?.text : text.slice(sign + 1);
    // A server of PostgreSQL is told its settings behind -c.
    if (!FLAG.test(flag) && !(flag === 'listen_addresses' && flat[at - 1]?.text === '-c')) continue;
    const [, other] = OWN.exec(value ?? '') ?? [];
    if (!OWN.test(value ?? '') || (other !== undefined && port !== undefined && Number(other) !== port)) continue;
    return { index, words: text.includes('=') ? text : `${text} ${value ?? ''}` };
  }
  return undefined;
}

/** The configuration that the container is told to read, or that lies where it looks. */
function inConfiguration(container: Container, pod: PodTemplate, told: string, world: World): Told | undefined {
  const test = Object.hasOwn(IN_FILES, programOf(container)) ? IN_FILES[programOf(container)] : undefined;
  if (test === undefined) return undefined;
  for (const { name, data, path } of mountedMaps(pod, container, world)) {
    for (const [key, content] of Object.entries(data)) {
      if (leavesDefault(programOf(container), key, content, told))
        return { path, words: `${key} of ConfigMap ${name} sets no listen_addresses` };
      const line = told.includes(key) || !/^redis|^valkey/.test(programOf(container)) ? test.exec(content)?.[0] : undefined;
      if (line !== undefined) return { path, words: `"${line.trim()}" in ${key} of ConfigMap ${name}` };
    }
  }
  return undefined;
}

/** The image puts listen_addresses = '*' into its own file; one that takes its place has the default of PostgreSQL, which is localhost. */
function leavesDefault(program: string, key: string, content: string, told: string): boolean {
  const isOwn = /^postg(?:res|is)/.test(program) && new RegExp(`\\bconfig_file=\\S*/${key.replaceAll('.', '\\.')}(?!\\S)`).test(told);
  return isOwn && !told.includes('listen_addresses') && !/^\s*(?:listen_addresses|include(?:_dir|_if_exists)?)\b/m.test(content);
}
