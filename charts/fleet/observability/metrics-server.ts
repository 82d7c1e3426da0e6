import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/metrics-server-3.13.1.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { WAVE } from '../waves.ts';
import { CHOSEN } from './sizes.ts';

const KUBELET = 10_250;
const NAMESPACE = 'kube-system';

/** Serves what pods use at this moment, which the vertical autoscaler reads (seed 004, section 17). */
export function installMetricsServer(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: 'metrics-server',
    chart,
    namespace: NAMESPACE,
    wave: WAVE.conveniences,
    values: {
      // kubeadm's kubelets sign their serving certificates themselves, so there is no authority to check them by.
      args: ['--kubelet-insecure-tls'],
      resources: CHOSEN.metricsServer.toJson(),
    },
  });
}

export function metricsServerPods(scope: Construct): void {
  new ProvidedWorkload(scope, 'MetricsServer', {
    name: 'metrics-server',
    namespace: NAMESPACE,
    service: 'metrics-server',
    podLabels: { 'app.kubernetes.io/name': 'metrics-server', 'app.kubernetes.io/instance': 'metrics-server' },
    ports: { https: { port: Port.tcp(443, 'https'), target: Port.tcp(KUBELET, 'https') } },
    pods: {
      image: `registry.k8s.io/metrics-server/metrics-server:v${chart.appVersion}`,
      requests: CHOSEN.metricsServer.toJson().requests,
      priorityClass: 'system-cluster-critical', // the chart's own
    },
  })
    .connectsToNodes(KUBELET)
    .connectsToApiServer()
    .acceptsFrom('api-server', 'https');
}
