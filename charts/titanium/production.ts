import { type App, Chart } from 'cdk8s';
import { readByIstio } from '../../lib/constructs/istio-api.ts';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { TitaniumChart } from './application.ts';
import { ArgoCdChart } from './argocd.ts';
import { ISTIO, MONITORING } from './namespaces.ts';
import { alertRules } from './observability/alert-rules.ts';
import { goldenSignals } from './observability/dashboard.ts';
import { lokiDataSource } from './observability/data-source.ts';
import { envoyMonitor, istiodMonitor, serviceMonitors } from './observability/monitors.ts';
import { installPlatform } from './platform.ts';
import { KialiNodePort } from './platform/kiali-node-port.ts';
import { commonLabels } from './services/labels.ts';
import { inOrder } from './waves.ts';

/** Production: the services behind a STRICT mesh, and the platform below them. */
export function installProduction(app: App, cluster: Cluster): void {
  readByIstio(app, lineOf(cluster, 'istio'));
  const argocd = new ArgoCdChart(app, cluster);
  const platform = installPlatform(argocd, cluster);

  const mesh = folder(app, cluster, ISTIO);
  new KialiNodePort(mesh, 'KialiNodePort', { pods: platform.kiali, nodePort: cluster.nodePort('kiali') });
  istiodMonitor(mesh);

  const monitoring = folder(app, cluster, MONITORING);
  alertRules(monitoring);
  goldenSignals(monitoring);
  lokiDataSource(monitoring, platform.loki);

  const titanium = new TitaniumChart(app, cluster, platform);
  serviceMonitors(titanium, titanium.services);
  envoyMonitor(titanium);

  argocd.deliver(titanium);
  inOrder(app);
}

/** Our own objects in a namespace of third-party software, and the namespace itself: without any label of the mesh. */
function folder(app: App, cluster: Cluster, namespace: string): Chart {
  const chart = new Chart(app, namespace, { namespace, disableResourceNameHashes: true, labels: commonLabels(cluster) });
  new PlatformNamespace(chart, 'Namespace', { name: namespace });
  return chart;
}
