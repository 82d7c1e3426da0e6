import { names } from '../../lib/metrics/exporter.ts';
import { KUBE_STATE } from '../../lib/metrics/exporters/kube-state-metrics.ts';
import { MYSQLD } from '../../lib/metrics/exporters/mysqld.ts';
import type { Alert } from '../../lib/metrics/rules.ts';
import { Duration } from '../../lib/values/duration.ts';
import { RECORDED } from './recording-rules.ts';

const mysql = names(MYSQLD);
const kube = names(KUBE_STATE);

/** The eight alerts (seed 002, alert rules). The expressions are chosen: the sources state conditions only. */
export const ALERT_RULES: readonly Alert[] = [
  {
    name: 'PodDown',
    severity: 'critical',
    expr: `${RECORDED.podDown} == 1`,
    for: Duration.minutes(5),
    summary: 'Pod {{ $labels.namespace }}/{{ $labels.pod }} has been down for 5 minutes',
    action:
      'Run kubectl -n {{ $labels.namespace }} describe pod {{ $labels.pod }}, then its logs with --previous. Pending: look for room on the nodes. ImagePullBackOff: look at ghcr-secret. A canary: abort its Rollout. A failed mysql-backup: read its log, then delete the Job.',
  },
  {
    name: 'HighCPUUsage',
    severity: 'critical',
    expr: `${RECORDED.cpu} > 0.8`,
    for: Duration.minutes(10),
    summary: 'Node {{ $labels.instance }} has used {{ $value | humanizePercentage }} of its CPU for 10 minutes',
    action:
      'Run kubectl top pods -A --sort-by=cpu. A workload at its HPA maximum needs a higher one or a fix; anything else that is new is rolled back in Git.',
  },
  {
    name: 'MySQLDown',
    severity: 'critical',
    // The exporter's word, or the API's: the exporter may be gone with the node.
    expr: `min by (namespace) (${mysql.mysql_up}) == 0 or min by (namespace) (${kube.kube_deployment_status_replicas_available}{deployment="mysql"}) == 0`,
    summary: 'MySQL in {{ $labels.namespace }} does not answer',
    action:
      'Run kubectl -n {{ $labels.namespace }} get pod -l app=mysql -o wide and its logs. Pod pending after a node failure: Longhorn attaches the volume elsewhere within 2 minutes. Data lost: restore the newest dump.',
  },
  {
    name: 'HighMemoryUsage',
    severity: 'warning',
    expr: `${RECORDED.memory} > 0.8`,
    for: Duration.minutes(5),
    summary: 'Node {{ $labels.instance }} has used {{ $value | humanizePercentage }} of its memory for 5 minutes',
    action:
      'Run kubectl top pods -A --sort-by=memory. Compare with the limits; lower a replica count or move a workload before the kubelet evicts pods.',
  },
  {
    name: 'HighRequestRate',
    severity: 'warning',
    expr: `${RECORDED.siteRequests} > 1000`,
    summary: 'The site gets {{ $value | humanize }} requests a second',
    action: 'Look at Cloudflare: an attack is stopped there. Visitors: see that web and was have not reached the maximum of their HPAs.',
  },
  {
    name: 'SlowQueries',
    severity: 'warning',
    expr: `increase(${mysql.mysql_global_status_slow_queries}[5m]) > 10`,
    for: Duration.minutes(5),
    summary: 'MySQL in {{ $labels.namespace }} had {{ $value | humanize }} slow queries in 5 minutes',
    action:
      'Open the MySQL dashboard, then SHOW FULL PROCESSLIST on the server. Look for a query without index and for a was release of today.',
  },
  {
    name: 'HighErrorRate',
    severity: 'warning',
    expr: `${RECORDED.siteErrors} > 0.1`,
    for: Duration.minutes(5),
    summary: '{{ $value | humanizePercentage }} of the requests to the site have failed for 5 minutes',
    action:
      'Is a canary running (kubectl argo rollouts get rollout web, was)? Abort it. If not, read the logs of was, and see that MySQL answers.',
  },
  {
    name: 'DiskSpaceWarning',
    severity: 'warning',
    expr: `${RECORDED.disk} > 0.8 or ${RECORDED.volume} > 0.8`,
    summary:
      '{{ with $labels.persistentvolumeclaim }}Volume {{ . }}{{ else }}{{ $labels.mountpoint }} of node {{ $labels.instance }}{{ end }} is {{ $value | humanizePercentage }} full',
    action:
      'A volume: raise its size in Git, Longhorn grows it. A node: remove old images (crictl rmi --prune), see that Loki and Prometheus keep to their retention, look for orphaned Longhorn replicas.',
  },
];
