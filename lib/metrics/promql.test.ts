import fc from 'fast-check';
import { InputError } from '../errors.ts';
import { Duration } from '../values/duration.ts';
import type { Catalogue } from './catalogue.ts';
import { defineExporter } from './exporter.ts';
import { checkedQuery, checkQuery, labelsOf, metricsIn } from './promql.ts';

const DATABASE = defineExporter({
  name: 'database exporter',
  version: '1',
  source: 'a table of this test',
  metrics: {
    db_up: { type: 'gauge' },
    db_connections: { type: 'gauge', labels: ['state'], values: { state: ['active', 'idle'] } },
    db_connections_max: { type: 'gauge' },
    db_queries_total: { type: 'counter', labels: ['command'] },
  },
});
const PROXY = defineExporter({
  name: 'proxy',
  version: '1',
  source: 'a table of this test',
  metrics: {
    proxy_requests_total: { type: 'counter', labels: ['code', 'service'] },
    proxy_seconds_bucket: { type: 'counter', labels: ['service', 'le'] },
    proxy_pods: { type: 'gauge', labels: ['namespace', 'service'] },
  },
});
const MACHINE = defineExporter({
  name: 'machine',
  version: '1',
  source: 'a table of this test',
  metrics: { machine_load: { type: 'gauge' } },
});
const OWN = defineExporter({
  name: 'own',
  version: '1',
  source: 'a table of this test',
  metrics: { ALERTS: { type: 'gauge', labels: ['alertname'] } },
});

const catalogue: Catalogue = {
  sources: [
    { name: 'database', interval: Duration.seconds(15), exporters: [DATABASE], labels: ['namespace'] },
    { name: 'pods', interval: Duration.seconds(30), exporters: [PROXY], labels: ['pod'] },
    { name: 'machines', interval: Duration.seconds(15), exporters: [MACHINE], labels: [], pushed: true },
  ],
  rules: [{ record: 'service:requests:rate5m', expr: 'sum by (service) (rate(proxy_requests_total[5m]))' }],
  own: [OWN],
};

test.each([
  ['a gauge compared with a number', 'db_up == 0'],
  ['a counter through rate', 'sum by (command) (rate(db_queries_total[5m]))'],
  [
    'a counter through increase, over a share of itself',
    'increase(proxy_requests_total{code=~"5.."}[10m]) / increase(proxy_requests_total[10m])',
  ],
  ['a counter of which only the existence matters', 'count(db_queries_total) and absent(db_queries_total{command="select"})'],
  ['labels of metric and target', 'db_connections{state="active", namespace="blog", job="database"}'],
  ['an expression of values', 'db_connections{state=~"active|idle"}'],
  ['a variable where a value stands', 'db_connections{state="$state"}'],
  ['a variable where a job stands', 'up{job=~"$job"}'],
  ['an expression that only Prometheus understands', 'up{job=~"(?i)DATABASE"}'],
  ["Grafana's intervals", 'rate(db_queries_total[$__rate_interval])'],
  ['a job by expression', 'up{job=~"data.*"} == 0'],
  ['what Prometheus writes for each target it scrapes', 'min by (job) (up)'],
  ['what Prometheus makes by itself', 'count by (alertname) (ALERTS)'],
  ['a recorded metric with the labels of its query', 'service:requests:rate5m{service="web"} > 5'],
  ['a histogram', 'histogram_quantile(0.95, sum by (le) (rate(proxy_seconds_bucket[5m])))'],
  ['sides that say how they match', 'db_connections / on (namespace) group_left () db_connections_max'],
  ['a label made on the way', 'sum by (node) (label_replace(machine_load, "node", "$1", "instance", "(.*)"))'],
  ['a name written as a label', '{__name__="db_up", job="database"}'],
  ['a calculation with a number', '100 * (1 - db_connections_max) or vector(0)'],
  ['the strongest few', 'topk(3, rate(db_queries_total[5m]))'],
  ['a gauge over time, some time ago', 'max_over_time(db_connections_max[1h:1m] offset 1d)'],
  ['the movement of a gauge', 'deriv(machine_load[10m]) > 0'],
])('%s is fine', (_, query) => {
  expect(checkQuery(query, catalogue)).toEqual([]);
});

test.each([
  ['db_connection', ['no job has the metric db_connection', 'Did you mean "db_connections"?']],
  ['up{job="machines"}', ['the selected job has no metric up', 'It comes from the job database, pods.']],
  ['db_up{job="databases"}', ['there is no job "databases"', 'Did you mean "database"?']],
  ['proxy_pods{job="database"}', ['the selected job has no metric proxy_pods', 'It comes from the job pods.']],
  ['db_up{namespac="blog"}', ['db_up has no label namespac', 'Did you mean "namespace"?']],
  ['machine_load{pod="x"}', ['machine_load has no label pod', 'Known: "instance", "job".']],
  ['db_connections{state="idel"}', ['the label state of db_connections is never "idel"', 'Did you mean "idle"?']],
  ['db_connections{state=~"active|busy"}', ['the label state of db_connections is never "busy"', 'Known: "active", "idle".']],
  ['service:requests:rate5m{code="500"}', ['service:requests:rate5m has no label code', 'Known: "service".']],
  ['sum by (table) (rate(db_queries_total[5m]))', ['there is no label table here', 'Known: "command", "instance", "job", "namespace".']],
  ['db_up + on (pod) db_up', ['there is no label pod here', 'Known: "instance", "job", "namespace".']],
  ['rate(db_up[5m])', ['rate() reads growth, and db_up goes up and down', 'Use delta() or deriv(), or the value itself.']],
  ['delta(db_queries_total[5m])', ['delta() takes every restart of db_queries_total for a fall', 'Use rate() or increase().']],
  [
    'db_queries_total > 10',
    [
      'db_queries_total is a counter, which starts again with its program, and its value is compared or calculated with',
      'Read it through rate() or increase().',
    ],
  ],
  [
    'sum(db_queries_total)',
    [
      'db_queries_total is a counter, which starts again with its program, and its value is given to sum()',
      'Read it through rate() or increase().',
    ],
  ],
  [
    'db_queries_total',
    [
      'db_queries_total is a counter, which starts again with its program, and its value is shown as it is',
      'Read it through rate() or increase().',
    ],
  ],
  [
    'rate(proxy_requests_total[50s])',
    ['proxy_requests_total arrives every 30s, so a range of 50s often holds fewer than two values', 'Take at least 1m, better 2m.'],
  ],
  ['rate(db_queries_total)', ['rate() takes a range of values, and finds one value', 'Write metric[5m].']],
  ['abs(db_up[5m])', ['abs() takes one value, and finds a range', 'Leave the range out.']],
  [
    'histogram_quantile(0.9, sum by (service) (rate(proxy_seconds_bucket[5m])))',
    ['histogram_quantile() needs the label le, which its argument has not', 'Keep le: sum by (le) (…).'],
  ],
  [
    'db_connections / db_connections_max',
    [
      'only one side of the operator has the label state, so no two series ever match',
      'Say which labels count: on (…), or aggregate both sides by the same ones.',
    ],
  ],
  [
    'label_replace(machine_load, "node", "$1", "host", "(.*)")',
    ['label_replace() reads the label host, which its argument has not', 'Known: "instance", "job".'],
  ],
  ['{job="database"}', ['a selector without the name of a metric reads everything there is', 'Name the metric.']],
  ['sum(rate(db_queries_total[5m])', ['the query ends too early', 'Correct the query.']],
  ['db_up ==== 0', ['the query is no PromQL from character 9 on: == 0', 'Correct the query.']],
  ['', ['the query ends too early', 'Correct the query.']],
])('%s is refused', (query, [what, fix]) => {
  expect(checkQuery(query, catalogue)).toEqual([{ what, fix }]);
});

test('all problems of a query come at once, with the query', () => {
  const query = 'rate(db_up{pod="x"}[5m]) / nothing_here';

  const read = (): string => checkedQuery('panel Load', query, catalogue);

  expect(read).toThrow(
    new InputError([
      { where: `panel Load: ${query}`, what: 'db_up has no label pod', fix: 'Known: "instance", "job", "namespace".' },
      {
        where: `panel Load: ${query}`,
        what: 'rate() reads growth, and db_up goes up and down',
        fix: 'Use delta() or deriv(), or the value itself.',
      },
      {
        where: `panel Load: ${query}`,
        what: 'no job has the metric nothing_here',
        fix: `Known: ${['ALERTS', 'db_connections', 'db_connections_max', 'db_queries_total', 'db_up', 'machine_load', 'proxy_pods', 'proxy_requests_total', 'proxy_seconds_bucket', 'scrape_duration_seconds', 'scrape_samples_scraped', 'service:requests:rate5m', 'up'].map((name) => `"${name}"`).join(', ')}.`,
      },
    ]),
  );
});

test('whatever is asked, the answer is a list of problems', () => {
  const words = [
    'sum',
    'rate',
    'by',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '5m',
    '5s1m',
    '1y',
    ',',
    '=',
    '=~',
    '"',
    '"(["',
    'job',
    'db_up',
    'db_queries_total',
    '+',
    'on',
    'offset',
    '$x',
    '🙂',
  ];
  const asked = fc.array(fc.constantFrom(...words), { maxLength: 20 }).map((parts) => parts.join(' '));

  fc.assert(
    fc.property(fc.oneof(asked, fc.string()), (query) => {
      for (const { what, fix } of checkQuery(query, catalogue))
        expect([what, fix]).toEqual([expect.stringMatching(/./), expect.stringMatching(/[.?]$/)]);
    }),
    { numRuns: 500 },
  );
});

test('a query that works is handed back as it is', () => {
  expect(checkedQuery('panel Load', 'machine_load', catalogue)).toBe('machine_load');
});

test.each([
  ['db_connections', ['state', 'job', 'instance', 'namespace']],
  ['sum without (instance) (db_connections)', ['state', 'job', 'namespace']],
  ['sum(db_connections)', []],
  ['db_up and on () proxy_pods', ['job', 'instance', 'namespace']],
  ['service:requests:rate5m * on (service) group_right () proxy_pods', ['namespace', 'service', 'job', 'instance', 'pod']],
  ['sum by (pod) (proxy_pods) or sum by (service) (proxy_pods)', ['pod', 'service']],
])('%s has the labels %j', (query, labels) => {
  expect([...labelsOf(query, catalogue)]).toEqual(labels);
});

test('the metrics of a query are found wherever they stand', () => {
  const query = 'sum(rate(proxy_requests_total[5m])) / scalar(count({__name__="db_up"})) > bool 2 unless proxy_requests_total';

  expect(metricsIn(query)).toEqual(['proxy_requests_total', 'db_up']);
});
