import { POD_KINDS } from '../../pods.ts';
import { itemsAt, join, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

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
