import { ignoreEntries, ignores, isAbout } from '../../ignore.ts';
import { numberAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const replicasLeftToScaler = defineRule({
  id: 'replicas-left-to-scaler',
  severity: 'warning',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A workload under an autoscaler states no replicas, unless its Application ignores them.',
  source:
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling; seed 003, M22',
  *check(manifest, world) {
    const replicas = numberAt(manifest.object, 'spec.replicas');
    const [scaler] = world.scalersOf(manifest);
    if (replicas === undefined || scaler === undefined) return;
    if (ignored(manifest, world)) return;
    const { kind, metadata } = scaler.object;
    yield {
      path: 'spec.replicas',
      message: `replicas is ${replicas}, while ${kind} ${metadata.name} decides how many pods there are`,
      why: 'Each apply or sync puts the number of Git back, in the middle of the load that the autoscaler had answered.',
      fix: 'Remove spec.replicas from Git; or let Argo CD ignore /spec/replicas, with RespectIgnoreDifferences=true.',
    };
  },
});

function ignored(manifest: WorldObject, world: World): boolean {
  const entries = world.once('all ignored differences', () => world.everywhere.installers().flatMap(ignoreEntries));
  return entries.some((entry) => isAbout(entry, manifest) && ignores(entry, '/spec/replicas'));
}
