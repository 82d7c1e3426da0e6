import { POD_KINDS, type Container } from '../../pods.ts';
import { itemsAt, join, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { takenConfigMaps } from '../../texts/taken-config-maps.ts';
import type { World } from '../../world.ts';

/** A call that only a shell makes: `$(openssl rand -hex 16)`, or in backquotes; `$(NAME)` is a variable of Kubernetes. */
const CALL = /^\s*(\$\(\s*[a-z][\w./-]*\s+[^)]*\)|`[a-z][\w./-]*\s[^`]*`)\s*$/;

export const valueExpands = defineRule({
  id: 'value-expands',
  severity: 'error',
  kinds: ['v1/Secret', 'v1/ConfigMap', ...POD_KINDS],
  asks: 'A value is written out: nobody runs a command that stands in it.',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
  *check(manifest, world) {
    const list = manifest.object.kind === 'Secret' ? 'stringData' : 'data';
    const values = Object.entries(textsAt(manifest.object, list)).map(([key, value]) => ({ key, value, path: join(list, key) }));
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      for (const [index, variable] of itemsAt(container.fields, 'env').entries())
        values.push({
          key: textAt(variable, 'name') ?? '',
          value: textAt(variable, 'value') ?? '',
          path: `${container.path}.env[${index}].value`,
        });
    }
    yield* handed(world.podTemplate(manifest)?.containers ?? []);
    if (manifest.object.kind === 'ConfigMap') yield* unexpanded(manifest, values, world);
    for (const { key, value, path } of values) {
      if (!CALL.test(value)) continue;
      yield {
        path,
        message: `${key} is the text ${value.trim().slice(0, 60)}, not what the command would print`,
        why: 'Only a shell would run it. The program gets the text itself: as a password, everybody who reads the repository knows it.',
        fix: 'Write the value, or make the object with a script or an operator.',
      };
    }
  },
});

/** `$(OTHER_KEY)` in a ConfigMap that pods take in as variables: only what stands in a manifest of pods is filled in. */
function* unexpanded(
  { object }: WorldObject,
  values: readonly { readonly key: string; readonly value: string; readonly path: string }[],
  world: World,
): Iterable<Issue> {
  const keys = new Set(values.map(({ key }) => key));
  if (!values.some(({ value }) => value.includes('$('))) return;
  if (!takenConfigMaps(world).has(`${object.metadata.namespace ?? ''}/${object.metadata.name}`)) return;
  for (const { key, value, path } of values) {
    const name = [...value.matchAll(/(?<!\$)\$\(([A-Z_][A-Z0-9_]*)\)/g)]
      .map(([, each = '']) => each)
      .find((each) => keys.has(each) && each !== key);
    if (name === undefined || value.includes('\n')) continue;
    yield {
      path,
      message: `${key} holds $(${name}), which nobody fills in: it stands in a ConfigMap`,
      why: 'Kubernetes expands $(NAME) in the manifest of a pod only (env[].value, command, args): the program gets the brackets as part of the address.',
      fix: `Write the value of ${name}, or put ${key} into env of the container.`,
    };
  }
}

/** Words of a command that no shell reads: `s3://backup/$(date +%F)`. */
function* handed(containers: readonly Container[]): Iterable<Issue> {
  for (const { fields, path, name } of containers) {
    const words = ['command', 'args'].flatMap((list) =>
      itemsAt(fields, list).map((word, index) => ({ word: text(word) ?? '', place: `${path}.${list}[${index}]` })),
    );
    if (words.some(({ word }) => /(^|\/)((ba|da|a|z)?sh|python3?|node|perl|ruby|pwsh)$/.test(word) || word.includes('\n'))) continue;
    for (const { word, place } of words) {
      const call = /\$\(\s*[a-z][\w./-]*\s+[^)]*\)/.exec(word)?.[0];
      if (call === undefined) continue;
      yield {
        path: place,
        message: `container "${name}" gets ${call} as it stands`,
        why: 'Only a shell would run it: files and folders get these very characters as their name, each time the same.',
        fix: 'Give the line to a shell: [sh, -c, "…"].',
      };
    }
  }
}
