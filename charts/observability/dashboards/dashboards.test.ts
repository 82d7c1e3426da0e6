import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusal } from '../../../lib/constructs/testing.ts';
import { metricsIn } from '../../../lib/metrics/promql.ts';
import { ALERT_RULES } from '../alerts.ts';
import { CATALOGUE } from '../catalogue.ts';
import { fingerprint } from '../fingerprint.ts';
import { madeTelemetry } from '../testing-telemetry.ts';
import { ofApp } from '../../testing.ts';
import { built } from './board.ts';
import { BOARDS } from './boards.ts';
import type { BuiltDashboard } from './built-dashboard.ts';
import { queriesOf } from './built-dashboard.ts';
import checked from './built/checked.json';
import { BUILT, dashboardProblems } from './config-map.ts';
import { streams } from './log-query.ts';
import { graph } from './panels.ts';
import { picture } from './picture.ts';

const PICTURES = join(__dirname, '..', '..', '..', 'docs', 'dashboards');

test.each(BOARDS.map((board) => [board.uid, board] as const))('%s stands as it is built: if not, run npm run dashboards', (uid, board) => {
  const dashboard = JSON.parse(JSON.stringify(built(board))) as BuiltDashboard;

  expect(BUILT.find((written) => written.uid === uid)).toEqual(dashboard);
  expect(readFileSync(join(PICTURES, `${uid}.svg`), 'utf8')).toBe(picture(dashboard));
});

test.each([
  [
    'System Health Overview',
    [
      'kube_node_status_condition',
      'namespace_pod:kube_pod_down:max',
      'ALERTS',
      'instance:node_cpu:ratio',
      'instance:node_memory:ratio',
      'instance_mountpoint:node_filesystem:ratio',
    ],
  ],
  ['Nginx Dashboard', ['nginx_connections_active', 'site:requests:rate5m', 'istio_requests_total']],
  ['MySQL Dashboard', ['mysql_global_status_threads_connected', 'mysql_global_status_questions', 'mysql_global_status_slow_queries']],
  ['WAS Dashboard', ['jvm_memory_used_bytes', 'jvm_threads_live_threads', 'jvm_gc_pause_seconds_sum']],
])('%s shows what seed 002 asks of it', (title, metrics) => {
  const { panels = [] } = BUILT.find((dashboard) => dashboard.title === title) ?? {};

  const shown = panels
    .filter(({ datasource }) => datasource?.type === 'prometheus')
    .flatMap((panel) => queriesOf(panel).flatMap(metricsIn));

  expect(shown).toEqual(expect.arrayContaining(metrics));
});

test('panels fill their rows, do not overlap, and each has a number of its own', () => {
  for (const { panels } of BUILT) {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  }
});

test('Grafana gets the four as read-only files of one ConfigMap', () => {
  const [map] = ofApp(madeTelemetry(), 'monitoring').filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'grafana-dashboards',
  );

  const files = Object.entries(map?.['data'] as Record<string, string>).map(([file, text]) => [
    file,
    (JSON.parse(text) as { editable: boolean }).editable,
  ]);

  expect(files).toEqual([
    ['mysql.json', false],
    ['nginx.json', false],
    ['system-health.json', false],
    ['was.json', false],
  ]);
});

test('the queries were checked against the catalogue of today: if not, run npm run dashboards', () => {
  expect(checked).toEqual({ catalogue: fingerprint(CATALOGUE), rules: fingerprint(CATALOGUE, ALERT_RULES) });
});

test('another catalogue has another fingerprint, and so have other alerts', () => {
  const [first, ...others] = CATALOGUE.sources;

  expect(first).toBeDefined();
  expect(fingerprint({ ...CATALOGUE, sources: others })).not.toBe(fingerprint(CATALOGUE));
  expect(fingerprint(CATALOGUE, ALERT_RULES.slice(1))).not.toBe(fingerprint(CATALOGUE, ALERT_RULES));
});

test('a panel whose metric no job scrapes stops the synthesis', () => {
  const withoutWas = { ...CATALOGUE, sources: CATALOGUE.sources.filter(({ name }) => name !== 'kubernetes-pods') };

  const problems = BUILT.filter(({ uid }) => uid === 'was').flatMap((dashboard) => dashboardProblems(dashboard, withoutWas));

  expect(problems.length).toBeGreaterThan(10);
  expect(problems.map(({ what }) => what)).toContain('no job has the metric jvm_threads_live_threads');
});

test.each([
  [
    'a metric that nobody has',
    () => graph('CPU', { unit: 'none', span: 8, lines: [{ query: 'node_cpu_second_total', legend: '' }] }),
    'panel CPU: node_cpu_second_total: no job has the metric node_cpu_second_total. Did you mean "node_cpu_seconds_total"?',
  ],
  [
    'a legend with a label that the query loses',
    () => graph('CPU', { unit: 'none', span: 8, lines: [{ query: 'sum by (instance) (node_load1)', legend: '{{node}}' }] }),
    'panel CPU: its legend shows the label node, which "sum by (instance) (node_load1)" does not give. Known: "instance".',
  ],
  [
    'logs of pods that nobody collects',
    () => streams('blog-system', 'mysql-backup'),
    'log query: logs of mysql-backup in blog-system are not collected. Known: "mysql", "was", "web".',
  ],
  [
    'logs of a namespace that nobody collects',
    () => streams('falco'),
    'log query: logs of namespace falco are not collected. Known: "argocd", "blog-system", "monitoring".',
  ],
])('%s is refused', (_, make, says) => {
  const message = refusal(make);

  expect(message).toBe(says);
});
