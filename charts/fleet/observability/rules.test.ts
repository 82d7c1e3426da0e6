import type { RuleFile, RuleJson } from '../../../lib/metrics/rules.ts';
import { checkQuery, metricsIn } from '../../../lib/metrics/promql.ts';
import { madeFleet, ofKind, theOne } from '../testing.ts';
import { FLEET } from './catalogue.ts';
import { OBJECTIVE, RECORDED } from './service-level.ts';

const MADE = madeFleet();
const MGMT = MADE.find(({ cluster }) => cluster.name === 'mgmt') as (typeof MADE)[number];

/** Rules of Thanos' ruler by group. */
const GROUPS: ReadonlyMap<string, readonly RuleJson[]> = new Map(
  Object.values(theOne(MGMT, 'ConfigMap', 'thanos-rules')['data'] as Record<string, string>).flatMap((file) =>
    (JSON.parse(file) as RuleFile).groups.map(({ name, rules }) => [name, rules]),
  ),
);

function rulesOf(group: string): readonly RuleJson[] {
  return GROUPS.get(group) ?? [];
}

function alert(name: string): string {
  const found = [...GROUPS.values()].flat().find((rule) => 'alert' in rule && rule.alert === name);
  return found?.expr ?? `there is no alert ${name}`;
}

test('the ruler evaluates the objective of 99 % over 30 days on mgmt (section 1)', () => {
  const availability = rulesOf('slo').find((rule) => 'record' in rule && rule.record === RECORDED.availability);

  expect(OBJECTIVE.availability).toBe(0.99);
  expect(availability?.expr).toContain('[30d:5m]');
  expect(alert('AvailabilityObjectiveMissed')).toBe(`${RECORDED.availability} < 0.99`);
});

test('availability is asked of the samples, which arrive late after an outage, and not of a recorded series with gaps', () => {
  const availability = rulesOf('slo').find((rule) => 'record' in rule && rule.record === RECORDED.availability);

  expect(metricsIn(availability?.expr ?? '')).toEqual(['kube_deployment_status_replicas_available', 'kube_deployment_created']);
});

test('a time without samples is not available: looks that found something are counted against the time that passed', () => {
  const expr = rulesOf('slo').find((rule) => 'record' in rule && rule.record === RECORDED.availability)?.expr ?? '';

  expect(expr).toContain('sum_over_time');
  expect(expr).not.toContain('avg_over_time');
  expect(expr).toContain('time() - ');
});

test('a disk that is 80 % full is told of, on every node of every cluster (10.2)', () => {
  expect(alert('NodeDiskFilling')).toMatch(/^1 - .*node_filesystem_avail_bytes.* \/ .*node_filesystem_size_bytes.* > 0\.8$/);
});

test('each app cluster that says nothing is told of by name', () => {
  expect(alert('ClusterSilent')).toBe('absent(up{cluster="app1", job="node-exporter"}) or absent(up{cluster="app2", job="node-exporter"})');
});

test('the ruler asks Query, tells Alertmanager, and keeps nothing that its pod would take along', () => {
  const { args } = theOne(MGMT, 'Deployment', 'thanos-rule')['spec'].template.spec.containers[0];

  expect(args).toEqual(
    expect.arrayContaining([
      '--query=dns+thanos-query.monitoring.svc.cluster.local:10902',
      '--alertmanagers.url=http://kube-prometheus-stack-alertmanager.monitoring.svc.cluster.local:9093',
      '--rule-file=/etc/thanos/rules/*.yaml',
      '--remote-write.config-file=/etc/thanos/remote-write/remote-write.yaml',
    ]),
  );
  expect(theOne(MGMT, 'ConfigMap', 'thanos-rule-remote-write')['data']['remote-write.yaml']).toContain(
    'http://thanos-receive.monitoring.svc:19291/api/v1/receive',
  );
});

test('what evaluates the rules is watched by somebody else', () => {
  const rules: { alert: string; expr: string }[] = theOne(MGMT, 'PrometheusRule', 'thanos')['spec'].groups[0].rules;
  const down = rules.find((rule) => rule.alert === 'ThanosProcessDown')?.expr ?? '';
  const processes = ofKind(MGMT, 'Deployment').filter(({ metadata }) => metadata.name.startsWith('thanos-'));

  for (const { metadata } of processes) {
    expect(down).toContain(`max by (job) (up{job="${metadata.name}"}) == 0`);
    expect(down).toContain(`absent(up{job="${metadata.name}"})`);
  }
});

test('thirty days are not looked through each minute', () => {
  const files = Object.values(theOne(MGMT, 'ConfigMap', 'thanos-rules')['data'] as Record<string, string>);
  const groups = files.flatMap((file) => (JSON.parse(file) as { groups: { name: string; interval?: string }[] }).groups);

  expect(groups.map(({ name, interval }) => [name, interval])).toEqual([
    ['fleet', undefined],
    ['slo', '5m'],
  ]);
});

test('every alert says what to do', () => {
  for (const rule of [...GROUPS.values()].flat()) {
    if (!('alert' in rule)) continue;
    expect([rule.alert, rule.annotations.action.length > 40]).toEqual([rule.alert, true]);
  }
});

test('every panel of the dashboard asks for something that is measured, and finds its source', () => {
  const { panels } = JSON.parse(theOne(MGMT, 'ConfigMap', 'grafana-dashboards')['data']['fleet.json'] as string) as {
    panels: { title: string; datasource: { uid: string }; targets: { expr: string }[] }[];
  };

  const metrics = panels.filter(({ datasource }) => datasource.uid === 'thanos');
  expect(metrics.length).toBeGreaterThan(4);
  for (const { targets } of metrics) expect(targets.flatMap(({ expr }) => checkQuery(expr, FLEET))).toEqual([]);
  expect([...new Set(panels.map(({ datasource }) => datasource.uid))]).toEqual(['thanos', 'loki']);
});
