import type { RecordingRule } from '../../../lib/metrics/catalogue.ts';
import type { Alert } from '../../../lib/metrics/rules.ts';
import { Duration } from '../../../lib/values/duration.ts';

/** Part of the time in which a workload is to answer, and over which time it is asked (seed 004, section 1). */
export const OBJECTIVE = { availability: 0.99, window: Duration.days(30) } as const;

/** How finely the window is looked at, 8640 looks for each workload, and how often. Chosen. */
export const STEP = Duration.minutes(5);

/** Where workloads of the app clusters are. */
export const WORKLOAD_NAMESPACE = 'app';

export const RECORDED = {
  available: 'cluster_namespace_deployment:available:bool',
  availability: 'cluster_namespace_deployment:availability:ratio30d',
} as const;

const EACH = 'max by (cluster, namespace, deployment)';
const WHERE = `{namespace="${WORKLOAD_NAMESPACE}"}`;
const AVAILABLE = `${EACH} (kube_deployment_status_replicas_available${WHERE} > bool 0)`;
const WINDOW = `${OBJECTIVE.window.seconds / 86_400}d`;

/** Seconds since the workload came, at most the window: before that it owes nothing. */
const AGE = `clamp_max(time() - ${EACH} (last_over_time(kube_deployment_created${WHERE}[${WINDOW}])), ${OBJECTIVE.window.seconds})`;

/**
 * Asked of the samples themselves and not of a recorded series: what an agent had to keep for hours and sends late counts
 * as it was. A time without samples counts as down, for nobody knows better.
 */
export const RECORDING_RULES: readonly RecordingRule[] = [
  { record: RECORDED.available, expr: AVAILABLE },
  {
    record: RECORDED.availability,
    expr: `clamp_max(sum_over_time((${AVAILABLE})[${WINDOW}:${STEP.text}]) * ${STEP.seconds} / ${AGE}, 1)`,
  },
];

/** Half of the time that the objective leaves. */
const HALF_SPENT = 1 - (1 - OBJECTIVE.availability) / 2;

export const SERVICE_LEVEL_ALERTS: readonly Alert[] = [
  {
    name: 'AvailabilityObjectiveMissed',
    severity: 'critical',
    expr: `${RECORDED.availability} < ${OBJECTIVE.availability}`,
    for: Duration.minutes(15),
    summary: `{{ $labels.deployment }} on {{ $labels.cluster }} was available {{ $value | humanizePercentage }} of the last 30 days, less than ${percent(OBJECTIVE.availability)}`,
    action: 'Stop changes of this workload but for repairs. Look in Grafana when it was down, and mend the cause before anything else.',
  },
  {
    name: 'AvailabilityBudgetHalfSpent',
    severity: 'warning',
    expr: `${RECORDED.availability} < ${HALF_SPENT}`,
    for: Duration.minutes(15),
    summary: '{{ $labels.deployment }} on {{ $labels.cluster }} has spent more than half of the time that it may be down in 30 days',
    action: 'Find what took it down so far, kubectl get events and its logs in Grafana, before the rest is spent as well.',
  },
];

function percent(part: number): string {
  return `${Math.round(part * 1000) / 10} %`;
}
