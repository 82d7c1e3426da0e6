import { homelab, the } from '../testing.ts';
import { madeMetrics, valuesOf } from './testing.ts';

const today = madeMetrics();
const values = valuesOf(today, 'prometheus');
const scraped = values['serverFiles']['prometheus.yml'].scrape_configs as {
  job_name: string;
  scrape_interval: string;
  static_configs?: { targets: string[] }[];
}[];

test('exactly the six jobs of the sources run, at their intervals', () => {
  expect(scraped.map(({ job_name, scrape_interval }) => [job_name, scrape_interval])).toEqual([
    ['kubernetes-nodes', '15s'],
    ['kubernetes-pods', '15s'],
    ['kubernetes-cadvisor', '15s'],
    ['nginx-exporter', '15s'],
    ['mysql-exporter', '15s'],
    ['kube-state-metrics', '30s'],
  ]);
  expect(values['server'].global).toEqual({ scrape_interval: '15s', scrape_timeout: '10s', evaluation_interval: '15s' });
});

test('exporters are asked through the Services that they have', () => {
  expect(scraped.flatMap(({ static_configs = [] }) => static_configs.flatMap(({ targets }) => targets))).toEqual([
    'nginx-exporter.blog-system.svc.cluster.local:9113',
    'mysql-exporter.blog-system.svc.cluster.local:9104',
    'kube-state-metrics.monitoring.svc.cluster.local:8080',
  ]);
});

test('Prometheus is where the LAN looks for it, keeps 15 days, takes what is pushed, and runs alone', () => {
  const { server, ...subcharts } = values;

  expect(subcharts).toMatchObject({
    alertmanager: { enabled: false },
    'kube-state-metrics': { enabled: false },
    'prometheus-node-exporter': { enabled: false },
    'prometheus-pushgateway': { enabled: false },
  });
  expect(server).toMatchObject({
    fullnameOverride: 'prometheus',
    replicaCount: 1,
    retention: '15d',
    service: { type: 'NodePort', servicePort: 9090, nodePort: 30090 },
    persistentVolume: { enabled: false },
    extraFlags: ['web.enable-lifecycle', 'web.enable-remote-write-receiver'],
    resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1000m', memory: '2Gi' } },
    alertmanagers: [{ static_configs: [{ targets: ['alertmanager.monitoring.svc.cluster.local:9093'] }] }],
  });
});

test('probes are absent until they are switched on', () => {
  const texts = today.manifests.map(({ text }) => text).join('---\n');

  expect(texts).not.toMatch(/blackbox|\/probe/);
});

test('probes: the exporter, its job and the rights to its chart, and nothing else', () => {
  const planned = madeMetrics(homelab({ 'blackbox-exporter: false': 'blackbox-exporter: true' }));

  const texts = new Map(today.manifests.map(({ file, text }) => [file, text]));
  expect(planned.manifests.filter(({ file, text }) => texts.get(file) !== text).map(({ file }) => file)).toEqual([
    'homelab/argocd/application.prometheus-blackbox-exporter.yaml',
    'homelab/argocd/application.prometheus.yaml',
  ]);
  expect(the(planned, 'Application', 'prometheus-blackbox-exporter')['spec'].source).toMatchObject({
    chart: 'prometheus-blackbox-exporter',
    targetRevision: '9.2.0',
  });
  expect(valuesOf(planned, 'prometheus')['serverFiles']['prometheus.yml'].scrape_configs.at(-1)).toMatchObject({
    job_name: 'blackbox-exporter',
    metrics_path: '/probe',
    params: { module: ['http_2xx'] },
    static_configs: [{ targets: ['http://web-service.blog-system.svc.cluster.local:80/', 'https://blog.jiminhome.shop/'] }],
  });
});
