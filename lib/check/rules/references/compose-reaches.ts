import { serviceNames } from '../../cluster-urls.ts';
import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import {
  composeAround,
  composeNames,
  composePorts,
  composeServices,
  composeVariables,
  isCompose,
  type ComposeService,
} from '../../texts/compose.ts';
import type { World } from '../../world.ts';

/** What a browser or somebody outside is told. */
const FOR_OTHERS =
  /PUBLIC|VITE|REACT_APP|FRONT|CORS|ORIGIN|REDIRECT|CALLBACK|EXTERNAL|ADVERTISED|DOMAIN|ROOT_URL|BASE_URL|BIND|LISTEN|ALLOWED|ISSUER|BROWSER/i;
const ITSELF = /^(?:localhost|127\.0\.0\.1)$/;

export const composeReaches = defineRule({
  id: 'compose-reaches',
  severity: 'warning',
  kinds: [documentKind('Config')],
  asks: 'Programs of a compose file call each other by the names that they have there.',
  source: 'https://docs.docker.com/compose/how-tos/networking/',
  *check(manifest, world) {
    const { file = '' } = manifest;
    if (!isCompose(file)) return;
    const all = composeAround(parentFolder(file), world) ?? [];
    for (const service of composeServices(manifest)) {
      if (service.fields['network_mode'] !== undefined || itemsAt(service.fields, 'extra_hosts').length > 0) continue;
      const known = new Set(all.flatMap(composeNames));
      for (const { name, value, path } of composeVariables(service)) {
        if (FOR_OTHERS.test(name)) continue;
        const [, host = '', port] =
          /^(?:[a-z][\w+]*:\/\/)(?:[^@/\s]*@)?([\w.-]+)(?::(\d+))?(?:[/?]|$)/.exec(value) ??
          (/(?:^|_)(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT)$/.test(name) ? /^([\w.-]+)(?::(\d+))?$/.exec(value) : null) ??
          [];
        const issue = ITSELF.test(host) ? itself(service, name, value, port, all) : foreign(service, value, host, known, world);
        if (issue !== undefined) yield { path, ...issue };
      }
    }
  },
});

/** A program that looks for another one in its own container. */
function itself(
  service: ComposeService,
  key: string,
  value: string,
  port: string | undefined,
  all: readonly ComposeService[],
): Omit<Issue, 'path'> | undefined {
  const others = all.filter((each) => each.name !== service.name);
  const [subject = ''] = key.toLowerCase().split(/_(?:host|hostname|addr|address|server|endpoint|url|uri)$/);
  const meant =
    port === undefined
      ? others.find(
          (each) =>
            each.name === subject.replaceAll('_', '-') ||
            /^(?:.*\/)?([\w-]+)/.exec(text(each.fields['image'])?.replace(/[:@].*$/, '') ?? '')?.[1] === subject,
        )
      : composePorts(service).has(port)
        ? undefined
        : others.find((each) => composePorts(each).has(port));
  if (meant === undefined) return undefined;
  return {
    message: `${service.name} looks for ${meant.name} at ${value.replace(/\/\/[^@/]*@/, '//…@')}, which is its own container`,
    why: 'Each program has a network of its own: nobody listens there, and the connection is refused.',
    fix: `Write ${meant.name} for the host.`,
  };
}

/** The name of a Service of the cluster, or a near miss of a program. */
function foreign(
  service: ComposeService,
  value: string,
  host: string,
  known: ReadonlySet<string>,
  world: World,
): Omit<Issue, 'path'> | undefined {
  if (host === '' || host.includes('.') || known.has(host) || !/[a-z]/.test(host)) return undefined;
  if (!serviceNames(world).has(host)) return undefined;
  const near =
    [...known].find((each) => each !== '' && (host.startsWith(`${each}-`) || each.startsWith(`${host}-`))) ?? nearName(host, known);
  return {
    message: `${service.name} calls ${host} (${value.replace(/\/\/[^@/]*@/, '//…@')}), which is a Service of the cluster and no program of this file`,
    why: 'Names of the cluster are not known to Docker: the host is not found.',
    fix: near === undefined ? 'Name a program of the file, or add one.' : `Did you mean "${near}"?`,
  };
}
