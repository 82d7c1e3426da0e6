import type { Construct } from 'constructs';
import {
  PodMonitor,
  PodMonitorSpecPodMetricsEndpointsRelabelingsAction as PodStep,
  ServiceMonitor,
  ServiceMonitorSpecEndpointsMetricRelabelingsAction as Step,
} from '../../../imports/monitoring.coreos.com.ts';
import { type MeasuredService, MERGED } from '../metrics.ts';
import { ISTIO, PRODUCTION } from '../namespaces.ts';
import { ENVOY_MONITOR, monitorLabels, SCRAPE_INTERVAL } from './jobs.ts';

/** Where Envoy itself tells its metrics, on a port of its own. */
const ENVOY = { port: 'http-envoy-prom', path: '/stats/prometheus' } as const;
const SIDECAR = 'istio-proxy';

/**
 * One monitor a service. Its own port takes mutual TLS only, so it is read where the sidecar's agent tells the program's
 * metrics together with its own, on a port that the sidecar does not guard (M30). What Envoy says there is left out: the
 * PodMonitor brings it already.
 */
export function serviceMonitors(scope: Construct, services: readonly MeasuredService[]): void {
  for (const { name, labels } of services) {
    new ServiceMonitor(scope, `Monitor-${name}`, {
      metadata: { name, namespace: PRODUCTION.name, labels: monitorLabels() },
      spec: {
        selector: { matchLabels: { ...labels } },
        jobLabel: 'app', // the service's own name, whatever its Service is called
        endpoints: [
          {
            port: MERGED.port.name,
            path: MERGED.path,
            interval: SCRAPE_INTERVAL.text,
            metricRelabelings: [{ action: Step.DROP, sourceLabels: ['__name__'], regex: '(istio|envoy)_.*' }],
          },
        ],
      },
    });
  }
}

/** Every sidecar of the services (L5), with the labels by which dashboards know its pod. */
export function envoyMonitor(scope: Construct): void {
  const copied = { app: 'label_app', version: 'label_version', pod: 'name' };
  new PodMonitor(scope, 'EnvoyMonitor', {
    metadata: { name: ENVOY_MONITOR, namespace: PRODUCTION.name, labels: monitorLabels() },
    spec: {
      selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      podMetricsEndpoints: [
        {
          ...ENVOY,
          interval: SCRAPE_INTERVAL.text,
          relabelings: [
            { action: PodStep.KEEP, sourceLabels: ['__meta_kubernetes_pod_container_name'], regex: SIDECAR },
            ...Object.entries(copied).map(([targetLabel, from]) => ({ sourceLabels: [`__meta_kubernetes_pod_${from}`], targetLabel })),
            { sourceLabels: ['__meta_kubernetes_namespace'], targetLabel: 'namespace' },
          ],
        },
      ],
    },
  });
}

/** The control plane of the mesh (L5). */
export function istiodMonitor(scope: Construct): void {
  new ServiceMonitor(scope, 'IstiodMonitor', {
    metadata: { name: 'istiod-monitor', namespace: ISTIO, labels: monitorLabels() },
    spec: {
      selector: { matchLabels: { app: 'istiod' } },
      endpoints: [{ port: 'http-monitoring', path: '/metrics', interval: SCRAPE_INTERVAL.text }],
    },
  });
}
