import { WORKFLOW } from '../../delivery/workflows.ts';
import { DOCUMENT, documentKind } from '../../document.ts';
import { imageOf } from '../../kustomize/edits.ts';
import { outweighedSeds } from '../../kustomize/outweighed-seds.ts';
import { kustomizationsByFolder, patchContents } from '../../kustomize/patch-contents.ts';
import { at, fields, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const kustomizationImageWins = defineRule({
  id: 'kustomization-image-wins',
  severity: 'warning',
  kinds: [
    'kustomize.config.k8s.io/v1beta1/Kustomization',
    'argoproj.io/v1alpha1/Application',
    'argoproj.io/v1alpha1/ApplicationSet',
    documentKind('Script'),
    WORKFLOW,
  ],
  asks: 'The tag of an image is set in one place: not by a patch or a sed beside the list of images, and not by an Application beside the overlay.',
  source:
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/; https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/#kustomize',
  *check(manifest, world) {
    if (manifest.object.apiVersion === DOCUMENT) yield* outweighedSeds(manifest, world);
    else if (manifest.object.kind === 'Kustomization') yield* byPatches(manifest, world);
    else yield* byApplications(manifest, world);
  },
});

/** Images are set last: what a patch of the same kustomization says goes. */
function* byPatches(manifest: WorldObject, world: World): Iterable<Issue> {
  const { object } = manifest;
  const entries = itemsAt(object, 'images');
  if (entries.length === 0) return;
  for (const list of ['patches', 'patchesJson6902', 'patchesStrategicMerge']) {
    for (const [index, patch] of itemsAt(object, list).entries()) {
      for (const image of imagesIn(patchContents(patch, manifest, world))) {
        const { name, newTag } = imageOf(image);
        const entry = entries.find((each) => textAt(each, 'name') === text(name));
        const [tag, digest] = [textAt(entry, 'newTag'), textAt(entry, 'digest')];
        if (entry === undefined || newTag === undefined || (tag ?? digest) === undefined || text(newTag) === tag) continue;
        yield {
          path: `${list}[${index}]`,
          message: `the patch gives ${image}, and images sets ${text(name) ?? ''} to ${tag ?? digest ?? ''}`,
          why: 'kustomize sets images behind all patches: the pods run the tag of the list, and the patch does nothing.',
          fix: 'Write the tag into the list of images, and take it out of the patch.',
        };
      }
    }
  }
}

/** Images of containers that a patch names, and those that a JSON patch writes. */
function imagesIn(contents: readonly unknown[]): readonly string[] {
  return contents.flatMap((content) => {
    const written = items(content).map((each) => (textAt(each, 'path')?.endsWith('/image') === true ? textAt(each, 'value') : undefined));
    const pods = at(content, 'spec.template.spec') ?? at(content, 'spec.jobTemplate.spec.template.spec');
    const containers = ['containers', 'initContainers'].flatMap((list) => itemsAt(pods, list).map((each) => textAt(each, 'image')));
    return [...written, ...containers].filter((each): each is string => each !== undefined);
  });
}

/** What an Application sets wins over the overlay, into which the delivery writes. */
function* byApplications(manifest: WorldObject, world: World): Iterable<Issue> {
  for (const { sources, spec, specPath } of world.everywhere.installersOf(manifest)) {
    const images = itemsAt(at(spec, 'source.kustomize'), 'images');
    const [{ folder } = { folder: undefined }] = sources;
    const annotated = Object.keys(fields(at(manifest.object, 'metadata.annotations'))).some((each) =>
      each.startsWith('argocd-image-updater'),
    );
    if (images.length === 0 || folder === undefined || annotated) continue;
    const overlay = kustomizationsByFolder(world).get(folder.replace(/^\.\/|\/$/g, ''));
    for (const [index, raw] of images.entries()) {
      const { name, newTag } = imageOf(raw);
      const own = itemsAt(overlay?.object, 'images').find((each) => textAt(each, 'name') === text(name));
      const tag = textAt(own, 'newTag');
      if (newTag === undefined || tag === undefined) continue;
      yield {
        path: `${specPath}.source.kustomize.images[${index}]`,
        message: `the Application sets ${text(name) ?? ''} to ${text(newTag) ?? ''}, and ${folder}/kustomization.yaml has ${tag === text(newTag) ? 'an entry for it, too' : tag}`,
        why: 'The Application wins: each tag that is written into the overlay from now on is committed, synced, and never runs.',
        fix: 'Take the image out of the Application, or the entry out of the overlay.',
      };
    }
  }
}
