import { Duration } from '../values/duration.ts';
import { checkSources, known, type MetricSource } from './catalogue.ts';
import { defineExporter } from './exporter.ts';

const FAST = defineExporter({ name: 'fast', version: '1', source: '', metrics: { shared_total: { type: 'counter', labels: ['code'] } } });
const SLOW = defineExporter({
  name: 'slow',
  version: '1',
  source: '',
  metrics: { shared_total: { type: 'counter', labels: ['zone'], values: { zone: ['a', 'b'] } } },
});
const OTHER = defineExporter({ name: 'other', version: '1', source: '', metrics: { shared_total: { type: 'gauge' } } });

function source(name: string, seconds: number, exporter: MetricSource['exporters'][number], labels: readonly string[] = []): MetricSource {
  return { name, interval: Duration.seconds(seconds), exporters: [exporter], labels };
}

test('a metric of several jobs has the labels of all, and the interval of the slowest', () => {
  const sources = [source('one', 15, FAST, ['pod']), source('two', 60, SLOW)];

  expect(known(sources, [], 'shared_total')).toEqual({
    type: 'counter',
    labels: new Set(['code', 'job', 'instance', 'pod', 'zone']),
    values: { zone: ['a', 'b'] },
    interval: Duration.seconds(60),
  });
});

test('what Prometheus makes itself belongs to no job and has no interval', () => {
  expect(known([], [FAST], 'shared_total')).toEqual({ type: 'counter', labels: new Set(['code']), values: {}, interval: undefined });
});

test.each([['toString'], ['shared'], ['']])('"%s" is no metric', (name) => {
  expect(known([source('one', 15, FAST)], [FAST], name)).toBeUndefined();
});

test('only what is scraped has `up`', () => {
  const pushed = { ...source('pushed', 15, FAST), pushed: true };

  expect(known([pushed], [], 'up')).toBeUndefined();
  expect(known([source('scraped', 15, FAST)], [], 'up')).toMatchObject({ type: 'gauge' });
});

test.each([
  [
    'two jobs of one name',
    [source('one', 15, FAST), source('one', 15, SLOW)],
    'job one: there are two jobs of this name, Prometheus refuses its configuration. Rename one.',
  ],
  [
    'a metric of two types',
    [source('one', 15, FAST), source('two', 15, OTHER)],
    'metric shared_total: fast has it as counter, other as gauge. Look it up and correct the catalogue.',
  ],
])('%s are refused', (_, sources, message) => {
  expect(() => checkSources(sources)).toThrow(message);
});
