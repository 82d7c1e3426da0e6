import { POD_KINDS, type Container } from '../../pods.ts';
import { fieldsAt, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const SHELL = /(^|\/)((ba|da|a|z)?sh|env|envsubst|dumb-init|tini|pwsh|python3?|node|perl|ruby)$/;
const HOOKS = ['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

export const variableExpands = defineRule({
  id: 'variable-expands',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Variables in arguments are written $(NAME), and those of probes and hooks stand in a shell.',
  source:
    'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#use-environment-variables-to-define-arguments',
  *check(manifest, world) {
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      yield* hooks(container);
      yield* ofArguments(container);
    }
  },
});

/** Nothing is filled in for a probe or a hook, neither by Kubernetes nor by a shell. */
function* hooks({ fields, path, name }: Container): Iterable<Issue> {
  for (const hook of HOOKS) {
    const words = itemsAt(fieldsAt(fields, hook), 'exec.command').map((word) => text(word) ?? '');
    if (words.some((word) => SHELL.test(word))) continue;
    const found = words.map((word) => /\$(?:\{\w+\}|\(\w+\)|[A-Za-z_]\w*)/.exec(word)?.[0]).find((each) => each !== undefined);
    if (found === undefined) continue;
    yield {
      path: `${path}.${hook}.exec.command`,
      message: `${hook} of container "${name}" hands ${found} to ${words[0] ?? ''} as it stands`,
      why: 'No shell reads it: the program gets the text itself, a wrong password or file, and the probe or hook fails each time.',
      fix: `Write [sh, -c, ${JSON.stringify(words.join(' ').replace(/\$\((\w+)\)/g, '$$$1'))}].`,
    };
  }
}

/** `$NAME` of a variable that the container has; programs read `${NAME}` themselves often enough. */
function* ofArguments({ fields, path, name }: Container): Iterable<Issue> {
  const command = itemsAt(fields, 'command').map((word) => text(word) ?? '');
  const given = itemsAt(fields, 'args').map((word) => text(word) ?? '');
  // An entry point may be a shell, where the image decides.
  if ([...command, ...given].some((word) => SHELL.test(word) || /\s/.test(word.trim()))) return;
  const own = new Set(itemsAt(fields, 'env').flatMap((each) => textAt(each, 'name') ?? []));
  for (const [list, words] of [
    ['command', command],
    ['args', given],
  ] as const) {
    for (const [index, word] of words.entries()) {
      const found = [...word.matchAll(/(?<!\$)\$([A-Za-z_]\w*)/g)].map(([, each = '']) => each).find((each) => own.has(each));
      if (found === undefined) continue;
      yield {
        path: `${path}.${list}[${index}]`,
        message: `container "${name}" gets $${found} as it stands`,
        why: 'No shell reads it, and Kubernetes fills in $(NAME) only: the program looks for a host or file of that name.',
        fix: `Write $(${found}).`,
      };
    }
  }
}
