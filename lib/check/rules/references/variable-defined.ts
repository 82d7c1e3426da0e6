import { POD_KINDS } from '../../pods.ts';
import { fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

/** `$(NAME)`, but not `$$(NAME)`, which is the text itself. */
const EXPANDED = /(?<!\$)\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g;

/** Set by Kubernetes for each Service of the namespace. */
const LINKS = /_SERVICE_(HOST|PORT)(_\w+)?$|_PORT(_\d+_(TCP|UDP)(_\w+)?)?$/;

export const variableDefined = defineRule({
  id: 'variable-defined',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A variable that an argument or another variable expands as $(NAME) is defined in the container, and before it.',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
  *check(manifest, world) {
    for (const { fields, path } of world.podTemplate(manifest)?.containers ?? []) {
      const variables = itemsAt(fields, 'env');
      const sources = itemsAt(fields, 'envFrom').map((each) =>
        textAt(each, 'configMapRef.name') === undefined
          ? undefined
          : world.find('v1/ConfigMap', manifest.object.metadata.namespace ?? '', textAt(each, 'configMapRef.name') ?? ''),
      );
      const given = itemsAt(fields, 'envFrom').flatMap((each, index) =>
        Object.keys(fieldsAt(sources[index]?.object, 'data')).map((key) => `${textAt(each, 'prefix') ?? ''}${key}`),
      );
      const names = [...given, ...variables.flatMap((each) => textAt(each, 'name') ?? [])];
      const open = sources.includes(undefined);
      const why = 'The text stays as it is, brackets included: the program gets "$(NAME)" instead of the value.';
      for (const [index, each] of variables.entries()) {
        for (const [, name = ''] of (textAt(each, 'value') ?? '').matchAll(EXPANDED)) {
          const place = names.indexOf(name);
          if (open || (place !== -1 && place < given.length + index) || (place === -1 && LINKS.test(name))) continue;
          const at = `${path}.env[${index}].value`;
          const near = nearName(name, names);
          yield place === -1
            ? {
                path: at,
                message: `$(${name}) is not a variable of this container`,
                why,
                fix: near === undefined ? `Define ${name} above it.` : `Did you mean "$(${near})"?`,
              }
            : {
                path: at,
                message: `$(${name}) is defined below ${textAt(each, 'name') ?? ''}, which uses it`,
                why,
                fix: `Move ${name} above it.`,
              };
        }
      }
      const shell = itemsAt(fields, 'command').some((word) => /^(\/(usr\/)?bin\/)?(ba|a|da|z)?sh$/.test(text(word) ?? ''));
      if (open || shell) continue;
      for (const list of ['command', 'args']) {
        for (const [index, word] of itemsAt(fields, list).entries()) {
          for (const [, name = ''] of (text(word) ?? '').matchAll(EXPANDED)) {
            // In a script `$(date)` is a command.
            if (names.includes(name) || (text(word) ?? '').includes('\n') || !/^[A-Z]/.test(name) || LINKS.test(name)) continue;
            const near = nearName(name, names);
            const fix = near === undefined ? `Define ${name} in env.` : `Did you mean "$(${near})"?`;
            yield { path: `${path}.${list}[${index}]`, message: `$(${name}) is not a variable of this container`, why, fix };
          }
        }
      }
    }
  },
});
