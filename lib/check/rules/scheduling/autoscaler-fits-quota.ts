import { defineRule } from '../../rule.ts';
import { loadsOf, quotaLines, shownAmount, sumOf } from '../../scheduling/quotas.ts';
import { textAt } from '../../read.ts';

export const autoscalerFitsQuota = defineRule({
  id: 'autoscaler-fits-quota',
  severity: 'warning',
  kinds: ['autoscaling/v2/HorizontalPodAutoscaler', 'keda.sh/v1alpha1/ScaledObject'],
  asks: 'The quota of the namespace lets an autoscaler reach its maximum.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/; seed 003, L1',
  *check({ object }, world) {
    const namespace = object.metadata.namespace ?? '';
    const quotas = world.inNamespace('v1/ResourceQuota', namespace);
    if (quotas.length === 0) return;
    const target = `${textAt(object, 'spec.scaleTargetRef.kind') ?? 'Deployment'} ${textAt(object, 'spec.scaleTargetRef.name') ?? ''}`;
    const loads = loadsOf(world, namespace);
    const own = loads.find(({ name }) => name === target);
    if (own === undefined) return;
    for (const quota of quotas) {
      for (const { key, hard, text } of quotaLines(quota.object)) {
        // One sum a namespace: adding up the others anew for each autoscaler would be quadratic.
        const all = world.once(`loads at rest of ${namespace}: ${key}`, () => sumOf(loads, key, ({ rest }) => rest));
        const beside = all.plus(sumOf([own], key, ({ rest }) => rest).times(-1));
        const most = sumOf([own], key, ({ most: pods }) => pods);
        // What does not fit at rest is told of the quota itself.
        if (beside.plus(most).compare(hard) <= 0 || beside.plus(sumOf([own], key, ({ rest }) => rest)).compare(hard) > 0) continue;
        const besideText = beside.toNumber() === 0 ? '' : ` beside ${shownAmount(key, beside)} of the others`;
        yield {
          path: object.kind === 'ScaledObject' ? 'spec.maxReplicaCount' : 'spec.maxReplicas',
          message: `${own.most} pods of ${target} need ${key} ${shownAmount(key, most)}${besideText}; ResourceQuota ${quota.object.metadata.name} allows ${text}`,
          why: 'Under load, when it matters, the autoscaler asks for pods that are refused: scaling stops half way, and an update finds no room at all.',
          fix: 'Raise the quota, lower the maximum, or lower what one pod and its sidecar state.',
        };
      }
    }
  },
});
