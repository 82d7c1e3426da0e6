import { parse } from 'yaml';
import { Flows } from '../../lib/constructs/flow.ts';
import { refusal, Testing, told } from '../../lib/constructs/testing.ts';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { homelab, valuesAt } from '../testing.ts';
import { CUSTOM_RULES, customRulesFile, TRIGGERS } from './falco-rules.ts';
import { installFalcoTalon } from './falco-talon.ts';
import { installFalco } from './falco.ts';

const VALUES = 'spec.source.helm.valuesObject';
const ON = { 'talon-phase-2: false': 'talon-phase-2: true' };
const THREE = { ...ON, 'talon-phase-3: false': 'talon-phase-3: true' };

function installed(changes: Record<string, string> = {}): Record<string, KubeObject> {
  const chart = Testing.chart();
  const cluster = homelab(changes);
  const talon = installFalcoTalon(chart, cluster, { quarantine: 'true' });
  installFalco(chart, cluster, talon.http);
  expect(Testing.problems(chart)).toEqual([]);
  return Object.fromEntries(Testing.kind(chart, 'Application').map((object) => [object.metadata.name, object]));
}

/** Talon's rules of a cluster: name → dry run or enforced. */
function dryRuns(changes: Record<string, string>): Record<string, string> {
  const text = installed(changes)['falco-talon']?.['spec'].source.helm.valuesObject.config.rulesOverride as string;
  const rules = (parse(text) as { rule?: string; dry_run?: string }[]).filter(({ rule }) => rule !== undefined);
  return Object.fromEntries(rules.map(({ rule, dry_run }) => [rule, dry_run]));
}

test('Falco watches every node as seed 002 states, with both sets of rules and three of its own', () => {
  const expected = {
    'spec.source.targetRevision': '4.21.3',
    'spec.destination.namespace': 'falco',
    [`${VALUES}.controller.kind`]: 'daemonset',
    [`${VALUES}.driver`]: { enabled: true, kind: 'modern_ebpf' },
    [`${VALUES}.tolerations`]: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
    [`${VALUES}.resources`]: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
    [`${VALUES}.falcoctl.config.artifact.install.refs`]: ['falco-rules:3.2.0', 'falco-incubating-rules:3.0.1'],
    [`${VALUES}.falco.rules_files`]: [
      '/etc/falco/falco_rules.yaml',
      '/etc/falco/falco-incubating_rules.yaml',
      '/etc/falco/falco_rules.local.yaml',
      '/etc/falco/rules.d',
    ],
    [`${VALUES}.falco.rule_matching`]: 'all',
    [`${VALUES}.customRules`]: { 'rules-of-this-cluster.yaml': customRulesFile() },
  };

  expect(valuesAt(installed()['falco'], expected)).toEqual(expected);
});

test('Falcosidekick takes the webhook from the Secret, and hands events to Talon', () => {
  const values = installed()['falco']?.['spec'].source.helm.valuesObject.falcosidekick as unknown;

  expect(values).toMatchObject({
    enabled: true,
    replicaCount: 1,
    config: {
      existingSecret: 'falcosidekick-slack',
      extraEnv: [
        { name: 'TALON_ADDRESS', value: 'http://falco-talon.falco.svc.cluster.local:2803' },
        { name: 'SLACK_MINIMUMPRIORITY', value: 'notice' },
      ],
    },
  });
});

test('the three custom rules have the priorities of seed 001', () => {
  expect(CUSTOM_RULES.map(({ rule, priority }) => [rule, priority])).toEqual([
    ['Java Process Spawning Shell', 'CRITICAL'],
    ['Package Manager in Container', 'WARNING'],
    ['Write to Binary Dir', 'ERROR'],
  ]);
});

test('conditions of the custom rules read as Falco filters', () => {
  const entries = parse(customRulesFile()) as { rule?: string; macro?: string; condition?: string }[];

  expect(
    Object.fromEntries(entries.flatMap(({ rule, macro, condition }) => (condition === undefined ? [] : [[rule ?? macro, condition]]))),
  ).toEqual({
    user_known_read_sensitive_files_activities:
      'fd.name = /etc/passwd and not proc.name in (file_readers) and not (server_procs and not proc_is_new)',
    'Java Process Spawning Shell': 'spawned_process and container and shell_procs and (proc.pname = java or proc.pexepath endswith /java)',
    'Package Manager in Container': 'spawned_process and container and package_mgmt_procs and not package_mgmt_ancestor_procs',
    'Write to Binary Dir': 'open_write and container and fd.directory in (binary_directories)',
  });
});

test('/etc/passwd is on the list of sensitive files', () => {
  expect(parse(customRulesFile())).toContainEqual({ list: 'sensitive_file_names', items: ['/etc/passwd'], override: { items: 'append' } });
});

test('Talon isolates in the blog alone', () => {
  const text = installed(THREE)['falco-talon']?.['spec'].source.helm.valuesObject.config.rulesOverride as string;
  const places = (parse(text) as { rule?: string; dry_run?: string; match?: { output_fields?: string[] } }[])
    .filter(({ dry_run }) => dry_run === 'false')
    .map(({ match }) => match?.output_fields);

  expect(places).not.toEqual([]);
  expect(new Set(places.map((each) => JSON.stringify(each)))).toEqual(new Set(['["k8s.ns.name=blog-system"]']));
});

const ALL_DRY = {
  'Terminal shell in container': 'true',
  'Shell in a container (CRITICAL)': 'true',
  'Shell in a container (NOTICE)': 'true',
  'Access to a sensitive file (WARNING)': 'true',
  'Privilege escalation (NOTICE)': 'true',
  'Privilege escalation (WARNING)': 'true',
  'Foreign software (WARNING)': 'true',
  'Foreign software (ERROR)': 'true',
};

test.each([
  ['phase 1, as today', {}, ALL_DRY],
  ['phase 2', ON, { ...ALL_DRY, 'Access to a sensitive file (WARNING)': 'false', 'Foreign software (WARNING)': 'false' }],
  ['phase 3', THREE, Object.fromEntries(Object.keys(ALL_DRY).map((rule) => [rule, String(rule === 'Terminal shell in container')]))],
])('%s: which rule of Talon is a dry run', (_, changes, expected) => {
  expect(dryRuns(changes)).toEqual(expected);
});

/** What follows an event of each of Falco's rules in the phases 1, 2 and 3: `-` is a line in a log. */
test.each([
  ['Java Process Spawning Shell', 'CRITICAL', ['-', '-', 'isolate']],
  ['Terminal shell in container', 'NOTICE', ['-', '-', 'isolate']],
  ['Run shell untrusted', 'NOTICE', ['-', '-', 'isolate']],
  ['Read sensitive file untrusted', 'WARNING', ['-', 'isolate', 'isolate']],
  ['Read sensitive file trusted after startup', 'WARNING', ['-', 'isolate', 'isolate']],
  ['Directory traversal monitored file read', 'WARNING', ['-', 'isolate', 'isolate']],
  ['Non sudo setuid', 'NOTICE', ['-', '-', 'terminate']],
  ['Set Setuid or Setgid bit', 'NOTICE', ['-', '-', 'terminate']],
  ['Mount Launched in Privileged Container', 'WARNING', ['-', '-', 'terminate']],
  ['Package Manager in Container', 'WARNING', ['-', 'isolate', 'isolate']],
  ['Write to Binary Dir', 'ERROR', ['-', '-', 'isolate']],
])('%s (%s) leads to %p', (rule, priority, expected) => {
  const answers = [{}, ON, THREE].map((changes) => answersTo(rule, priority, changes));

  expect(answers).toEqual(expected.map((answer) => (answer === '-' ? [] : [answer])));
});

test('the table of rules and phases leaves no rule out', () => {
  expect(TRIGGERS.flatMap(({ events }) => events)).toHaveLength(11);
});

/** Enforced responses to one event in the blog, read from the file that Talon gets. */
function answersTo(event: string, priority: string, changes: Record<string, string>): string[] {
  const text = installed(changes)['falco-talon']?.['spec'].source.helm.valuesObject.config.rulesOverride as string;
  const rules = parse(text) as { dry_run?: string; match?: { rules: string[]; priority?: string }; actions?: { action: string }[] }[];
  return rules
    .filter(({ dry_run, match }) => dry_run === 'false' && match?.rules.includes(event) === true)
    .filter(({ match }) => match?.priority?.toUpperCase() === priority)
    .flatMap(({ actions = [] }) => actions.map(({ action }) => RESPONSES[action] ?? []).flat());
}

const RESPONSES: Readonly<Record<string, string>> = { 'Quarantine the pod': 'isolate', 'Terminate the pod in question': 'terminate' };

test('the third phase is not entered past the second', () => {
  expect(refusal(() => installed({ 'talon-phase-3: false': 'talon-phase-3: true' }))).toBe(
    'clusters/homelab.yaml switches.talon-phase-3: it is on and talon-phase-2 is off, although the third phase enforces what the second does, and more. Switch talon-phase-2 on as well.',
  );
});

test.each([
  ['phase 2', ON],
  ['phase 3', THREE],
])('%s changes values of Talon and of nothing else', (_, changes) => {
  const [before, after] = [installed(), installed(changes)];

  expect(Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))).toEqual(['falco-talon']);
  expect(JSON.parse(JSON.stringify(after['falco-talon'], hidden))).toEqual(JSON.parse(JSON.stringify(before['falco-talon'], hidden)));
});

/** What a phase may change: the rules, what they permit, and the hash that starts Talon anew. */
function hidden(key: string, value: unknown): unknown {
  return ['rulesOverride', 'rbac', 'extraEnv'].includes(key) ? undefined : value;
}

test('every custom rule has a response, and no rule two', () => {
  const names = TRIGGERS.flatMap(({ events }) => events.map(({ rule }) => rule));

  expect(names).toEqual(expect.arrayContaining(CUSTOM_RULES.map(({ rule }) => rule)));
  expect(new Set(names).size).toBe(names.length);
});

test('the way of an event is declared: Falco, Falcosidekick, Talon and Slack', () => {
  const chart = Testing.chart();
  installFalco(chart, homelab(), installFalcoTalon(chart, homelab(), { quarantine: 'true' }).http);

  expect(Flows.of(chart).all.map(told)).toEqual([
    'falco-talon → api-server:6443',
    'falco → falco-falcosidekick:2801',
    'falco → world:443',
    'falco-falcosidekick → falco-talon:2803',
    'falco-falcosidekick → world:443 hooks.slack.com',
  ]);
});
