import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../../../testing/program.ts';
import { ofKind, production } from '../testing.ts';
import { type AlertCase, CASES } from './testing-alerts.ts';

// The alerts as Prometheus itself evaluates them: from the very object that the cluster gets.

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
}

interface Group {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly Rule[];
}

const [object] = ofKind(production(), 'PrometheusRule');
const { groups } = object?.['spec'] as { readonly groups: readonly Group[] };
const rules = groups.flatMap((group) => group.rules);
const promtool = program('promtool');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'titanium-alerts-'));
  writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups }));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('groups, delays and severities are those of the seed', () => {
  expect(object?.metadata).toMatchObject({ name: 'titanium-alerts', namespace: 'monitoring', labels: { release: 'prometheus' } });
  expect(
    Object.fromEntries(groups.map(({ name, rules: own }) => [name, own.map((rule) => [rule.alert, rule.for, rule.labels.severity])])),
  ).toEqual({
    'titanium.infrastructure.rules': [
      ['PodCPUHigh', '10m', 'warning'],
      ['PodMemoryHigh', '10m', 'warning'],
      ['PodRestartingTooOften', '5m', 'warning'],
    ],
    'titanium.application.rules': [
      ['HighErrorRate', '5m', 'warning'],
      ['HighLatency', '5m', 'warning'],
      ['ServiceDown', '2m', 'critical'],
    ],
    'titanium.loki.rules': [
      ['LokiDown', '5m', 'critical'],
      ['PromtailDown', '5m', 'warning'],
    ],
  });
  expect(new Set(groups.map(({ interval }) => interval))).toEqual(new Set(['30s']));
});

test('who asks whether something is down also asks whether it is heard of (M27)', () => {
  for (const { alert, expr } of rules.filter((rule) => /\bup\{/.test(rule.expr))) {
    const asked = [...expr.matchAll(/(?<!absent\()up(\{[^}]*\}) == 0/g)].map(([, selector]) => selector);

    expect([alert, asked.length]).not.toEqual([alert, 0]);
    for (const selector of asked) expect(expr).toContain(`absent(up${selector ?? ''})`);
  }
});

test('every alert has a case in which it fires and one in which it stays silent', () => {
  const having = (fire: boolean): string[] => [
    ...new Set(CASES.filter(({ fires }) => fires.length > 0 === fire).map(({ alert }) => alert)),
  ];
  const all = rules.map(({ alert }) => alert).sort();

  expect([having(true).sort(), having(false).sort()]).toEqual([all, all]);
});

/** A unit test as promtool reads it; texts are not compared. */
function unitTest({ alert, shows, series, at, fires }: AlertCase): object {
  const severity = rules.find((rule) => rule.alert === alert)?.labels.severity ?? '';
  const labels = (each: object): string =>
    Object.entries({ alertname: alert, alertstate: 'firing', severity, ...each })
      .map(([key, text]) => `${key}="${text}"`)
      .join(', ');
  return {
    rule_files: ['rules.json'],
    evaluation_interval: '30s',
    tests: [
      {
        name: shows,
        interval: '30s',
        input_series: Object.entries(series).map(([metric, values]) => ({ series: metric, values })),
        promql_expr_test: [
          {
            expr: `ALERTS{alertname="${alert}", alertstate="firing"}`,
            eval_time: at,
            exp_samples: fires.map((each) => ({ labels: `ALERTS{${labels(each)}}`, value: 1 })),
          },
        ],
      },
    ],
  };
}

(promtool === undefined ? describe.skip : describe)(`by ${promtool === undefined ? 'promtool, which is not here' : 'promtool'}`, () => {
  test.each(CASES.map((example) => [example.alert, example.shows, example] as const))('%s shows %s', (_, __, example) => {
    writeFileSync(join(folder, 'case.json'), JSON.stringify(unitTest(example)));
    const { status, stdout, stderr } = spawnSync(promtool ?? '', ['test', 'rules', 'case.json'], { cwd: folder, encoding: 'utf8' });

    expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});
