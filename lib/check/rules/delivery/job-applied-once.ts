import type { Installer } from '../../installers.ts';
import { at, fieldsAt, itemsAt, numberAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const jobAppliedOnce = defineRule({
  id: 'job-applied-once',
  severity: 'warning',
  kinds: ['batch/v1/Job'],
  asks: 'A Job that Argo CD applies is a hook, where it deletes itself or runs an image that the delivery changes.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/; https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  *check(manifest, world) {
    const annotations = textsAt(manifest.object, 'metadata.annotations');
    if (annotations['argocd.argoproj.io/hook'] !== undefined || annotations['helm.sh/hook'] !== undefined) return;
    const installers = installersOfJobs(world).get(manifest) ?? [];
    const [installer] = installers;
    if (installer === undefined) return;
    const name = installer.manifest.object.metadata.name;
    const ttl = numberAt(manifest.object, 'spec.ttlSecondsAfterFinished');
    const heals = fieldsAt(installer.spec, 'syncPolicy.automated')['selfHeal'] === true;
    if (ttl !== undefined) {
      yield {
        path: 'spec.ttlSecondsAfterFinished',
        ...(heals ? {} : { severity: 'info' as const }),
        message: `the Job is deleted ${ttl} s after its end, and Application ${name} ${heals ? 'makes it again (selfHeal)' : 'is OutOfSync from then on'}`,
        why: heals
          ? 'It runs again and again, day and night: a migration, a dump or a test that was meant once for each delivery.'
          : 'The Application never shows Synced, and nobody sees the difference that matters.',
        fix: 'Make it a hook (argocd.argoproj.io/hook: Sync, hook-delete-policy: BeforeHookCreation), or leave ttlSecondsAfterFinished out.',
      };
    }
    const image = deliveredImage(manifest, world);
    if (image === undefined || isReplaced(annotations, installers)) return;
    yield {
      path: 'spec.template.spec.containers',
      message: `the Job runs ${image}, of which the kustomization sets the tag, and Application ${name} can only change what it has made`,
      why: 'The template of a Job is immutable: the first sync with a new tag fails with "field is immutable", and so does everything after it.',
      fix: 'Make it a hook (argocd.argoproj.io/hook: PreSync or Sync), or annotate it argocd.argoproj.io/sync-options: Force=true,Replace=true.',
    };
  },
});

function installersOfJobs(world: World): ReadonlyMap<WorldObject, readonly Installer[]> {
  return world.once('applications of jobs', () => {
    const found = new Map<WorldObject, Installer[]>();
    if (world.ofKind('batch/v1/Job').length === 0) return found;
    for (const installer of world.everywhere.installers())
      for (const each of world.everywhere.installedBy(installer)) if (each.object.kind === 'Job') addTo(found, each, installer);
    return found;
  });
}

/** An image of the Job whose tag the kustomization of its folder writes. */
function deliveredImage({ object, overlay }: WorldObject, world: World): string | undefined {
  if (overlay === undefined) return undefined;
  const names = world.once('images that kustomizations set', () => {
    const byFolder = new Map<string, string[]>();
    for (const { object: each, file = '' } of world.ofKind('kustomize.config.k8s.io/v1beta1/Kustomization'))
      for (const image of itemsAt(each, 'images'))
        if (at(image, 'newTag') !== undefined)
          addTo(byFolder, file.replace(/\/?[^/]*$/, ''), textAt(image, 'newName') ?? textAt(image, 'name') ?? '');
    return byFolder;
  });
  const set = names.get(overlay) ?? [];
  const images = itemsAt(object, 'spec.template.spec.containers').flatMap((each) => text(at(each, 'image')) ?? []);
  return images.find((each) => set.includes(each.replace(/[:@][^/]*$/, '')));
}

function isReplaced(annotations: Readonly<Record<string, string>>, installers: readonly Installer[]): boolean {
  const own = annotations['argocd.argoproj.io/sync-options'] ?? '';
  return (
    /(Replace|Force)=true/.test(own) ||
    installers.some(({ spec }) => itemsAt(spec, 'syncPolicy.syncOptions').some((each) => text(each) === 'Replace=true'))
  );
}
