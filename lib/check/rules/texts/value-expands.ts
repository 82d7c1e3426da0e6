import { POD_KINDS, type Container } from '../../pods.ts';
import { itemsAt, join, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

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
