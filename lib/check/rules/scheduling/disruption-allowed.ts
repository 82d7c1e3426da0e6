import { handedOn } from '../../charts/pod-parts.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { selectsOperated } from '../../operators.ts';
import { at, fieldsAt, textsAt } from '../../read.ts';
import { isOpaque, isPlatform } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { scaleOf, share } from '../../scale.ts';

export const disruptionAllowed = defineRule({
  id: 'disruption-allowed',
  severity: 'error',
  kinds: ['policy/v1/PodDisruptionBudget', ...HELM_KINDS],
  asks: 'A PodDisruptionBudget selects pods and lets at least one of them go.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/; seed 002, L-26',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind !== 'PodDisruptionBudget') {
      yield* ofCharts(manifest);
      return;
    }
    const namespace = object.metadata.namespace ?? '';
    const pods = world.podsSelected(at(object, 'spec.selector'), namespace).filter((pod) => pod.owner.object.kind !== 'DaemonSet');
    if (pods.length === 0) {
      // Budgets may be added to what another repository or a person installs.
      if (isPlatform(namespace) && world.podsIn(namespace).length === 0 && world.facts.whole !== true) return;
      if (isOpaque(world, namespace) || selectsOperated(world, namespace, textsAt(object, 'spec.selector.matchLabels'))) return;
      const why = 'It protects nothing: a drain may take all pods at once.';
      yield {
        path: 'spec.selector',
        message: 'the budget selects no pods',
        why,
        fix: 'Copy the labels of the workload into the selector.',
      };
      return;
    }
    const scales = pods.map((pod) => scaleOf(world, pod));
    const min = scales.reduce((sum, scale) => sum + scale.min, 0);
    const spec = fieldsAt(object, 'spec');
    const minAvailable = share(spec['minAvailable'], min);
    const maxUnavailable = share(spec['maxUnavailable'], min);
    const why =
      'No pod may ever be evicted: draining a node for an upgrade or a repair hangs, and nobody can tell why until the budget is deleted by hand.';
    const fix = 'Set maxUnavailable: 1, or run more replicas than minAvailable.';
    if (min > 0 && minAvailable !== undefined && minAvailable >= min) {
      yield {
        path: 'spec.minAvailable',
        message: `minAvailable ${String(spec['minAvailable'])} of at times ${min} ${min === 1 ? 'pod' : 'pods'} leaves none to evict`,
        why,
        fix,
      };
    }
    if (maxUnavailable === 0)
      yield { path: 'spec.maxUnavailable', message: `maxUnavailable ${String(spec['maxUnavailable'])} lets no pod go`, why, fix };
  },
});

const BUDGETS: ReadonlySet<string> = new Set(['pdb', 'podDisruptionBudget']);

/** A budget in the values of a chart, beside the number of its pods. */
function* ofCharts(manifest: WorldObject): Iterable<Issue> {
  for (const { values, path } of helmValuesOf(manifest)) {
    for (const { path: inner, value, around } of handedOn(values, BUDGETS)) {
      const count = around['replicas'] ?? around['replicaCount'];
      const on = at(value, 'enabled') ?? at(value, 'create');
      if (on === false || count !== 1 || at(around, 'autoscaling.enabled') === true) continue;
      const least = share(at(value, 'minAvailable'), 1);
      const most = at(value, 'maxUnavailable');
      const held =
        least !== undefined && least >= 1 ? 'minAvailable' : most === 0 || most === '0' || most === '0%' ? 'maxUnavailable' : undefined;
      if (held === undefined || (held === 'maxUnavailable' && on === undefined)) continue;
      yield {
        path: `${path}.${inner}.${held}`,
        severity: 'warning',
        message: `${held} ${String(at(value, held))} of one pod leaves none to evict`,
        why: 'Draining its node for an upgrade or a repair hangs, and nobody can tell why until the budget is deleted by hand.',
        fix: 'Set maxUnavailable: 1, switch the budget off, or run two.',
      };
    }
  }
}
