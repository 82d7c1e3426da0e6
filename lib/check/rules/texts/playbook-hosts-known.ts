import { documentKind } from '../../document.ts';
import { at, fields, fieldsAt, items, text, textAt } from '../../read.ts';
import { isSample, nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const playbookHostsKnown = defineRule({
  id: 'playbook-hosts-known',
  severity: 'error',
  kinds: [documentKind('Config')],
  asks: 'The groups and hosts that plays of Ansible are for are in an inventory of the tree.',
  source: 'https://docs.ansible.com/ansible/latest/inventory_guide/intro_patterns.html',
  *check({ object }, world) {
    const plays = items(object['content']).filter(
      (each) => at(each, 'hosts') !== undefined && ['tasks', 'roles', 'pre_tasks'].some((key) => at(each, key) !== undefined),
    );
    const known = plays.length === 0 ? undefined : inventories(world);
    if (known === undefined) return;
    for (const play of plays) {
      const written = at(play, 'hosts');
      const patterns = (Array.isArray(written) ? items(written).map((each) => text(each) ?? '') : (text(written) ?? '').split(/[:,]/)).map(
        (each) => each.trim(),
      );
      for (const pattern of patterns) {
        const name = pattern.replace(/^[!&]/, '').replace(/\[.*\]$/, '');
        if (name === '' || /[{}*?~$]/.test(pattern) || known.has(name) || ['all', 'localhost', 'ungrouped', '127.0.0.1'].includes(name))
          continue;
        const near = nearName(name, known);
        yield {
          path: `content[${items(object['content']).indexOf(play)}].hosts`,
          severity: near === undefined ? 'warning' : 'error',
          message: `the play is for ${name}, and the inventory of the tree has ${[...known].slice(0, 6).join(', ')}`,
          why: 'Ansible says "Could not match supplied host pattern, ignoring" and goes on: nothing of the play is done, and the run ends well.',
          fix: near === undefined ? 'Name a group of the inventory, or add this one.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** Groups and hosts of all inventories; `undefined` where there is none, or where plays make groups as they go. */
function inventories(world: World): ReadonlySet<string> | undefined {
  return world.once('groups of ansible', () => {
    const known = new Set<string>();
    for (const { object, file } of world.ofKind(documentKind('Config'))) {
      if (isSample(file)) continue;
      if (/add_host|group_by/.test(JSON.stringify(object['content']))) return undefined;
      const top = fields(object['content']);
      const groups = 'all' in top ? { all: top['all'] } : Object.values(top).length > 0 && Object.values(top).every(isGroup) ? top : {};
      for (const [name, group] of Object.entries(groups)) visit(name, group, known, 0);
    }
    for (const { object, file = '' } of world.ofKind(documentKind('TextFile'))) {
      if (!file.endsWith('.ini') || isSample(file)) continue;
      for (const line of (textAt(object, 'text') ?? '').split('\n')) {
        const name = /^\s*\[([\w.-]+)(?::\w+)?\]/.exec(line)?.[1] ?? /^\s*([A-Za-z0-9][\w.-]*)(?:\s|$)/.exec(line)?.[1];
        if (name !== undefined) known.add(name);
      }
    }
    return known.size === 0 ? undefined : known;
  });
}

function isGroup(value: unknown): boolean {
  return at(value, 'hosts') !== undefined || at(value, 'children') !== undefined;
}

function visit(name: string, group: unknown, known: Set<string>, depth: number): void {
  known.add(name);
  for (const host of Object.keys(fieldsAt(group, 'hosts'))) known.add(host);
  if (depth < 6) for (const [child, below] of Object.entries(fieldsAt(group, 'children'))) visit(child, below, known, depth + 1);
}
