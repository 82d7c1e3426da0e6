import { documentKind } from '../../document.ts';
import { installerOf, type Installer } from '../../installers.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Pointers to all that an object says. */
const WHOLE = /^\/?(spec|data|stringData|metadata)?\/?$/;

export const argocdIgnoreNarrow = defineRule({
  id: 'argocd-ignore-narrow',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'What an Application ignores is a field that somebody else writes, not the whole of every object of a kind.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/; seed 003, M23',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    yield* images(installer, manifest, world);
    for (const [index, entry] of itemsAt(installer.spec, 'ignoreDifferences').entries()) {
      const [kind = '', name, namespace] = [textAt(entry, 'kind'), textAt(entry, 'name'), textAt(entry, 'namespace')];
      const pointers = itemsAt(entry, 'jsonPointers').flatMap((each) => text(each) ?? []);
      const queries = itemsAt(entry, 'jqPathExpressions').flatMap((each) => text(each) ?? []);
      const wide =
        pointers.find((each) => WHOLE.test(each)) ?? queries.find((each) => /^\.(spec|data|stringData|metadata)?$/.test(each.trim()));
      const isNamed = name !== undefined && name !== '*';
      // What one object holds may be somebody else's; what it is to be is not.
      if (
        wide === undefined ||
        (isNamed && !/^[/.]spec\/?$/.test(wide.trim())) ||
        (namespace !== undefined && !isNamed && kind !== 'Secret')
      )
        continue;
      if (isNamed) {
        yield {
          path: `${installer.specPath}.ignoreDifferences[${index}]`,
          message: `the whole ${wide.trim()} of ${kind} ${name} is ignored`,
          why: 'Git says it once, when the object is made: no later change is a difference, and with RespectIgnoreDifferences none is ever applied.',
          fix: 'Name the fields that a controller writes.',
        };
        continue;
      }
      yield {
        path: `${installer.specPath}.ignoreDifferences[${index}]`,
        message: `${wide} of every ${kind === '*' ? 'object' : kind} is ignored`,
        why: 'Argo CD shows Synced whatever is in them: a change in Git or by hand is seen by nobody, and with RespectIgnoreDifferences it is never applied.',
        fix: 'Name the object, and the field that a controller writes.',
      };
    }
  },
});

const IMAGE =
  /^\/spec\/template\/spec\/containers\/\d+(?:\/image)?$|^\.spec\.template\.spec\.containers(?:\[[^\]]*\]|\s*\|[^|]*\|?)*\.image$/;

/** A new image in Git is no difference where images are ignored, and a sync by itself waits for one. */
function* images(installer: Installer, manifest: WorldObject, world: World): Iterable<Issue> {
  const automated = at(installer.spec, 'syncPolicy.automated');
  // Who sets images past Git means them to stay: Image Updater, or a command of the tree.
  const isSetElsewhere = Object.keys(manifest.object.metadata.annotations ?? {}).some((each) => each.includes('image-updater'));
  if (automated === undefined || at(automated, 'enabled') === false || isSetElsewhere || setsImages(world)) return;
  for (const [index, entry] of itemsAt(installer.spec, 'ignoreDifferences').entries()) {
    if (!/^(?:Deployment|StatefulSet|DaemonSet|Rollout)$/.test(textAt(entry, 'kind') ?? '')) continue;
    const written = [...itemsAt(entry, 'jsonPointers'), ...itemsAt(entry, 'jqPathExpressions')].flatMap((each) => text(each)?.trim() ?? []);
    const found = written.find((each) => IMAGE.test(each));
    if (found === undefined) continue;
    yield {
      path: `${installer.specPath}.ignoreDifferences[${index}]`,
      message: `${found} of every ${textAt(entry, 'kind') ?? ''} is ignored, and the Application is to sync by itself`,
      why: 'A commit that changes only the image is no difference: Argo CD shows Synced, syncs nothing, and the old image runs on.',
      fix: 'Take the image out of ignoreDifferences, or sync after each commit by hand.',
    };
    return;
  }
}

/** A script, a workflow or a program that watches registries puts images into the cluster itself. */
function setsImages(world: World): boolean {
  return world.once(
    'images set past git',
    () =>
      world.ofKind('argocd-image-updater.argoproj.io/v1alpha1/ImageUpdater').length > 0 ||
      world
        .podTemplates()
        .some(({ owner }) => Object.keys(owner.object.metadata.annotations ?? {}).some((each) => each.startsWith('keel.sh/'))) ||
      [documentKind('Script'), documentKind('Workflow'), documentKind('TextFile')]
        .flatMap((kind) => world.ofKind(kind))
        .some(({ object }) => /\bset image\b|\bhelm\s+upgrade\b[^\n]*image\.tag|argocd\s+app\s+sync/.test(JSON.stringify(object))),
  );
}
