import { Duration } from '../values/duration.ts';
import type { Catalogue } from './catalogue.ts';
import { defineExporter } from './exporter.ts';
import { type Alert, alertFile, checkRules, recordingFile } from './rules.ts';

const EXPORTER = defineExporter({
  name: 'example',
  version: '1',
  source: '',
  metrics: { example_up: { type: 'gauge' }, example_errors_total: { type: 'counter', labels: ['code'] } },
});
const catalogue: Catalogue = {
  sources: [{ name: 'example', interval: Duration.seconds(15), exporters: [EXPORTER], labels: [] }],
  rules: [],
};
const down: Alert = {
  name: 'Down',
  severity: 'critical',
  expr: 'example_up == 0',
  for: Duration.minutes(5),
  summary: '{{ $labels.instance }} is down',
  action: 'Start it.',
};

test('an alert is written as Prometheus reads it', () => {
  const { for: _, ...atOnce } = down;

  expect(alertFile('example', [down, { ...atOnce, name: 'DownAtOnce' }])).toEqual({
    groups: [
      {
        name: 'example',
        rules: [
          {
            alert: 'Down',
            expr: 'example_up == 0',
            for: '5m',
            labels: { severity: 'critical' },
            annotations: { summary: '{{ $labels.instance }} is down', action: 'Start it.' },
          },
          {
            alert: 'DownAtOnce',
            expr: 'example_up == 0',
            labels: { severity: 'critical' },
            annotations: { summary: '{{ $labels.instance }} is down', action: 'Start it.' },
          },
        ],
      },
    ],
  });
});

test('a recording rule is written as Prometheus reads it', () => {
  const rule = { record: 'job:example_errors:rate5m', expr: 'sum by (job) (rate(example_errors_total[5m]))' };

  expect(recordingFile('example', [rule])).toEqual({ groups: [{ name: 'example', rules: [rule] }] });
});

test('rules that work pass', () => {
  const rules = [{ record: 'job:example_errors:rate5m', expr: 'sum by (job) (rate(example_errors_total[5m]))' }];

  expect(() =>
    checkRules({ ...catalogue, rules }, [
      down,
      { ...down, name: 'Errors', expr: 'job:example_errors:rate5m > 1', summary: '{{ $labels.job }}' },
    ]),
  ).not.toThrow();
});

test.each<[string, Partial<Alert>, string]>([
  ['a metric that nobody has', { expr: 'exampl_up == 0' }, 'alert Down: no job has the metric exampl_up. Did you mean "example_up"?'],
  [
    'a text that shows what the query drops',
    { expr: 'min(example_up) == 0' },
    'alert Down: its text shows the label instance, which its query does not give. It has none.',
  ],
  [
    'an action that shows it',
    { summary: 'Down', action: 'Look at {{ $labels.pod }}' },
    'alert Down: its text shows the label pod, which its query does not give. It has job, instance.',
  ],
])('%s is refused', (_, change, message) => {
  expect(() => checkRules(catalogue, [{ ...down, ...change }])).toThrow(message);
});

test('names that clash or have no level are refused, all at once', () => {
  const rules = [{ record: 'errors', expr: 'rate(example_errors_total[5m])' }];

  expect(() => checkRules({ ...catalogue, rules }, [down, down])).toThrow(
    'rule errors: its name is not level:metric:operations. Rename it.\nrule Down: there are two of this name. Rename one.',
  );
});
