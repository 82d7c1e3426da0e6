import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/promtail-6.17.1.ts';
import type { ServiceEndpoint } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { lineOf } from '../../facts.ts';
import { MONITORING, PRODUCTION } from '../namespaces.ts';
import { JOB, monitorLabels, named } from '../observability/jobs.ts';
import { WAVE } from '../waves.ts';
import { accept } from './accepted.ts';
import { component } from './component.ts';

/** seed 003, logs. */
const RESOURCES = Resources.of({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } });
/** Whose pods are read (seed 003, logs). */
const NAMESPACES = [PRODUCTION.name, MONITORING];
const PORT = Port.http(3101, 'metrics');
const NAME = 'promtail';

/** The log agent of every node, the control plane's too (seed 003, logs). */
export function installPromtail(scope: Construct, cluster: Cluster, loki: ServiceEndpoint): void {
  const promtail = component(scope, 'Promtail', {
    release: NAME,
    chart,
    namespace: MONITORING,
    wave: WAVE.collectors,
    line: lineOf(cluster, 'promtail'),
    values: {
      image: { tag: chart.appVersion },
      resources: RESOURCES.toJson(),
      tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
      config: {
        // In its own namespace the store needs no longer name.
        clients: [{ url: `http://${loki.service}:${loki.port.number}/loki/api/v1/push` }],
        serverPort: PORT.number,
        snippets: { pipelineStages: STAGES, common: LABELS, extraRelabelConfigs: [{ action: 'labeldrop', regex: 'instance|component' }] },
      },
      serviceMonitor: { enabled: true, labels: monitorLabels(), relabelings: [named(JOB.promtail)] },
    },
  });
  accept(promtail, 'helm-chart-maintained');
  const pods = new ProvidedWorkload(scope, 'PromtailPods', {
    name: NAME,
    namespace: MONITORING,
    service: `${NAME}-metrics`,
    podLabels: { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME },
    ports: { http: { port: PORT } },
    pods: { image: `grafana/promtail:${chart.appVersion}`, requests: RESOURCES.toJson().requests, everyNode: true },
  });
  pods.connectsTo(loki).connectsToApiServer();
}

/**
 * Lines as the container runtime wraps them, then those that are JSON; the others pass as they are (seed 003, logs).
 * @see https://grafana.com/docs/loki/v3.5.x/send-data/promtail/stages/
 */
const STAGES = [
  { cri: {} },
  { json: { expressions: { level: 'level', message: 'message', timestamp: 'timestamp' } } },
  { labels: { level: 'level' } },
  // A line without a time of its own keeps the runtime's: by default it would get that of the last line that had one.
  { timestamp: { source: 'timestamp', format: 'RFC3339Nano', action_on_failure: 'skip' } },
  { labeldrop: ['filename', 'stream'] }, // each restart of a container would begin a new stream
];

/** Labels of a stream (seed 003, logs), and where its file lies. They take the place of the chart's own list. */
const LABELS = [
  { action: 'keep', source_labels: ['__meta_kubernetes_namespace'], regex: NAMESPACES.join('|') },
  // The chart would ask for app.kubernetes.io/name first.
  { action: 'replace', source_labels: ['__meta_kubernetes_pod_label_app'], regex: '(.+)', target_label: 'app' },
  { action: 'replace', source_labels: ['__meta_kubernetes_pod_node_name'], target_label: '__host__' },
  { action: 'replace', source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
  { action: 'replace', source_labels: ['namespace', 'app'], separator: '/', target_label: 'job' },
  { action: 'replace', source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
  { action: 'replace', source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' },
  {
    action: 'replace',
    source_labels: ['__meta_kubernetes_pod_uid', '__meta_kubernetes_pod_container_name'],
    separator: '/',
    replacement: '/var/log/pods/*$1/*.log',
    target_label: '__path__',
  },
];
