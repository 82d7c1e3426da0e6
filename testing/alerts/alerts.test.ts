import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALERT_RULES } from '../../charts/observability/alerts.ts';
import { RECORDING_RULES } from '../../charts/observability/recording-rules.ts';
import { madeMetrics, valuesOf } from '../../charts/observability/testing.ts';
import type { Alert } from '../../lib/metrics/rules.ts';
import { alertFile, recordingFile } from '../../lib/metrics/rules.ts';
import { type AlertCase, CASES } from './cases.ts';
import { program } from '../program.ts';

// The alerts as Prometheus itself evaluates them: made of the very objects that the cluster gets.

const promtool = program('promtool');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alerts-'));
  writeFileSync(join(folder, 'recording.json'), JSON.stringify(recordingFile('recording', RECORDING_RULES)));
  writeFileSync(join(folder, 'alerting.json'), JSON.stringify(alertFile('alerting', ALERT_RULES)));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What promtool says, and whether it is content. */
function run(...args: readonly string[]): { readonly content: boolean; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(promtool ?? '', args, { cwd: folder, encoding: 'utf8' });
  return { content: status === 0, said: stdout + stderr };
}

/** Unit tests of one alert as promtool reads them. */
function unitTests({ name, severity, action }: Alert, cases: readonly AlertCase[]): object {
  const filled = (labels: Readonly<Record<string, string>>): string =>
    action.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? '');
  return {
    rule_files: ['recording.json', 'alerting.json'],
    evaluation_interval: '15s',
    group_eval_order: ['recording', 'alerting'],
    tests: cases.map(({ shows, series, at, fires }) => ({
      name: shows,
      interval: '15s',
      input_series: Object.entries(series).map(([metric, values]) => ({ series: metric, values })),
      alert_rule_test: [
        {
          eval_time: at,
          alertname: name,
          exp_alerts: fires.map(({ labels, summary }) => ({
            exp_labels: { ...labels, severity },
            exp_annotations: { summary, action: filled(labels) },
          })),
        },
      ],
    })),
  };
}

test('every alert has a case in which it fires and one in which it stays silent', () => {
  const cases = (fire: boolean): string[] =>
    [...new Set(CASES.filter(({ fires }) => fires.length > 0 === fire).map(({ alert }) => alert))].sort();
  const alerts = ALERT_RULES.map(({ name }) => name).sort();

  expect([cases(true), cases(false)]).toEqual([alerts, alerts]);
});

(promtool === undefined ? describe.skip : describe)(`by ${promtool === undefined ? 'promtool, which is not here' : 'promtool'}`, () => {
  test.each(ALERT_RULES.map((alert) => [alert.name, alert] as const))(
    '%s fires when it should, and stays silent when it should',
    (name, alert) => {
      const cases = CASES.filter((example) => example.alert === name);
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(unitTests(alert, cases)));

      expect(run('test', 'rules', `${name}.json`)).toEqual({ content: true, said: expect.stringContaining('SUCCESS') });
    },
  );

  test.each(ALERT_RULES.map((alert) => [alert.name, alert] as const))(
    'a case of %s that expects the opposite is found out',
    (name, alert) => {
      const cases = CASES.filter((example) => example.alert === name && example.fires.length > 0).map((example) => ({
        ...example,
        fires: [],
      }));
      writeFileSync(join(folder, `${name}-wrong.json`), JSON.stringify(unitTests(alert, cases)));

      expect(run('test', 'rules', `${name}-wrong.json`).content).toBe(false);
    },
  );

  test('the rules are valid', () => {
    expect(run('check', 'rules', 'recording.json', 'alerting.json')).toMatchObject({ content: true });
  });

  // Debian builds it without the discovery of Kubernetes' pods and nodes, and marks such builds.
  const reduced = promtool !== undefined && run('--version').said.includes('+ds');
  (reduced ? test.skip : test)('the configuration is valid', () => {
    const { 'prometheus.yml': prometheus } = valuesOf(madeMetrics(), 'prometheus')['serverFiles'];
    writeFileSync(join(folder, 'prometheus.json'), JSON.stringify({ ...prometheus, rule_files: ['recording.json', 'alerting.json'] }));

    expect(run('check', 'config', '--syntax-only', 'prometheus.json')).toMatchObject({ content: true });
  });
});
