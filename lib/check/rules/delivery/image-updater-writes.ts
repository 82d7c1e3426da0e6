import { UPDATER, writtenTo } from '../../delivery/image-updater.ts';
import { sourcesOf, type SourceEntry } from '../../delivery/sources.ts';
import { fileTree } from '../../delivery/tree.ts';
import { chartFolders } from '../../hosts/releases.ts';
import { installerOf } from '../../installers.ts';
import { at, join, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const imageUpdaterWrites = defineRule({
  id: 'image-updater-writes',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'What Argo CD Image Updater writes are values that the chart has, on the branch that the Application follows.',
  source:
    'https://argocd-image-updater.readthedocs.io/en/stable/configuration/images/#specifying-helm-parameter-names; https://argocd-image-updater.readthedocs.io/en/stable/basics/update-methods/#specifying-a-branch-to-commit-to',
  *check(manifest, world) {
    const place = manifest.object.kind === 'Application' ? 'metadata.annotations' : 'spec.template.metadata.annotations';
    const own = textsAt(manifest.object, place);
    const installer = own[`${UPDATER}image-list`] === undefined ? undefined : installerOf(manifest);
    if (installer === undefined) return;
    const sources = sourcesOf(installer);
    yield* writtenTo(own, place, sources);
    for (const [key, value] of Object.entries(own)) {
      const [, alias] = new RegExp(`^${UPDATER}([\\w-]+)\\.helm\\.image-name$`).exec(key) ?? [];
      const given = (name: string) => own[`${UPDATER}${alias ?? ''}.helm.${name}`];
      if (alias !== undefined && given('image-tag') === undefined && given('image-spec') === undefined)
        yield {
          path: join(place, key),
          message: `${alias}.helm.image-name is ${value}, and there is no ${alias}.helm.image-tag`,
          why: 'The name is written and the tag never: "could not find an image-tag annotation for image", and the old image runs on.',
          fix: `Add ${UPDATER}${alias}.helm.image-tag with the key of the tag.`,
        };
    }
    const values = sources.map((source) => chartValues(source, world)).find((each) => each !== undefined);
    if (values === undefined) return;
    for (const [key, value] of Object.entries(own)) {
      const setting = /\.helm\.image-(?:name|tag|spec)$/.exec(key)?.[0];
      if (setting === undefined || /[{$[\\]/.test(value) || at(values, value) !== undefined) continue;
      const known = [...leaves(values)].filter((each) => /image|tag|repo/i.test(each)).slice(0, 6);
      if (known.length === 0) continue;
      yield {
        path: join(place, key),
        message: `${setting.slice(1)} is ${value}, and the values of the chart have ${known.join(', ')}`,
        why: 'Image Updater writes a value that no template reads: it reports an update each time, and the old image runs on.',
        fix: 'Write the key of the value, not what it holds.',
      };
    }
  },
});

/** Values of a chart that is in the tree. */
function chartValues({ folder, templated, repository }: SourceEntry, world: World): unknown {
  const found = folder === undefined || templated ? undefined : fileTree(world)?.folder(folder, repository);
  if (found === undefined || fileTree(world)?.filesIn(found).includes('Chart.yaml') !== true) return undefined;
  return chartFolders(world).values.get(found);
}

/** Paths of the values, as `--set` has them. */
function* leaves(value: unknown, path = ''): Iterable<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) yield path;
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, path === '' ? key : `${path}.${key}`);
}
