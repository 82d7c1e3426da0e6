import { UPDATER, updaterWords } from '../../delivery/image-updater.ts';
import { repositoryKey, sourcesOf, type SourceEntry } from '../../delivery/sources.ts';
import { fileTree, isBuilt, ownRepositories } from '../../delivery/tree.ts';
import { parseImage } from '../../images.ts';
import { join, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const imageUpdaterActs = defineRule({
  id: 'image-updater-acts',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'What Argo CD Image Updater is told by annotations is about images of its list, in words that it knows, and about a source that it can change.',
  source:
    'https://argocd-image-updater.readthedocs.io/en/stable/configuration/images/; https://argocd-image-updater.readthedocs.io/en/stable/basics/update-methods/',
  *check(manifest, world) {
    const annotations = textsAt(manifest.object, 'metadata.annotations');
    const own = Object.entries(annotations).filter(([key]) => key.startsWith(UPDATER));
    if (own.length === 0) return;
    const list = annotations[`${UPDATER}image-list`];
    if (list === undefined) {
      const [first = ''] = own[0] ?? [];
      yield {
        path: join('metadata.annotations', first),
        message: `${first} is set, and there is no ${UPDATER}image-list`,
        why: 'Image Updater looks at Applications with a list of images only: nothing is ever updated.',
        fix: `Add ${UPDATER}image-list: web=REGISTRY/NAME.`,
      };
      return;
    }
    const images = list.split(',').map((each) => /^\s*(?:([\w-]+)=)?(\S+?)\s*$/.exec(each) ?? []);
    yield* updaterWords(
      own,
      images.flatMap(([, alias]) => alias ?? []),
    );
    // A target of its own says which tool is meant.
    const targeted = annotations[`${UPDATER}write-back-target`] !== undefined;
    const source = targeted ? undefined : sources(manifest, world).find((each) => plainFolder(each, world));
    if (source === undefined) return;
    yield {
      path: join('metadata.annotations', `${UPDATER}image-list`),
      message: `it is to update ${images.map(([, , image = '']) => parseImage(image).path).join(', ')}, and ${source.folder === '' ? 'its folder' : source.folder} is a plain folder, neither a kustomization nor a chart`,
      why: 'Image Updater passes over Applications of the type Directory ("skipping app … not of supported source type"): the old image runs on, and nobody is told.',
      fix: 'Add a kustomization.yaml with the images to the folder, or let the pipeline write the tag.',
    };
  },
});

function sources(manifest: WorldObject, world: World): readonly SourceEntry[] {
  return world.everywhere.installersOf(manifest).flatMap(sourcesOf);
}

/** A folder of this repository that no tool builds. */
function plainFolder({ folder, chart, templated, fields, repository }: SourceEntry, world: World): boolean {
  if (folder === undefined || folder === '' || chart !== undefined || templated) return false;
  if (['helm', 'kustomize', 'plugin'].some((tool) => fields[tool] !== undefined)) return false;
  const tree = fileTree(world);
  const found = ownRepositories(world).has(repositoryKey(repository)) ? tree?.folder(folder, repository) : undefined;
  return tree !== undefined && found !== undefined && !isBuilt(tree.filesIn(found));
}
