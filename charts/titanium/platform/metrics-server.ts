import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/metrics-server-3.12.2.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { WAVE } from '../waves.ts';
import { component } from './component.ts';

const REQUESTS = { cpu: '100m', memory: '200Mi' };
const namespace = 'kube-system';
const KUBELET = 10250;

/** What pods use at this moment, without which no autoscaler scales (seed 003, Metrics Server). */
export function installMetricsServer(scope: Construct): void {
  component(scope, 'MetricsServer', {
    release: 'metrics-server',
    chart,
    namespace,
    wave: WAVE.metricsSources,
    values: {
      // Certificates of kubelets on premises name no IP address, so that there is nothing to verify them by (L3).
      args: ['--kubelet-insecure-tls'],
      resources: { requests: REQUESTS },
    },
  });
  const pods = new ProvidedWorkload(scope, 'MetricsServerPods', {
    name: 'metrics-server',
    namespace,
    service: 'metrics-server',
    podLabels: { 'app.kubernetes.io/name': 'metrics-server', 'app.kubernetes.io/instance': 'metrics-server' },
    ports: { https: { port: Port.tcp(443, 'https'), target: Port.tcp(KUBELET, 'https') } },
    pods: { image: `registry.k8s.io/metrics-server/metrics-server:v${chart.appVersion}`, requests: REQUESTS },
  });
  pods.connectsToNodes(KUBELET).connectsToApiServer().acceptsFrom('api-server', 'https');
}
