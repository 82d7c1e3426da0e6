import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/prometheus-adapter-5.3.0.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { fqdn, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { Resources } from '../../lib/values/resources.ts';
import { NAMESPACES } from '../namespaces.ts';
import { ADAPTER_RULES, adapterRule } from '../observability/adapter.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core } from './kinds.ts';
import { API_SERVICES } from './metrics-kinds.ts';

/** Chosen: no source names it, and the network metric of the HPAs needs it (D-06). */
const LINE = '0.12';
const RESOURCES = Resources.of({ requests: { cpu: '20m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } });
const namespace = NAMESPACES.monitoring.name;

/** Serves `custom.metrics.k8s.io` from Prometheus: exactly the metrics that HPAs ask for. */
export function installPrometheusAdapter(scope: Construct, prometheus: ServiceEndpoint): HelmComponent<object> {
  const pods = new ProvidedWorkload(scope, 'PrometheusAdapterPods', {
    name: 'prometheus-adapter',
    namespace,
    service: 'prometheus-adapter',
    podLabels: { 'app.kubernetes.io/name': 'prometheus-adapter', 'app.kubernetes.io/instance': 'prometheus-adapter' },
    ports: { https: { port: Port.tcp(443, 'https'), target: Port.tcp(6443, 'https') } },
    pods: { image: `registry.k8s.io/prometheus-adapter/prometheus-adapter:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  pods.connectsTo(prometheus).connectsToApiServer().acceptsFrom('api-server', 'https');
  return new HelmComponent(scope, 'PrometheusAdapter', {
    release: 'prometheus-adapter',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.metricsClients,
    line: LINE,
    kinds: {
      cluster: [...CLUSTER_RBAC, API_SERVICES],
      namespaced: [
        ...core('ConfigMap', 'Service', 'ServiceAccount'),
        { group: 'apps', kind: 'Deployment' },
        { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
      ],
    },
    values: {
      prometheus: { url: `http://${fqdn(prometheus)}`, port: prometheus.port.number },
      // By default every series becomes a metric of the API; the discovery of all of them is what makes adapters slow.
      rules: { default: false, custom: ADAPTER_RULES.map(adapterRule) },
      logLevel: 2,
      resources: RESOURCES.toJson(),
    },
  });
}
