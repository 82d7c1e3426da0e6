import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import type { Command } from '../../texts/shell.ts';
import { addTo } from '../../../values/multimap.ts';
import type { World } from '../../world.ts';

export const sedFindsImage = defineRule({
  id: 'sed-finds-image',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW],
  asks: 'A sed that sets the image of a manifest looks for an image that the manifest has.',
  source: 'https://www.gnu.org/software/sed/manual/sed.html#The-_0022s_0022-Command; seed 002, section 13',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'sed') continue;
      const file = command.words.at(-1)?.text.replace(/^\.\//, '') ?? '';
      const images = imagesByFile(world).get(file);
      if (images === undefined) continue;
      for (const name of lookedFor(command)) {
        if (images.some((image) => image === name || image.startsWith(`${name}:`) || image.startsWith(`${name}@`))) continue;
        const near = nearName(
          name,
          images.map((image) => image.replace(/(@|:[^/]*$).*/, '')),
        );
        yield {
          path,
          message: `line ${command.line}: sed looks for ${name} in ${file}, which has ${[...new Set(images)].slice(0, 4).join(', ')}`,
          why: 'sed changes nothing and reports no error: the new image is built, and what runs stays the old one.',
          fix: near === undefined ? 'Look for an image of the file.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

/** Names of images in `s|image: ghcr.io/acme/web:.*|…|`; patterns that begin with something else are left alone. */
function lookedFor({ words }: Command): readonly string[] {
  return words.flatMap(({ text }) => {
    const [, , pattern = ''] = /^s([|#,/@~])(.*?)(?<!\\)\1/.exec(text) ?? [];
    const [, name = ''] =
      /^\\?[(^]*(?:\\s\*|\s*-?\s*)?image:(?:\s*|\\s[*+]|\[\[:space:\]\][*+]?)\\?[("']*((?:[\w-]|\\?\.|\\?\/)+[\w-])(?=:|@|\\|$|["'.[])/.exec(
        pattern,
      ) ?? [];
    const plain = name.replaceAll('\\', '');
    return plain.includes('/') ? [plain] : [];
  });
}

/** Images of the workloads that stand in a file. */
function imagesByFile(world: World): ReadonlyMap<string, readonly string[]> {
  return world.once('images by file', () => {
    const found = new Map<string, string[]>();
    for (const { owner, containers } of world.podTemplates()) {
      for (const { image } of containers) if (owner.file !== undefined && image !== undefined) addTo(found, owner.file, image);
    }
    return found;
  });
}
