import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/kube-state-metrics-5.29.0.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core } from './kinds.ts';

/** Chosen: the sources state none. */
const RESOURCES = Resources.of({ requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '256Mi' } });
const namespace = NAMESPACES.monitoring.name;

/** Kinds whose state the catalogue uses; by default the chart reads Secrets, too. */
export const COLLECTORS = [
  'cronjobs',
  'daemonsets',
  'deployments',
  'horizontalpodautoscalers',
  'jobs',
  'nodes',
  'persistentvolumeclaims',
  'pods',
  'statefulsets',
] as const;

/** The state of the API's objects as metrics (seed 002, exporters). */
export function installKubeStateMetrics(
  scope: Construct,
  cluster: Cluster,
): { readonly component: HelmComponent<object>; readonly metrics: ServiceEndpoint } {
  const pods = new ProvidedWorkload(scope, 'KubeStateMetricsPods', {
    name: 'kube-state-metrics',
    namespace,
    service: 'kube-state-metrics',
    podLabels: { 'app.kubernetes.io/name': 'kube-state-metrics', 'app.kubernetes.io/instance': 'kube-state-metrics' },
    ports: { http: { port: Port.http(8080) } },
    pods: { image: `registry.k8s.io/kube-state-metrics/kube-state-metrics:v${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  pods.connectsToApiServer();
  const component = new HelmComponent(scope, 'KubeStateMetrics', {
    release: 'kube-state-metrics',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.metricsSources,
    line: lineOf(cluster, 'kube-state-metrics'),
    kinds: { cluster: CLUSTER_RBAC, namespaced: [...core('Service', 'ServiceAccount'), { group: 'apps', kind: 'Deployment' }] },
    values: {
      service: { port: 8080 },
      collectors: [...COLLECTORS],
      prometheusScrape: false, // the job names the Service itself
      resources: RESOURCES.toJson(),
    },
  });
  return { component, metrics: pods.serviceEndpoint('http') };
}
