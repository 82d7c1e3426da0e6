import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/metrics-server-3.13.1.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core } from './kinds.ts';
import { API_SERVICES } from './metrics-kinds.ts';

/** Chosen: no source names it, and the CPU targets of the HPAs need it (D-06). Its releases serve every Kubernetes from 1.31 on. */
const LINE = '0.8';
const REQUESTS = { cpu: '100m', memory: '200Mi' };
const namespace = 'kube-system';
const KUBELET = 10250;

/** Serves `metrics.k8s.io`: what pods and nodes use at this moment, for HPAs, the VPA recommender and `kubectl top`. */
export function installMetricsServer(scope: Construct): HelmComponent<object> {
  const pods = new ProvidedWorkload(scope, 'MetricsServerPods', {
    name: 'metrics-server',
    namespace,
    service: 'metrics-server',
    podLabels: { 'app.kubernetes.io/name': 'metrics-server', 'app.kubernetes.io/instance': 'metrics-server' },
    ports: { https: { port: Port.tcp(443, 'https'), target: Port.tcp(10250, 'https') } },
    pods: { image: `registry.k8s.io/metrics-server/metrics-server:v${chart.appVersion}`, requests: REQUESTS },
  });
  pods.connectsToNodes(KUBELET).connectsToApiServer().acceptsFrom('api-server', 'https');
  return new HelmComponent(scope, 'MetricsServer', {
    release: 'metrics-server',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.metricsSources,
    line: LINE,
    kinds: {
      cluster: [...CLUSTER_RBAC, API_SERVICES],
      namespaced: [
        ...core('Service', 'ServiceAccount'),
        { group: 'apps', kind: 'Deployment' },
        { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
      ],
    },
    values: {
      // The kubelets of a kubeadm cluster sign their own serving certificates, so there is no authority to check them by.
      args: ['--kubelet-insecure-tls'],
      resources: { requests: REQUESTS },
    },
  });
}
