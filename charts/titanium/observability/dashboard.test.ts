import { checkQuery } from '../../../lib/metrics/promql.ts';
import { ofKind, production } from '../testing.ts';
import { CATALOGUE } from './catalogue.ts';

const made = production();

interface PanelJson {
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig: { readonly defaults: { readonly unit: string; readonly thresholds: { readonly steps: readonly object[] } } };
  readonly targets: readonly { readonly expr: string }[];
}

interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly refresh: string;
  readonly time: object;
  readonly templating: { readonly list: readonly { readonly name: string }[] };
  readonly panels: readonly PanelJson[];
}

const maps = ofKind(made, 'ConfigMap');
const boards = maps.filter(({ metadata }) => metadata.labels?.['grafana_dashboard'] === '1');
const dashboard = JSON.parse(
  (boards[0] as { readonly data?: Readonly<Record<string, string>> } | undefined)?.data?.['golden-signals.json'] ?? '{}',
) as DashboardJson;
const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

test('there is one dashboard, once (M29), under the name and address of the seed', () => {
  expect(boards.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`)).toEqual([
    'monitoring/grafana-dashboard-golden-signals',
  ]);
  expect(dashboard).toMatchObject({
    uid: 'titanium-golden-signals',
    title: 'Titanium - Golden Signals',
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    templating: { list: [{ name: 'service' }] },
  });
});

test('four graphs stand two by two', () => {
  expect(dashboard.panels.map(({ type, title, gridPos: { x, y } }) => [type, title, x, y])).toEqual([
    ['timeseries', 'Latency', 0, 0],
    ['timeseries', 'Traffic', 12, 0],
    ['timeseries', 'Errors', 0, 9],
    ['timeseries', 'Saturation', 12, 9],
  ]);
});

test('a graph of milliseconds says so (L8), and colours begin where the seed has them', () => {
  const of = Object.fromEntries(
    dashboard.panels.map(({ title, fieldConfig: { defaults } }) => [title, [defaults.unit, ...defaults.thresholds.steps.slice(1)]]),
  );
  const milliseconds = dashboard.panels.filter(({ targets }) => targets.some(({ expr }) => expr.includes('_milliseconds_')));

  expect(milliseconds.map(({ title }) => title)).toEqual(['Latency']);
  expect(of).toEqual({
    Latency: ['ms', { value: 1000, color: 'red' }],
    Traffic: ['reqps'],
    Errors: ['percent', { value: 1, color: 'yellow' }, { value: 5, color: 'red' }],
    Saturation: ['percent', { value: 70, color: 'yellow' }, { value: 90, color: 'red' }],
  });
});

test('every query asks for metrics and labels that somebody tells (L6, L7)', () => {
  expect(queries).toHaveLength(7);
  for (const query of queries) expect(checkQuery(query.replaceAll('$service', '.*'), CATALOGUE)).toEqual([]);
});

test.each([
  ['a metric that nobody tells', 'rate(http_requests_total[5m])'],
  ['a label that Istio does not write', 'rate(istio_requests_total{status="500"}[5m])'],
  ['seconds that are milliseconds', 'rate(istio_request_duration_seconds_bucket[5m])'],
])('%s would be found out', (_, query) => {
  expect(checkQuery(query, CATALOGUE)).not.toEqual([]);
});

test('requests are counted once, in the namespace of the services, and use is a share of the limit (M26)', () => {
  for (const query of queries.filter((each) => each.includes('istio_'))) {
    expect(query).toContain('reporter="destination"');
    expect(query).toContain('destination_workload_namespace="titanium-prod"');
  }
  const use = queries.filter((query) => query.includes('container_'));

  expect(use).toHaveLength(2);
  for (const query of use) expect(query).toMatch(/container!="".* \/ sum by \(namespace, pod\) \(kube_pod_container_resource_limits/);
});

test('Loki is a source that Grafana finds, and no query of a limit asks cAdvisor, which the stack keeps from telling it', () => {
  const source = maps.find(({ metadata }) => metadata.name === 'grafana-datasource-loki') as
    { readonly metadata: { readonly labels?: object }; readonly data?: Readonly<Record<string, string>> } | undefined;

  expect(source?.metadata.labels).toMatchObject({ grafana_datasource: '1' });
  expect(Object.values(source?.data ?? {}).join()).toMatch(/url: http:\/\/loki:3100\n(.*\n)*.*maxLines: 1000/);
  expect(made.manifests.map(({ text }) => text).join()).not.toContain('container_spec_');
});
