import { creationNeeds } from '../../delivery/creation-needs.ts';
import { appliedLater } from '../../delivery/kind-order.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';

export const creationNeedsFirst = defineRule({
  id: 'creation-needs-first',
  severity: 'warning',
  kinds: [...POD_KINDS, 'networking.k8s.io/v1/Ingress'],
  asks: 'What an object takes only when it is made comes in an earlier wave: within one wave Argo CD applies custom resources last.',
  source:
    'https://github.com/argoproj/gitops-engine/blob/master/pkg/sync/sync_tasks.go; https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/; https://opentelemetry.io/docs/platforms/kubernetes/operator/automatic/',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { what, path, from, without } of creationNeeds(manifest, world)) {
      if (said.has(what)) continue;
      const order = appliedLater(world, manifest, from);
      if (order === undefined) continue;
      said.add(what);
      const { own, other } = order;
      const together = order.is === 'together';
      yield {
        path,
        message: together
          ? `${what} comes in ${other.time.shown} as this ${manifest.object.kind} does, and after it, by its kind`
          : `${what} comes in ${other.time.shown}, after this ${manifest.object.kind} in ${own.time.shown}`,
        why: without,
        fix: `Give ${what.replace(/,.*/, '')} the wave ${own.time.wave - 1} or an earlier one.`,
      };
    }
  },
});
