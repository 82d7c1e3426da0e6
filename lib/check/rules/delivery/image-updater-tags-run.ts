import { UPDATER } from '../../delivery/image-updater.ts';
import { imageName } from '../../image-names.ts';
import { join, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const imageUpdaterTagsRun = defineRule({
  id: 'image-updater-tags-run',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'The tags that Argo CD Image Updater may take of an image are like the one that runs.',
  source: 'https://argocd-image-updater.readthedocs.io/en/stable/configuration/images/#filtering-tags',
  *check(manifest, world) {
    const annotations = textsAt(manifest.object, 'metadata.annotations');
    const list = annotations[`${UPDATER}image-list`];
    if (list === undefined) return;
    for (const each of list.split(',')) {
      const [, alias = '', image = ''] = /^\s*([\w.-]+)=(\S+)\s*$/.exec(each) ?? [];
      const key = `${UPDATER}${alias}.allow-tags`;
      const pattern = alias === '' ? undefined : expression(annotations[key] ?? '');
      const running = pattern === undefined ? [] : tagsOf(manifest, imageName(image), world);
      if (pattern === undefined || running.length === 0 || running.some((tag) => pattern.test(tag))) continue;
      yield {
        path: join('metadata.annotations', key),
        message: `only tags like ${pattern.source} are taken, and ${imageName(image)} runs as ${running.slice(0, 2).join(', ')}`,
        why: 'No tag that the build writes is ever taken: new versions are pushed, and the old one keeps running.',
        fix: 'Allow the tags as the build writes them.',
      };
    }
  },
});

function expression(value: string): RegExp | undefined {
  try {
    return value.startsWith('regexp:') ? new RegExp(value.slice('regexp:'.length)) : undefined;
  } catch {
    return undefined;
  }
}

/** Tags under which an image runs in what the Application installs. */
function tagsOf(manifest: WorldObject, image: string, world: World): readonly string[] {
  const objects = world.everywhere.installersOf(manifest).flatMap((each) => world.everywhere.installedBy(each));
  const images = objects.flatMap((each) => world.podTemplate(each)?.containers ?? []).map((each) => each.image ?? '');
  return [...new Set(images.flatMap((each) => (imageName(each) === image ? (/:([\w.-]+)$/.exec(each)?.[1] ?? []) : [])))];
}
