import { App, Chart } from 'cdk8s';
import { Flows } from '../../lib/constructs/flow.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { told } from '../../lib/constructs/testing.ts';
import { MonitoringChart } from '../monitoring.ts';
import { homelab } from '../testing.ts';
import { installMetrics } from './install-metrics.ts';

function flowsWith(changes: Readonly<Record<string, string>> = {}): string[] {
  const cluster = homelab(changes);
  const app = new App();
  const chart = new Chart(app, 'platform');
  const metrics = installMetrics(chart, cluster, new MonitoringChart(app));
  const blog = (name: string, port: number): ProvidedWorkload<'http'> =>
    new ProvidedWorkload(chart, `Blog-${name}`, {
      name,
      namespace: 'blog-system',
      podLabels: { app: name },
      ports: { http: { port: Port.http(port) } },
    });
  metrics.collect({
    nginx: blog('nginx-exporter', 9113).serviceEndpoint('http'),
    mysql: blog('mysql-exporter', 9104).serviceEndpoint('http'),
    site: blog('web', 80).serviceEndpoint('http'),
    gateway: { name: 'istio-ingressgateway', namespace: 'istio-system', podLabels: { app: 'istio-ingressgateway' } },
    controlPlane: { peer: { name: 'istiod', namespace: 'istio-system', podLabels: { app: 'istiod' } }, port: Port.http(15014) },
  });
  return Flows.of(chart).all.map(told).sort();
}

// Exporters of the blog name their scraper themselves.
const TODAY = [
  'api-server → metrics-server:10250',
  'api-server → prometheus-adapter:6443',
  'kube-state-metrics → api-server:6443',
  'metrics-server → api-server:6443',
  'metrics-server → nodes:10250',
  'outside → prometheus:9090',
  'prometheus → alertmanager:9093',
  'prometheus → api-server:6443',
  'prometheus → istio-ingressgateway:15020',
  'prometheus → istiod:15014',
  'prometheus → kube-state-metrics:8080',
  'prometheus → nodes:9963',
  'prometheus → nodes:9964',
  'prometheus-adapter → api-server:6443',
  'prometheus-adapter → prometheus:9090',
  'vertical-pod-autoscaler-recommender → api-server:6443',
];

test('metrics need exactly these connections', () => {
  expect(flowsWith()).toEqual(TODAY);
});

test('probes need the site, as the cluster and as the world see it', () => {
  const probes = [
    'prometheus → prometheus-blackbox-exporter:9115',
    'prometheus-blackbox-exporter → web:80',
    'prometheus-blackbox-exporter → world:443 blog.jiminhome.shop',
  ];

  expect(flowsWith({ 'blackbox-exporter: false': 'blackbox-exporter: true' })).toEqual([...TODAY, ...probes].sort());
});
