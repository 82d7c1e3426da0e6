import { SEVERITIES } from '../../lib/metrics/rules.ts';
import { metricsIn } from '../../lib/metrics/promql.ts';
import { ALERT_RULES } from './alerts.ts';
import { CATALOGUE } from './catalogue.ts';
import { RECORDING_RULES } from './recording-rules.ts';
import { checkRules } from '../../lib/metrics/rules.ts';
import { madeMetrics, valuesOf } from './testing.ts';

test('the eight alerts of the sources exist with their severity and delay', () => {
  expect(ALERT_RULES.map((alert) => [alert.name, alert.severity, alert.for?.text])).toEqual([
    ['PodDown', 'critical', '5m'],
    ['HighCPUUsage', 'critical', '10m'],
    ['MySQLDown', 'critical', undefined],
    ['HighMemoryUsage', 'warning', '5m'],
    ['HighRequestRate', 'warning', undefined],
    ['SlowQueries', 'warning', '5m'],
    ['HighErrorRate', 'warning', '5m'],
    ['DiskSpaceWarning', 'warning', undefined],
  ]);
  expect(SEVERITIES.map((severity) => ALERT_RULES.filter((alert) => alert.severity === severity).length)).toEqual([3, 5]);
});

test('every metric of every rule comes from a job (D-12)', () => {
  expect(() => checkRules(CATALOGUE, ALERT_RULES)).not.toThrow();
});

test('PodDown asks the API, not the scraper: a target that a policy hides is not down (D-17)', () => {
  const rule = RECORDING_RULES.find(({ record }) => record === 'namespace_pod:kube_pod_down:max');

  expect(metricsIn(rule?.expr ?? '')).toEqual([
    'kube_pod_status_phase',
    'kube_pod_status_ready',
    'kube_pod_container_status_waiting_reason',
  ]);
});

test('every recorded query is asked for by an alert', () => {
  const asked = new Set(ALERT_RULES.flatMap(({ expr }) => metricsIn(expr)));

  expect(RECORDING_RULES.map(({ record }) => record).filter((record) => !asked.has(record))).toEqual([]);
});

test('Prometheus gets the rules in the two files that it reads', () => {
  const {
    'alerting_rules.yml': alerting,
    'recording_rules.yml': recording,
    'prometheus.yml': prometheus,
  } = valuesOf(madeMetrics(), 'prometheus')['serverFiles'];

  expect(
    alerting.groups.map(({ name, rules }: { name: string; rules: { alert: string }[] }) => [name, rules.map(({ alert }) => alert)]),
  ).toEqual([['homelab', ALERT_RULES.map(({ name }) => name)]]);
  expect(recording).toEqual({ groups: [{ name: 'homelab', rules: RECORDING_RULES }] });
  expect(prometheus.rule_files).toEqual(['/etc/config/recording_rules.yml', '/etc/config/alerting_rules.yml']);
});
