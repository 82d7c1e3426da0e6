import type { Endpoint, Peer, ServiceEndpoint } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { GLOBAL_SERVICES } from '../global-services.ts';
import { managementOf } from '../security/peers.ts';

/** Namespace of everything that measures (seed 004, table 2.4). */
export const MONITORING = 'monitoring';

/** Release of the Prometheus stack on every cluster; the chart begins the names of its objects with it. */
export const STACK = 'kube-prometheus-stack';

/** Name of the Prometheus or PrometheusAgent object that the chart makes of the release. */
export const PROMETHEUS = `${STACK}-prometheus`;

/** Name of Grafana's Deployment and Service; the chart would begin it with the release's. */
export const GRAFANA = 'grafana';

/** Labels that the operator gives the pods of a Prometheus, and of an agent. */
const SCRAPER_LABELS = {
  management: { 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/instance': PROMETHEUS },
  workload: { 'app.kubernetes.io/name': 'prometheus-agent', 'app.kubernetes.io/instance': PROMETHEUS },
} as const;

/** Who reads the metrics of everything on this cluster: a full Prometheus on the one that manages, an agent on the others. */
export function scraperOf({ fleet }: Cluster): Peer {
  return { name: 'prometheus', namespace: MONITORING, podLabels: SCRAPER_LABELS[fleet?.role ?? 'workload'] };
}

/** Thanos' sidecar beside Prometheus, behind the headless Service that the chart makes for it. */
export const SIDECAR: ServiceEndpoint = {
  peer: { name: 'prometheus', namespace: MONITORING, podLabels: SCRAPER_LABELS.management },
  service: `${STACK}-thanos-discovery`,
  port: Port.grpc(10_901),
};

/** Tells people of alerts; by the Service that the chart makes. */
export const ALERTMANAGER: ServiceEndpoint = {
  peer: {
    name: 'alertmanager',
    namespace: MONITORING,
    podLabels: { 'app.kubernetes.io/name': 'alertmanager', 'app.kubernetes.io/instance': `${STACK}-alertmanager` },
  },
  service: `${STACK}-alertmanager`,
  port: Port.http(9093, 'web'),
};

/** Answers queries over the metrics of all clusters. */
export const QUERY: ServiceEndpoint = {
  peer: { name: 'thanos-query', namespace: MONITORING, podLabels: { app: 'thanos-query' } },
  service: 'thanos-query',
  port: Port.http(10_902),
};

/** Makes pods of Prometheus and Alertmanager objects. */
export const OPERATOR: Peer = {
  name: 'prometheus-operator',
  namespace: MONITORING,
  podLabels: { app: `${STACK}-operator`, release: STACK },
};

/** Where agents send what they measured: one process of Thanos on the management cluster, called from wherever. */
export function receiverFor(cluster: Cluster): Endpoint {
  const { name, namespace } = GLOBAL_SERVICES.thanosReceive;
  return { peer: { name, namespace, podLabels: { app: name }, cluster: managementOf(cluster) }, port: REMOTE_WRITE };
}

/** Under the name by which the cluster mesh finds its backends. */
export const REMOTE_WRITE: Port = {
  number: GLOBAL_SERVICES.thanosReceive.port,
  name: GLOBAL_SERVICES.thanosReceive.portName,
  protocol: 'http',
};

/** Labels of Loki's one pod as the chart renders them. */
export const LOKI_LABELS = {
  'app.kubernetes.io/name': 'loki',
  'app.kubernetes.io/instance': 'loki',
  'app.kubernetes.io/component': 'single-binary',
} as const;

/** Where log lines are pushed to, from wherever. */
export function logStoreFor(cluster: Cluster): Endpoint {
  const { name, namespace, port } = GLOBAL_SERVICES.loki;
  return { peer: { name, namespace, podLabels: LOKI_LABELS, cluster: managementOf(cluster) }, port: Port.http(port, 'metrics') };
}

/** Labels of Promtail's pods, one on every node. */
export const PROMTAIL: Peer = {
  name: 'promtail',
  namespace: MONITORING,
  podLabels: { 'app.kubernetes.io/name': 'promtail', 'app.kubernetes.io/instance': 'promtail' },
};
