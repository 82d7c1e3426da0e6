import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { program } from '../../testing/program.ts';
import { homelab, the } from '../testing.ts';
import { alertmanagerConfig, alertmanagerFile } from './alertmanager-config.ts';
import { madeMetrics, valuesOf } from './testing.ts';

const WEBHOOK = '/etc/alertmanager-slack/webhook-url';
const SECRET = `  - name: alertmanager-slack
    namespace: monitoring
    keys: [webhook-url]
    create: kubectl create secret generic alertmanager-slack --namespace monitoring --from-literal=webhook-url=<incoming webhook URL>
`;
const amtool = program('amtool');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Cluster homelab with Slack switched on. */
function withSlack(): ReturnType<typeof homelab> {
  const expected = homelab().secrets.some(({ name }) => name === 'alertmanager-slack');
  return homelab({ 'alertmanager-slack: false': 'alertmanager-slack: true', ...(expected ? {} : { 'secrets:\n': `secrets:\n${SECRET}` }) });
}

test('nobody is told anything until Slack is switched on, and every severity has a route (L-21)', () => {
  expect(alertmanagerConfig(undefined)).toMatchObject({ receivers: [{ name: 'critical' }, { name: 'warning' }] });
  expect(JSON.stringify(alertmanagerConfig(undefined))).not.toContain('slack');
});

test('with Slack, both receivers read the webhook from a file and say what to do next', () => {
  const receivers = alertmanagerConfig(WEBHOOK).receivers.map(({ name, slack_configs }) => [name, slack_configs?.[0]]);

  expect(receivers).toEqual([
    [
      'critical',
      expect.objectContaining({ api_url_file: WEBHOOK, send_resolved: true, text: expect.stringContaining('.Annotations.action') }),
    ],
    [
      'warning',
      expect.objectContaining({ api_url_file: WEBHOOK, send_resolved: true, text: expect.stringContaining('.Annotations.action') }),
    ],
  ]);
});

test('the configuration is a ConfigMap of our own, mounted where Alertmanager reads it; a change starts new pods', () => {
  const today = madeMetrics();

  const { data } = the(today, 'ConfigMap', 'alertmanager-config') as unknown as { data: Record<string, string> };
  expect(load(data['alertmanager.yml'] ?? '')).toEqual(alertmanagerConfig(undefined));
  expect(valuesOf(today, 'alertmanager')).toMatchObject({
    config: { enabled: false },
    extraVolumes: [{ name: 'own-config', configMap: { name: 'alertmanager-config' } }],
    extraVolumeMounts: [{ name: 'own-config', mountPath: '/etc/alertmanager', readOnly: true }],
    podAnnotations: { 'slipway.dev/config.alertmanager-config': expect.stringMatching(/^[0-9a-f]{16}$/) },
    persistence: { enabled: false },
  });
});

test('Slack switched on: the configuration and its mount change, and nothing else; the URL stays in its Secret (L-17)', () => {
  const before = new Map(madeMetrics().manifests.map(({ file, text }) => [file, text]));

  const planned = madeMetrics(withSlack());

  expect(planned.manifests.filter(({ file, text }) => before.get(file) !== text).map(({ file }) => file)).toEqual([
    'homelab/argocd/application.alertmanager.yaml',
    'homelab/monitoring/configmap.alertmanager-config.yaml',
  ]);
  expect(valuesOf(planned, 'alertmanager')['extraVolumes'].at(-1)).toEqual({
    name: 'slack',
    secret: { secretName: 'alertmanager-slack', items: [{ key: 'webhook-url', path: 'webhook-url' }] },
  });
  expect(planned.manifests.map(({ text }) => text).join()).not.toMatch(/hooks\.slack\.com\/services/);
});

(amtool === undefined ? describe.skip : describe)(`by ${amtool ?? 'amtool, which is not here'}`, () => {
  const run = (...args: readonly string[]): string => execFileSync(amtool ?? '', args, { encoding: 'utf8' }).trim();
  const written = (webhook?: string): string => {
    const file = join(folder, 'alertmanager.yml');
    writeFileSync(file, alertmanagerFile(alertmanagerConfig(webhook)));
    return file;
  };

  test.each([[undefined], [WEBHOOK]])('the configuration is valid with webhook %s', (webhook) => {
    expect(run('check-config', written(webhook))).toContain('SUCCESS');
  });

  test.each([
    ['a dead pod', 'critical', ['alertname=PodDown', 'severity=critical', 'namespace=blog-system', 'pod=was-1']],
    ['a dead database', 'critical', ['alertname=MySQLDown', 'severity=critical', 'namespace=blog-system']],
    ['a full disk', 'warning', ['alertname=DiskSpaceWarning', 'severity=warning', 'instance=k8s-cp']],
    ['something nobody has classified', 'warning', ['alertname=Unknown']],
  ])('%s goes to the receiver %s', (_, receiver, labels) => {
    expect(run('config', 'routes', 'test', `--config.file=${written(WEBHOOK)}`, ...labels)).toBe(receiver);
  });
});

test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
  [
    'a dead database silences its slow queries',
    { alertname: 'MySQLDown', severity: 'critical', namespace: 'blog-system' },
    { alertname: 'SlowQueries', severity: 'warning', namespace: 'blog-system', instance: 'x' },
    true,
  ],
  [
    'a dead database silences no full disk',
    { alertname: 'MySQLDown', severity: 'critical', namespace: 'blog-system' },
    { alertname: 'DiskSpaceWarning', severity: 'warning', instance: 'k8s-cp' },
    false,
  ],
  [
    'a busy node silences its own warnings',
    { alertname: 'HighCPUUsage', severity: 'critical', instance: 'k8s-cp' },
    { alertname: 'HighMemoryUsage', severity: 'warning', instance: 'k8s-cp' },
    true,
  ],
  [
    'a busy node silences no other node',
    { alertname: 'HighCPUUsage', severity: 'critical', instance: 'k8s-cp' },
    { alertname: 'HighMemoryUsage', severity: 'warning', instance: 'k8s-worker1' },
    false,
  ],
  [
    'a dead pod silences no failing site, though both lack an instance',
    { alertname: 'PodDown', severity: 'critical', pod: 'x' },
    { alertname: 'HighErrorRate', severity: 'warning' },
    false,
  ],
])('%s', (_, source, target, silenced) => {
  const matches = (labels: Record<string, string>, matchers: readonly string[]): boolean =>
    matchers.every((matcher) => {
      const [, label = '', operator, value = ''] = /^(\w+)(=~?)"(.*)"$/.exec(matcher) ?? [];
      return operator === '=' ? labels[label] === value : new RegExp(`^(?:${value})$`).test(labels[label] ?? '');
    });

  const rules = alertmanagerConfig(undefined).inhibit_rules.filter(
    ({ source_matchers, target_matchers, equal }) =>
      matches(source, source_matchers) &&
      matches(target, target_matchers) &&
      equal.every((label) => (source[label] ?? '') === (target[label] ?? '')),
  );

  expect(rules.length > 0).toBe(silenced);
});
