import { imagesByFile } from '../images-by-file.ts';
import { itemsAt, someString, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { groupedBy } from '../../values/multimap.ts';
import { commandsOf, commits } from '../texts/commands.ts';
import type { World } from '../world.ts';
import { kustomizationsByFolder } from './patch-contents.ts';

/** Images that a sed writes into a manifest, and commits, while the list of images of its kustomization sets them to one tag. */
export function* outweighedSeds(manifest: WorldObject, world: World): Iterable<Issue> {
  // Who edits the list as well has thought of it.
  if (!commits(manifest) || someString(manifest.object, (value) => /kustomization\.ya?ml|kustomize\s+edit/.test(value))) return;
  const said = new Set<string>();
  for (const { path, command } of commandsOf(manifest, world)) {
    const file = command.words.at(-1)?.text.replace(/^\.\//, '') ?? '';
    if (command.name !== 'sed' || said.has(file) || !command.words.some(({ text }) => /^s(.).*\bimage:/.test(text))) continue;
    const entry = fixedImage(file, world);
    if (entry === undefined) continue;
    said.add(file);
    yield {
      path,
      message: `line ${command.line}: sed writes the image of ${file}, and ${entry.list} sets ${entry.name} to ${entry.tag}`,
      why: 'kustomize sets images last: each new tag is committed and synced, and what runs stays at the one of the list.',
      fix: 'Write the tag into the list (kustomize edit set image), or take the entry out of it.',
    };
  }
}

interface FixedImage {
  /** `k8s/kustomization.yaml` */
  readonly list: string;
  readonly name: string;
  readonly tag: string;
}

/** The entry that each kustomization which builds a file has for its image; `undefined` where one of them has none. */
function fixedImage(file: string, world: World): FixedImage | undefined {
  if (!imagesByFile(world).has(file)) return undefined;
  const byFile = world.once('workloads by file', () => groupedBy(world.podTemplates(), ({ owner }) => owner.file));
  const found = (byFile.get(file) ?? []).map(({ owner, containers }) => {
    const list = owner.overlay === undefined ? undefined : kustomizationsByFolder(world).get(owner.overlay);
    for (const entry of itemsAt(list?.object, 'images')) {
      const name = textAt(entry, 'newName') ?? textAt(entry, 'name') ?? '';
      const tag = textAt(entry, 'newTag');
      if (tag !== undefined && containers.some(({ image }) => image === `${name}:${tag}`)) return { list: list?.file ?? '', name, tag };
    }
    return undefined;
  });
  return found.includes(undefined) ? undefined : found[0];
}
