import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { untagged } from '../../images.ts';
import { imagesByFile } from '../../images-by-file.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf, commits } from '../../texts/commands.ts';
import type { Command } from '../../texts/shell.ts';

export const sedFindsImage = defineRule({
  id: 'sed-finds-image',
  severity: 'warning',
  kinds: [documentKind('Script'), WORKFLOW],
  asks: 'A sed that sets the image of a manifest looks for an image that the manifest has, and for that one alone.',
  source: 'https://www.gnu.org/software/sed/manual/sed.html#The-_0022s_0022-Command; seed 002, section 13',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'sed') continue;
      const file = command.words.at(-1)?.text.replace(/^\.\//, '') ?? '';
      const images = imagesByFile(world).get(file);
      if (images === undefined) continue;
      for (const { name, before } of grown(command)) {
        const found = images.find((image) => image.startsWith(`${name}:`) || image.includes(`/${name}:`));
        if (found === undefined || (!found.includes(`/${name}:`) && !commits(manifest))) continue;
        const fix = `Look for what stands before it, too: s|image: .*${name}:.*|image: ${before}${name}:…|.`;
        yield {
          path,
          severity: 'error',
          message: `line ${command.line}: sed puts ${before} before ${name} in ${file}, and leaves what stands before it${found.includes('/') ? ` (${short(found)})` : ''}`,
          why: 'Each run puts the registry once more before the name: no registry has such an image, and the pods stay in ImagePullBackOff.',
          fix,
        };
      }
      const set = setForAll(command);
      const all = [...new Set(images.map(untagged))];
      const others = all.filter((image) => image !== set?.image);
      if (set !== undefined && all.length > 1) {
        yield {
          path,
          severity: 'error',
          message: `line ${command.line}: sed puts ${set.image ?? 'one image'} into every image of ${file}, ${set.image === undefined ? 'which has' : 'also in the place of'} ${others.slice(0, 4).join(', ')}`,
          why: 'The next sync starts the wrong program in the other containers: init containers, exporters and sidecars run the application, and the pods do not come up.',
          fix: `Look for the image by its name: s|image: ${set.image ?? others[0] ?? ''}:.*|…|.`,
        };
      }
      for (const name of lookedFor(command)) {
        if (images.some((image) => image === name || image.startsWith(`${name}:`) || image.startsWith(`${name}@`))) continue;
        const near = nearName(name, images.map(untagged));
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

/** The image that a pattern for any image (`s|image: .*|image: ghcr.io/acme/web:v2|`) puts into each line. */
function setForAll({ words }: Command): { readonly image: string | undefined } | undefined {
  for (const { text } of words) {
    const [, , pattern = '', value = ''] = /^s([|#,/@~])(.*?)(?<!\\)\1(.*?)(?<!\\)\1/.exec(text) ?? [];
    if (
      !/^\^?[\s(]*(?:\\s\*|\s*-?\s*)?image:(?:\s*|\\s[*+]|\[\[:space:\]\][*+]?)["']?(?:\.\*|\.\+|\[\^\s?\S*\]\*)["']?\)?\$?$/.test(pattern)
    )
      continue;
    const image = /image:\s*["']?([a-z0-9][\w./-]*\/[\w.-]+)(?=[:@]|$)/.exec(value.replaceAll('\\/', '/'))?.[1];
    return { image };
  }
  return undefined;
}

/** `s|web:.*|ghcr.io/acme/web:v2|`: names into whose place the name comes with something before it, which the pattern does not take away. */
function grown({ words }: Command): readonly { readonly name: string; readonly before: string }[] {
  return words.flatMap(({ text }) => {
    const [, , pattern = '', value = ''] = /^s([|#,@~])(.*?)(?<!\\)\1(.*?)(?<!\\)\1/.exec(text) ?? [];
    const name = /^([a-z0-9][\w.-]*(?:\/[\w.-]+)*):(?:\.\*|\[\^|\$|[\w.]*$)/.exec(pattern)?.[1];
    const at = name === undefined ? -1 : value.indexOf(`/${name}:`);
    return name === undefined || at <= 0 || /^\\[1-9]/.test(value) ? [] : [{ name, before: value.slice(0, at + 1) }];
  });
}

function short(image: string): string {
  return image.length > 60 ? `${image.slice(0, 57)}…` : image;
}

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
