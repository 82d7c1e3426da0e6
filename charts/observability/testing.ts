import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { Port } from '../../lib/constructs/port.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { type Synthesis, synthesize } from '../../lib/synth/synthesize.ts';
import { ArgoCdChart } from '../argocd.ts';
import { MonitoringChart } from '../monitoring.ts';
import { homelab, the } from '../testing.ts';
import { WAVE } from '../waves.ts';
import { installMetrics } from './install-metrics.ts';

/** Namespace monitoring alone, with stand-ins for what it measures. */
export function madeMetrics(cluster: Cluster = homelab()): Synthesis {
  return synthesize(cluster, (app) => {
    const argocd = new ArgoCdChart(app, cluster);
    const monitoring = new MonitoringChart(app);
    const metrics = installMetrics(argocd, cluster, monitoring);
    const blog = (name: string, port: number, service = name): ProvidedWorkload<'http'> =>
      new ProvidedWorkload(argocd, `Blog-${name}`, {
        name,
        namespace: 'blog-system',
        service,
        podLabels: { app: name },
        ports: { http: { port: Port.http(port) } },
      });
    const components = metrics.collect({
      nginx: blog('nginx-exporter', 9113).serviceEndpoint('http'),
      mysql: blog('mysql-exporter', 9104).serviceEndpoint('http'),
      site: blog('web', 80, 'web-service').serviceEndpoint('http'),
      gateway: { name: 'istio-ingressgateway', namespace: 'istio-system', podLabels: { app: 'istio-ingressgateway' } },
      controlPlane: { peer: { name: 'istiod', namespace: 'istio-system', podLabels: { app: 'istiod' } }, port: Port.http(15014) },
    });
    argocd.deliver([{ chart: monitoring, project: 'platform', wave: WAVE.monitoring }], components);
  });
}

/** Values that an Application gives its chart. */
export function valuesOf(synthesis: Synthesis, application: string): KubeObject {
  return the(synthesis, 'Application', application)['spec'].source.helm.valuesObject as KubeObject;
}
