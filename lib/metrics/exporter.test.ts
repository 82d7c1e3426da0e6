import { defineExporter, names } from './exporter.ts';

const EXPORTER = defineExporter({
  name: 'example',
  version: '1.0.0',
  source: 'https://example.org',
  metrics: { example_up: { type: 'gauge' }, example_requests_total: { type: 'counter', labels: ['code'] } },
});

test('the names of an exporter are values', () => {
  expect(names(EXPORTER)).toEqual({ example_up: 'example_up', example_requests_total: 'example_requests_total' });
});

test('a name that the exporter has not does not compile', () => {
  const metrics = names(EXPORTER);

  // @ts-expect-error the counter's name ends in _total
  expect(metrics.example_requests).toBeUndefined();
});
