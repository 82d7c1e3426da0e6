import type { Construct } from 'constructs';
import type { Endpoint } from '../../../lib/constructs/peer.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Quantity } from '../../../lib/values/quantity.ts';
import type { ResourceBounds, Resources } from '../../../lib/values/resources.ts';
import { DNS } from '../ends.ts';
import { PRIORITY } from '../recovery.ts';
import { isManagement, objectStoreFor } from '../security/peers.ts';
import { ALERTMANAGER, MONITORING, OPERATOR, PROMETHEUS, receiverFor, scraperOf, SIDECAR, STACK } from './ends.ts';
import { ProvidedService } from './provided-service.ts';
import { CHOSEN, SIZES } from './sizes.ts';

/** Images of the chart's pods as the proof knows them: which ones run is decided by the chart. */
const IMAGES = {
  prometheus: 'quay.io/prometheus/prometheus:v3.14.0-distroless',
  alertmanager: 'quay.io/prometheus/alertmanager:v0.34.0',
  operator: 'quay.io/prometheus-operator/prometheus-operator:v0.93.1',
  kubeStateMetrics: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1',
  nodeExporter: 'quay.io/prometheus/node-exporter:v1.11.1',
};

const NODE_EXPORTER = 9100;
const KUBELET = 10_250;
/** What the container beside Alertmanager tells of itself; the chart has it read. */
const RELOADER = Port.http(8080, 'reloader');
const CORE_DNS_METRICS = Port.http(9153, 'metrics');

/** Pods that the Prometheus stack runs on every cluster, and whom they call. */
export function stackPods(scope: Construct, cluster: Cluster): void {
  const prometheus = isManagement(cluster) ? serverPods(scope, cluster) : agentPods(scope, cluster);
  const operator = new ProvidedWorkload(scope, 'PrometheusOperator', {
    ...OPERATOR,
    service: `${STACK}-operator`,
    ports: { http: { port: Port.http(8080) } },
    pods: { image: IMAGES.operator, requests: CHOSEN.prometheusOperator.toJson().requests },
  }).connectsToApiServer();
  const state = new ProvidedWorkload(scope, 'KubeStateMetrics', {
    name: 'kube-state-metrics',
    namespace: MONITORING,
    service: `${STACK}-kube-state-metrics`,
    podLabels: { 'app.kubernetes.io/name': 'kube-state-metrics', 'app.kubernetes.io/instance': STACK },
    ports: { http: { port: Port.http(8080) } },
    pods: { image: IMAGES.kubeStateMetrics, requests: CHOSEN.kubeStateMetrics.toJson().requests },
  }).connectsToApiServer();
  new ProvidedWorkload(scope, 'NodeExporter', {
    name: 'node-exporter',
    namespace: MONITORING,
    podLabels: { 'app.kubernetes.io/name': 'prometheus-node-exporter', 'app.kubernetes.io/instance': STACK },
    ports: {}, // in the node's network
    pods: { image: IMAGES.nodeExporter, requests: CHOSEN.nodeExporter.toJson().requests, everyNode: true },
  });
  prometheus
    .connectsTo(operator.endpoint('http'), state.endpoint('http'), { peer: DNS.peer, port: CORE_DNS_METRICS })
    .connectsToNodes(NODE_EXPORTER)
    .connectsToNodes(KUBELET)
    .connectsToApiServer();
}

/** Prometheus, the sidecar of Thanos, and a container that watches their configuration. */
function serverPods(scope: Construct, cluster: Cluster): ProvidedWorkload {
  new ProvidedService(scope, 'ThanosDiscovery', SIDECAR); // leads to the sidecar in the same pods
  return new ProvidedWorkload(scope, 'Prometheus', {
    ...scraperOf(cluster),
    service: PROMETHEUS,
    ports: { http: WEB, grpc: { port: SIDECAR.port } },
    pods: {
      image: IMAGES.prometheus,
      requests: sumOf([SIZES.prometheus, CHOSEN.configReloader, CHOSEN.thanosSidecar]),
      priorityClass: PRIORITY.P2,
    },
  }).connectsTo(objectStoreFor(cluster), ...alertmanagerPods(scope));
}

/** The agent, and a container that watches its configuration. */
function agentPods(scope: Construct, cluster: Cluster): ProvidedWorkload {
  return new ProvidedWorkload(scope, 'Prometheus', {
    ...scraperOf(cluster),
    service: PROMETHEUS,
    ports: { http: WEB },
    pods: { image: IMAGES.prometheus, requests: sumOf([SIZES.prometheusAgent, CHOSEN.configReloader]) },
  }).connectsTo(receiverFor(cluster));
}

const WEB = { port: Port.http(9090, 'web') };

/** Where alerts go, and both of its containers are read. */
function alertmanagerPods(scope: Construct): readonly Endpoint[] {
  const { peer, service, port } = ALERTMANAGER;
  const pods = new ProvidedWorkload(scope, 'Alertmanager', {
    ...peer,
    service,
    ports: { http: { port }, reloader: { port: RELOADER } },
    pods: {
      image: IMAGES.alertmanager,
      requests: sumOf([CHOSEN.alertmanager, CHOSEN.configReloader]),
      priorityClass: PRIORITY.P2,
    },
  });
  return [pods.endpoint('http'), pods.endpoint('reloader')];
}

function sumOf(sizes: readonly Resources[]): ResourceBounds {
  return {
    cpu: Quantity.sum(sizes.map(({ requests }) => requests.cpu)).text,
    memory: Quantity.sum(sizes.map(({ requests }) => requests.memory)).text,
  };
}
