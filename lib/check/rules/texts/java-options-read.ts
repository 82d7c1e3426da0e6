import { POD_KINDS, type Container } from '../../pods.ts';
import { javaOptions } from '../../programs/java.ts';
import { wordsOf } from '../../programs/of-images.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { builtBy } from '../../texts/built-by.ts';
import type { World } from '../../world.ts';

export const javaOptionsRead = defineRule({
  id: 'java-options-read',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Options that are meant for Java reach it: in a variable that it reads itself or that the command names, and not under one that hides another.',
  source:
    'https://docs.oracle.com/en/java/javase/21/troubleshoot/environment-variables-and-system-properties.html; https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined) continue;
      const given = javaOptions(pod, container, world).filter(({ name }) => name !== 'command' && name !== 'args');
      const start = given.length === 0 ? undefined : startOf(container, world);
      for (const { name, path, value, sure } of given) {
        const hidden = sharedValue(container, pod.namespace, name, world);
        if (hidden !== undefined && !path.endsWith('.envFrom') && hidden.value !== value) {
          yield {
            path,
            message: `${name} of container "${container.name}" hides the ${name} that envFrom brings from ConfigMap ${hidden.map}`,
            why: `Only one of the two counts: "${short(hidden.value)}" never reaches Java, and nobody is told.`,
            fix: 'Write the options of both into one of them.',
          };
        }
        if (sure || start === undefined || start.line.includes(name)) continue;
        yield {
          path,
          message: `${name} of container "${container.name}" is read by nobody: ${start.from} starts ${start.line} without a shell`,
          why: 'Java does not know this variable, only scripts do: heap, agents and settings in it are not in force.',
          fix: 'Call it JAVA_TOOL_OPTIONS, which Java reads itself.',
        };
      }
    }
  },
});

/** How Java is started, where that is known and no script is between. */
function startOf(container: Container, world: World): { readonly from: string; readonly line: string } | undefined {
  const words = wordsOf(container);
  if (words.some(({ command }) => command)) {
    const written = words.map(({ value }) => value);
    return isJava(written) ? { from: 'its command', line: short(written.join(' ')) } : undefined;
  }
  const image = builtBy(container.image, world);
  const list =
    [...(image?.text ?? '').matchAll(/^\s*ENTRYPOINT\s+(.*)$/gim)].at(-1)?.[1] ??
    [...(image?.text ?? '').matchAll(/^\s*CMD\s+(.*)$/gim)].at(-1)?.[1];
  const written = list?.startsWith('[') === true ? [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word) : [];
  return image !== undefined && isJava(written) ? { from: image.file, line: short(written.join(' ')) } : undefined;
}

function isJava([program = '']: readonly string[]): boolean {
  return /(^|\/)java$/.test(program);
}

/** The value that a ConfigMap of `envFrom` has under a name. */
function sharedValue(
  { fields }: Container,
  namespace: string,
  name: string,
  world: World,
): { readonly map: string; readonly value: string } | undefined {
  for (const source of itemsAt(fields, 'envFrom')) {
    const map = textAt(source, 'configMapRef.name');
    const value =
      map === undefined || textAt(source, 'prefix') !== undefined
        ? undefined
        : textsAt(world.find('v1/ConfigMap', namespace, map)?.object, 'data')[name];
    if (map !== undefined && value !== undefined) return { map, value };
  }
  return undefined;
}

function short(line: string): string {
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
