import { Duration } from '../values/duration.ts';
import { type Relabel, type ScrapeJob, scrapeConfig } from './scrape-job.ts';

function job(targets: ScrapeJob['targets'], more: Partial<ScrapeJob> = {}): ScrapeJob {
  return { name: 'example', interval: Duration.seconds(15), exporters: [], labels: [], targets, ...more };
}

/** What Prometheus makes of a discovered target; nothing if it drops it. Its own regular expressions are anchored. */
function relabelled(
  rules: readonly Relabel[] | undefined,
  discovered: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const labels: Record<string, string> = { ...discovered };
  for (const { source_labels = [], separator = ';', regex = '(.*)', replacement = '$1', target_label = '', action = 'replace' } of rules ??
    []) {
    const match = new RegExp(`^(?:${regex})$`, 's').exec(source_labels.map((label) => labels[label] ?? '').join(separator));
    if (action === 'keep' ? match === null : action === 'drop' && match !== null) return undefined;
    if (action === 'replace' && match !== null)
      labels[target_label] = replacement.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
  }
  return Object.fromEntries(Object.entries(labels).filter(([label, value]) => !label.startsWith('__meta_') && value !== ''));
}

const META = '__meta_kubernetes_pod';
const was = {
  __address__: '10.0.1.7:8080',
  __meta_kubernetes_namespace: 'blog-system',
  [`${META}_name`]: 'was-6f7-x',
  [`${META}_ip`]: '10.0.1.7',
  [`${META}_node_name`]: 'k8s-worker1',
  [`${META}_phase`]: 'Running',
  [`${META}_label_app`]: 'was',
  [`${META}_annotation_prometheus_io_scrape`]: 'true',
  [`${META}_annotation_prometheus_io_port`]: '8081',
  [`${META}_annotation_prometheus_io_path`]: '/actuator/prometheus',
};
const target = { namespace: 'blog-system', pod: 'was-6f7-x', node: 'k8s-worker1', app: 'was' };
const without = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(was).filter(([name]) => !names.some((end) => name.endsWith(end))));

test.each<[string, Record<string, string>, Record<string, string> | undefined]>([
  ['port and path of the annotations', was, { ...target, __address__: '10.0.1.7:8081', __metrics_path__: '/actuator/prometheus' }],
  ['its container port without them', without('io_port', 'io_path'), { ...target, __address__: '10.0.1.7:8080' }],
  [
    'HTTPS where it says so',
    { ...was, [`${META}_annotation_prometheus_io_scheme`]: 'https' },
    { ...target, __scheme__: 'https', __address__: '10.0.1.7:8081', __metrics_path__: '/actuator/prometheus' },
  ],
  [
    'the name of a chart as app',
    { ...without('label_app'), [`${META}_label_app_kubernetes_io_name`]: 'grafana' },
    { ...target, app: 'grafana', __address__: '10.0.1.7:8081', __metrics_path__: '/actuator/prometheus' },
  ],
  [
    'its own app before the name of a chart',
    { ...was, [`${META}_label_app_kubernetes_io_name`]: 'x' },
    { ...target, __address__: '10.0.1.7:8081', __metrics_path__: '/actuator/prometheus' },
  ],
  ['nothing without annotation', without('io_scrape'), undefined],
  ['nothing where it says no', { ...was, [`${META}_annotation_prometheus_io_scrape`]: 'false' }, undefined],
  ['nothing once it has ended', { ...was, [`${META}_phase`]: 'Succeeded' }, undefined],
])('of an annotated pod is asked: %s', (_, discovered, expected) => {
  const { relabel_configs, ...config } = scrapeConfig(job({ kind: 'annotated-pods' }));

  expect(config).toEqual({ job_name: 'example', scrape_interval: '15s', kubernetes_sd_configs: [{ role: 'pod' }] });
  expect(relabelled(relabel_configs, discovered)).toEqual(expected);
});

test('a kubelet is asked through the API server, with its credentials and authority', () => {
  const { relabel_configs, ...config } = scrapeConfig(job({ kind: 'kubelet', path: '/metrics/cadvisor' }));

  expect(config).toEqual({
    job_name: 'example',
    scrape_interval: '15s',
    scheme: 'https',
    authorization: { credentials_file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
    tls_config: { ca_file: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt' },
    kubernetes_sd_configs: [{ role: 'node' }],
  });
  // Discovery of nodes sets `instance` to the node's name.
  expect(
    relabelled(relabel_configs, {
      __address__: '192.168.1.188:10250',
      __meta_kubernetes_node_name: 'k8s-worker1',
      instance: 'k8s-worker1',
    }),
  ).toEqual({
    __address__: 'kubernetes.default.svc:443',
    __metrics_path__: '/api/v1/nodes/k8s-worker1/proxy/metrics/cadvisor',
    instance: 'k8s-worker1',
  });
});

test('one address is asked as it stands', () => {
  const targets = { kind: 'address', address: 'mysql-exporter.blog-system.svc:9104', labels: { namespace: 'blog-system' } } as const;

  expect(scrapeConfig(job(targets, { honorLabels: true }))).toEqual({
    job_name: 'example',
    scrape_interval: '15s',
    honor_labels: true,
    static_configs: [{ targets: ['mysql-exporter.blog-system.svc:9104'], labels: { namespace: 'blog-system' } }],
  });
});

test('a prober is asked about each address, which becomes the instance', () => {
  const { relabel_configs, ...config } = scrapeConfig(
    job({ kind: 'probes', prober: 'blackbox:9115', module: 'http_2xx', urls: ['https://blog.example/'] }),
  );

  expect(config).toEqual({
    job_name: 'example',
    scrape_interval: '15s',
    metrics_path: '/probe',
    params: { module: ['http_2xx'] },
    static_configs: [{ targets: ['https://blog.example/'] }],
  });
  expect(relabelled(relabel_configs, { __address__: 'https://blog.example/' })).toEqual({
    __address__: 'blackbox:9115',
    __param_target: 'https://blog.example/',
    instance: 'https://blog.example/',
  });
});
