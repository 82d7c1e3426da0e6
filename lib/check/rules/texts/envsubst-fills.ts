import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { pathFrom } from '../../paths.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { fillIns, handedOn, variables } from '../../texts/filled-in.ts';
import { addTo } from '../../../values/multimap.ts';
import type { World } from '../../world.ts';

export const envsubstFills = defineRule({
  id: 'envsubst-fills',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'What envsubst fills in is handed on to it, and variables that are for somebody else are left alone.',
  source: 'https://www.gnu.org/software/gettext/manual/html_node/envsubst-Invocation.html',
  *check(manifest, world) {
    const calls = fillIns(manifest);
    if (calls.length === 0) return;
    const { set, exported, open } = handedOn(manifest);
    for (const { line, file, listed, given } of calls) {
      const asked = file === undefined || file.includes('$') ? undefined : asksFor(file, manifest, world);
      const path = `line ${line}`;
      const lost = (listed ?? asked ?? []).find((name) => set.has(name) && !exported.has(name) && !given.includes(name) && !open);
      if (lost !== undefined) {
        yield {
          path,
          message: `envsubst fills in $${lost}, which the script sets and does not export`,
          why: 'envsubst is another program and does not see it: it puts nothing in its place, and what is applied lacks the name.',
          fix: `Write export ${lost}.`,
        };
        continue;
      }
      if (asked === undefined) continue;
      // Small letters are what templates of alerts, nginx and shells call their own.
      const foreign =
        listed === undefined
          ? asked.filter((name) => !exported.has(name) && !set.has(name) && !given.includes(name) && /^[a-z_]+$/.test(name))
          : [];
      if (foreign.length > 0) {
        yield {
          path,
          message: `envsubst takes ${foreign
            .slice(0, 3)
            .map((name) => `$${name}`)
            .join(', ')} out of ${file ?? ''}, too: it is told no list of variables`,
          why: 'Whatever looks like a variable is replaced by nothing: templates of alerts, settings of nginx and scripts lose half of their text without a word.',
          fix: `Name those that it is for: envsubst '${asked
            .filter((name) => !foreign.includes(name))
            .map((name) => `$${name}`)
            .join(' ')}'.`,
        };
        continue;
      }
      const left =
        listed === undefined ? undefined : asked.find((name) => exported.has(name) && !listed.includes(name) && /^[A-Z]/.test(name));
      if (left === undefined) continue;
      yield {
        path,
        message: `${file ?? ''} asks for $${left}, which the script exports and the list of envsubst leaves out`,
        why: 'The text stays as it is: names and addresses with a dollar sign are applied.',
        fix: `Add $${left} to the list.`,
      };
    }
  },
});

/** Variables in the objects that stand in a file; `undefined` where the tree has no such file. */
function asksFor(file: string, manifest: WorldObject, world: World): readonly string[] | undefined {
  const byFile = world.everywhere.once('objects by file', () => {
    const map = new Map<string, WorldObject[]>();
    for (const own of world.everywhere.worlds.values())
      for (const each of own.objects) if (each.file !== undefined) addTo(map, each.file, each);
    return map;
  });
  const bare = file.replace(/^\.\//, '');
  const found = byFile.get(bare) ?? byFile.get(pathFrom(folderOf(manifest), bare) ?? '-');
  return found === undefined ? undefined : variables(found.map(({ object }) => JSON.stringify(object)).join('\n'));
}
