import { type Expression, type Operation, parts, type Selection } from '../../observability/expression.ts';
import { matches } from '../../observability/pod-limits.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { at, itemsAt, numberAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { groupedBy } from '../../../values/multimap.ts';

export const completedPodsSpared = defineRule({
  id: 'completed-pods-spared',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'An alert on pods that are not running or not ready does not mean the pods of Jobs that are done.',
  source: 'https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/pod-metrics.md',
  *check(manifest, world) {
    for (const { name, path, kind, tree } of queriesIn(world, manifest)) {
      if (kind !== 'alert' || tree === undefined) continue;
      for (const part of parts(tree)) {
        const selection = part.type === 'operation' && isWhole(tree, part) ? meant(part) : undefined;
        const job = selection === undefined ? undefined : finishedIn(world, selection).find((each) => isSelected(selection, each));
        if (selection === undefined || job === undefined) continue;
        yield {
          path,
          message: `${name} also means pods that are done, such as those of ${job.object.kind} ${job.object.metadata.name}`,
          why: 'A pod that has completed is neither running nor ready for as long as it is kept: the alert fires after each run and does not stop.',
          fix:
            selection.metric === 'kube_pod_status_phase'
              ? 'Ask for phase=~"Pending|Unknown|Failed".'
              : 'Leave them out: unless on (namespace, pod) kube_pod_status_phase{phase="Succeeded"} == 1.',
        };
        break;
      }
    }
  },
});

/** The comparison is all that decides: nothing beside it takes pods out. */
function isWhole(tree: Expression, part: Operation): boolean {
  return tree === part;
}

/** Pods that are not what they should be, each by itself. */
function meant({ operator, left, right }: Operation): Selection | undefined {
  const body = left.type === 'aggregation' && left.by?.includes('pod') === true ? left.body : left;
  if (body.type !== 'selection' || right.type !== 'number') return undefined;
  const label = (wanted: string): Selection['matchers'][number] | undefined => body.matchers.find((each) => each.label === wanted);
  const none =
    (operator === '==' && right.value === 0) || (operator === '<' && right.value === 1) || (operator === '!=' && right.value === 1);
  const some = (operator === '==' && right.value === 1) || (operator === '>' && right.value === 0);
  const phase = label('phase');
  const condition = label('condition');
  switch (body.metric) {
    case 'kube_pod_status_phase':
      if (none && phase?.operator === '=' && phase.value === 'Running') return body;
      return some && phase !== undefined && phase.operator.startsWith('!') && matches(phase, 'Succeeded') ? body : undefined;
    case 'kube_pod_status_ready':
      return (none && condition?.value === 'true') || (some && condition?.value === 'false') ? body : undefined;
    case 'kube_pod_container_status_ready':
      return none ? body : undefined;
    default:
      return undefined;
  }
}

/** CronJobs, and analyses that run a job, whose pods stay for a while after they are done, in the namespace that is asked for, or in all. */
function finishedIn(world: World, { matchers }: Selection): readonly WorldObject[] {
  const { all, byNamespace } = world.once('pods of jobs that stay', () => {
    const analyses = world.ofKind('argoproj.io/v1alpha1/AnalysisTemplate').filter(({ object }) => runsJob(object));
    const found = [...world.ofKind('batch/v1/CronJob').filter(({ object }) => stays(object)), ...analyses];
    return { all: found, byNamespace: groupedBy(found, ({ object }) => object.metadata.namespace ?? '') };
  });
  const namespace = matchers.find(({ label, operator }) => label === 'namespace' && operator === '=')?.value;
  return namespace === undefined ? all : (byNamespace.get(namespace) ?? []);
}

/** The Jobs of an analysis stay as long as its AnalysisRun does: ten of each result, by default. */
function runsJob(object: unknown): boolean {
  return itemsAt(object, 'spec.metrics').some(
    (metric) => at(metric, 'provider.job') !== undefined && at(metric, 'provider.job.spec.ttlSecondsAfterFinished') === undefined,
  );
}

function stays(object: unknown): boolean {
  return (
    numberAt(object, 'spec.successfulJobsHistoryLimit') !== 0 &&
    at(object, 'spec.jobTemplate.spec.ttlSecondsAfterFinished') === undefined &&
    at(object, 'spec.suspend') !== true
  );
}

function isSelected({ matchers }: Selection, { object }: WorldObject): boolean {
  const { name, namespace = '' } = object.metadata;
  const own: Readonly<Record<string, readonly string[]>> = { namespace: [namespace], pod: [`${name}-29000000-x7x2z`] };
  const known = matchers.filter(({ label }) => !['phase', 'condition', 'job', '__name__'].includes(label));
  return known.every((matcher) => own[matcher.label]?.some((value) => matches(matcher, value)) === true);
}
