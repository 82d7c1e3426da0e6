import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/prometheus-blackbox-exporter-9.2.0.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { fqdn, type ServiceEndpoint } from '../../lib/constructs/peer.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Resources } from '../../lib/values/resources.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { core } from './kinds.ts';

const RESOURCES = Resources.of({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } });
const namespace = NAMESPACES.monitoring.name;

export interface BlackboxExporter {
  readonly component: HelmComponent<object>;
  readonly prober: ServiceEndpoint;
  /** What is asked: the site as the cluster sees it, and as the world does. */
  readonly urls: readonly string[];
}

/** Asks the site as a visitor would (seed 002, next steps: availability probes). */
export function installBlackboxExporter(scope: Construct, cluster: Cluster, site: ServiceEndpoint): BlackboxExporter {
  const pods = new ProvidedWorkload(scope, 'BlackboxExporterPods', {
    name: 'prometheus-blackbox-exporter',
    namespace,
    service: 'prometheus-blackbox-exporter',
    podLabels: { 'app.kubernetes.io/name': 'prometheus-blackbox-exporter', 'app.kubernetes.io/instance': 'prometheus-blackbox-exporter' },
    ports: { http: { port: Port.http(9115) } },
    pods: { image: `quay.io/prometheus/blackbox-exporter:${chart.appVersion}`, requests: RESOURCES.toJson().requests },
  });
  const host = cluster.host('blog').name;
  pods.connectsTo(site).connectsToWorld(443, { hosts: [host] });
  const component = new HelmComponent(scope, 'BlackboxExporter', {
    release: 'prometheus-blackbox-exporter',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.metricsClients,
    line: lineOf(cluster, 'blackbox-exporter'),
    kinds: { cluster: [], namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'Deployment' }] },
    values: {
      config: { modules: { http_2xx: { prober: 'http', timeout: '5s', http: { follow_redirects: true, preferred_ip_protocol: 'ip4' } } } },
      podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      resources: RESOURCES.toJson(),
    },
  });
  return { component, prober: pods.serviceEndpoint('http'), urls: [`http://${fqdn(site)}:${site.port.number}/`, `https://${host}/`] };
}
