import { documentKind } from '../../document.ts';
import { at, fields, items, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const PARTS = ['pre_tasks', 'tasks', 'post_tasks', 'handlers'];

export const playbookHandlersExist = defineRule({
  id: 'playbook-handlers-exist',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'The handlers that tasks of Ansible notify exist under that very name.',
  source: 'https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_handlers.html',
  *check({ object, file = '' }, world) {
    const content = items(object['content']);
    for (const [index, play] of content.entries()) {
      // What roles and files bring besides is not in the play.
      if (at(play, 'hosts') === undefined || PARTS.every((part) => at(play, part) === undefined)) continue;
      const open = at(play, 'roles') !== undefined || /(import|include)_(tasks|role|playbook)/.test(JSON.stringify(play));
      const known = named(items(at(play, 'handlers')));
      for (const part of PARTS) yield* lost(items(at(play, part)), known, `content[${index}].${part}`, open);
    }
    const role = /^(.*roles\/[^/]+)\/tasks\/[^/]+$/.exec(file)?.[1];
    if (role === undefined || content.length === 0) return;
    const handlers = handlersOf(world).get(role);
    yield* lost(content, named(handlers ?? []), 'content', handlers === undefined);
  },
});

/** Names of handlers, and the topics that they listen to. */
function named(handlers: readonly unknown[]): readonly string[] {
  return handlers.flatMap((each) => [textAt(each, 'name') ?? [], ...notices(at(each, 'listen'))].flat());
}

function notices(written: unknown): readonly string[] {
  return (Array.isArray(written) ? items(written) : [written]).flatMap((each) => text(each) ?? []);
}

function* lost(
  tasks: readonly unknown[],
  known: readonly string[],
  path: string,
  open: boolean,
): Iterable<{ path: string; message: string; why: string; fix: string }> {
  for (const [index, task] of tasks.entries()) {
    for (const block of ['block', 'rescue', 'always'])
      if (Array.isArray(fields(task)[block])) yield* lost(items(fields(task)[block]), known, `${path}[${index}].${block}`, open);
    for (const name of notices(at(task, 'notify'))) {
      if (known.includes(name) || name.includes('{{')) continue;
      const near = known.find((each) => each.toLowerCase() === name.toLowerCase()) ?? nearName(name, known);
      if (near === undefined && (open || known.length === 0)) continue;
      yield {
        path: `${path}[${index}].notify`,
        message: `the task notifies "${name}", and the handlers are ${known.join(', ')}`,
        why: 'Ansible stops at the task ("The requested handler was not found"), after it has changed the file: the program goes on with its old settings.',
        fix: near === undefined ? 'Add the handler, or name one that there is.' : `Did you mean "${near}"?`,
      };
    }
  }
}

/** Handlers by the folder of their role. */
function handlersOf(world: World): ReadonlyMap<string, readonly unknown[]> {
  return world.once('handlers of roles', () => {
    const found = new Map<string, readonly unknown[]>();
    for (const { object, file = '' } of world.ofKind(documentKind('Config'))) {
      const role = /^(.*roles\/[^/]+)\/handlers\/[^/]+$/.exec(file)?.[1];
      if (role !== undefined) found.set(role, [...(found.get(role) ?? []), ...items(object['content'])]);
    }
    return found;
  });
}
