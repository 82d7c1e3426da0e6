import { documentKind } from '../../document.ts';
import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues } from '../../texts/script-calls.ts';
import { skaffoldIn } from '../../texts/skaffold.ts';
import type { World } from '../../world.ts';

export const skaffoldProfileExists = defineRule({
  id: 'skaffold-profile-exists',
  severity: 'warning',
  kinds: COMMAND_KINDS.filter((kind) => kind.startsWith('slipway.dev/')),
  asks: 'Profiles that scripts, workflows and guides ask of Skaffold are in its file.',
  source: 'https://skaffold.dev/docs/environment/profiles/',
  *check(manifest, world) {
    for (const { command, path } of commandsOf(manifest, world)) {
      if (command.name !== 'skaffold') continue;
      const known = profilesIn(world);
      for (const name of optionValues(command, '-p', '--profile').flatMap((each) => each.split(','))) {
        const plain = name.replace(/^-/, '');
        if (known === undefined || !/^[\w.-]+$/.test(plain) || known.has(plain)) continue;
        const near = nearName(plain, known);
        yield {
          path,
          message: `line ${command.line}: Skaffold has no profile ${plain}; there ${known.size === 0 ? 'is none' : `are ${[...known].join(', ')}`}`,
          why: 'Skaffold ends with "could not find profile", and nothing is built or deployed.',
          fix: near === undefined ? 'Add the profile to skaffold.yaml, or leave the option out.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** Profiles of all files of Skaffold; `undefined` where the tree has none, or takes some in from elsewhere. */
function profilesIn(world: World): ReadonlySet<string> | undefined {
  return world.once('profiles of skaffold', () => {
    const kinds = [documentKind('Config'), 'skaffold/v4beta1/Config'];
    const roots = kinds.flatMap((kind) => world.ofKind(kind)).flatMap((each) => skaffoldIn(each)?.root ?? []);
    if (roots.length === 0 || roots.some((root) => itemsAt(root, 'requires').length > 0)) return undefined;
    return new Set(roots.flatMap((root) => itemsAt(root, 'profiles').flatMap((each) => textAt(each, 'name') ?? [])));
  });
}
