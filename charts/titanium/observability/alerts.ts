import { names } from '../../../lib/metrics/exporter.ts';
import { KUBE_STATE } from '../../../lib/metrics/exporters/kube-state-metrics.ts';
import type { Alert } from '../../../lib/metrics/rules.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { MONITORING, PRODUCTION } from '../namespaces.ts';
import { deploymentOf } from '../services/names.ts';
import { MAIN } from '../services/services.ts';
import { JOB } from './jobs.ts';
import { answeredWith, CPU_SHARE, latency, MEMORY_SHARE, RESTARTS } from './queries.ts';

const kube = names(KUBE_STATE);

/** Alerts that are evaluated together. */
export interface AlertGroup {
  readonly name: string;
  readonly alerts: readonly Alert[];
}

/** A target that is down or that nobody asks any more (M27). */
function gone(selector: string): string {
  return `up{${selector}} == 0 or absent(up{${selector}})`;
}

/** The agent on the merged port answers without its program, too: so the API is asked as well whether a pod is ready. */
const NOBODY_READY = `${kube.kube_deployment_status_replicas_available}{namespace="${PRODUCTION.name}", deployment=~"${MAIN.map(deploymentOf).join('|')}"} == 0`;

/** seed 003, alerts. */
export const ALERT_GROUPS: readonly AlertGroup[] = [
  {
    name: 'titanium.infrastructure.rules',
    alerts: [
      {
        name: 'PodCPUHigh',
        severity: 'warning',
        expr: `${CPU_SHARE} > 0.8`,
        for: Duration.minutes(10),
        summary: 'Pod {{ $labels.pod }} has used {{ $value | humanizePercentage }} of its CPU limit for 10 minutes',
        action:
          'Look at its HPA: at its maximum it cannot help itself. Raise spec.maxReplicas in Git, or find out what changed with the last image.',
      },
      {
        name: 'PodMemoryHigh',
        severity: 'warning',
        expr: `${MEMORY_SHARE} > 0.8`,
        for: Duration.minutes(10),
        summary: 'Pod {{ $labels.pod }} has held {{ $value | humanizePercentage }} of its memory limit for 10 minutes',
        action:
          'It is killed at its limit. Compare with the pods beside it: if it grows alone, a request leaks; if all grow, raise the limit.',
      },
      {
        name: 'PodRestartingTooOften',
        severity: 'warning',
        expr: `(${RESTARTS}) > 0`,
        for: Duration.minutes(5),
        summary: 'Container {{ $labels.container }} of pod {{ $labels.pod }} restarted {{ $value | humanize }} times in 15 minutes',
        action: 'Read its log with kubectl logs --previous, and the reason of its last end with kubectl describe pod.',
      },
    ],
  },
  {
    name: 'titanium.application.rules',
    alerts: [
      {
        name: 'HighErrorRate',
        severity: 'warning',
        expr: `${answeredWith('5..')} > 0.05`,
        for: Duration.minutes(5),
        summary:
          '{{ $labels.destination_service_name }} has answered {{ $value | humanizePercentage }} of its requests with 5xx for 5 minutes',
        action: 'Read its log in Grafana. 503 with no line of the program comes from its sidecar: see whether the pods behind are ready.',
      },
      {
        name: 'HighLatency',
        severity: 'warning',
        expr: `${latency(0.95)} > 1000`,
        for: Duration.minutes(5),
        summary:
          'A twentieth of the requests to {{ $labels.destination_service_name }} has taken over {{ $value | humanize }} ms for 5 minutes',
        action: 'Open a slow trace in Jaeger: it shows the hop that takes the time. Often it is the database.',
      },
      {
        name: 'ServiceDown',
        severity: 'critical',
        expr: [...MAIN.map((name) => gone(`namespace="${PRODUCTION.name}", job="${name}"`)), NOBODY_READY].join(' or '),
        for: Duration.minutes(2),
        summary:
          '{{ with $labels.deployment }}No pod of {{ . }} is ready{{ else }}Nothing is heard of {{ $labels.job }} {{ $labels.pod }}{{ end }}',
        action:
          'Run kubectl -n titanium-prod get pods: a pod that is not ready says why in its events. No pod at all: read the quota and the events of its ReplicaSet.',
      },
    ],
  },
  {
    name: 'titanium.loki.rules',
    alerts: [
      {
        name: 'LokiDown',
        severity: 'critical',
        expr: gone(`namespace="${MONITORING}", job="${JOB.loki}"`),
        for: Duration.minutes(5),
        summary: 'Loki has not answered for 5 minutes',
        action: 'Run kubectl -n monitoring describe pod loki-0. Promtail keeps its place in the files and sends the rest later.',
      },
      {
        name: 'PromtailDown',
        severity: 'warning',
        expr: gone(`namespace="${MONITORING}", job="${JOB.promtail}"`),
        for: Duration.minutes(5),
        summary: 'Promtail {{ $labels.pod }} has not answered for 5 minutes',
        action: 'Run kubectl -n monitoring get pods -o wide: without it the logs of its node are not collected.',
      },
    ],
  },
];
