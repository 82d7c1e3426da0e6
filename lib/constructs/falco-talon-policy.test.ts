import { parse } from 'yaml';
import { FalcoTalonPolicy, type FalcoTalonPolicyProps, isEnforced, type TalonPhase } from './falco-talon-policy.ts';
import { refusal } from './testing.ts';

const SHELL = {
  name: 'Shell in a container',
  response: 'isolate',
  events: [
    { rule: 'Terminal shell', priority: 'NOTICE' },
    { rule: 'Untrusted shell', priority: 'NOTICE' },
    { rule: 'Java shell', priority: 'CRITICAL' },
  ],
} as const;
const FILE = { name: 'Sensitive file', response: 'isolate', events: [{ rule: 'Read shadow', priority: 'WARNING' }] } as const;
const ESCALATION = { name: 'Privilege escalation', response: 'terminate', events: [{ rule: 'Setuid', priority: 'WARNING' }] } as const;

function aPolicy(props: Partial<FalcoTalonPolicyProps> = {}): FalcoTalonPolicy {
  return new FalcoTalonPolicy({
    phase: 1,
    namespaces: ['shop'],
    quarantine: { quarantine: 'true' },
    triggers: [SHELL, FILE, ESCALATION],
    ...props,
  });
}

const dryRuns = (phase: TalonPhase): Record<string, string> =>
  Object.fromEntries(aPolicy({ phase }).rules.map(({ rule, dry_run }) => [rule, dry_run]));

test('one rule for each trigger and priority, in one namespace', () => {
  const policy = new FalcoTalonPolicy({
    phase: 2,
    namespaces: ['shop'],
    quarantine: { quarantine: 'true' },
    triggers: [{ name: 'Sensitive file', response: 'isolate', events: [{ rule: 'Read sensitive file untrusted', priority: 'WARNING' }] }],
  });

  expect(policy.rules).toEqual([
    {
      rule: 'Sensitive file (WARNING)',
      match: { rules: ['Read sensitive file untrusted'], priority: 'Warning', output_fields: ['k8s.ns.name=shop'] },
      dry_run: 'false',
      actions: [{ action: 'Quarantine the pod' }, { action: 'Collect the logs' }],
    },
  ]);
});

test('each rule in each phase is a dry run or enforced', () => {
  expect([dryRuns(1), dryRuns(2), dryRuns(3)]).toEqual([
    {
      'Shell in a container (NOTICE)': 'true',
      'Shell in a container (CRITICAL)': 'true',
      'Sensitive file (WARNING)': 'true',
      'Privilege escalation (WARNING)': 'true',
    },
    {
      'Shell in a container (NOTICE)': 'true',
      'Shell in a container (CRITICAL)': 'true',
      'Sensitive file (WARNING)': 'false',
      'Privilege escalation (WARNING)': 'true',
    },
    {
      'Shell in a container (NOTICE)': 'false',
      'Shell in a container (CRITICAL)': 'false',
      'Sensitive file (WARNING)': 'false',
      'Privilege escalation (WARNING)': 'false',
    },
  ]);
});

test.each([
  [1, 'isolate', 'WARNING', false],
  [1, 'isolate', 'CRITICAL', false],
  [2, 'isolate', 'WARNING', true],
  [2, 'isolate', 'CRITICAL', false],
  [2, 'isolate', 'ERROR', false],
  [2, 'isolate', 'NOTICE', false],
  [2, 'terminate', 'WARNING', false],
  [3, 'isolate', 'CRITICAL', true],
  [3, 'isolate', 'ERROR', true],
  [3, 'terminate', 'CRITICAL', true],
] as const)('phase %i, %s on %s: enforced is %p', (phase, response, priority, enforced) => {
  expect(isEnforced(phase, response, priority)).toBe(enforced);
});

test('the file declares the actions, silences the rule of the chart and holds ours', () => {
  const entries = parse(aPolicy().file) as Record<string, unknown>[];

  expect(entries.slice(0, 4)).toEqual([
    { action: 'Quarantine the pod', actionner: 'kubernetes:label', parameters: { labels: { quarantine: 'true' } } },
    {
      action: 'Collect the logs',
      actionner: 'kubernetes:log',
      parameters: { tail_lines: 200 },
      output: { target: 'local:file', parameters: { destination: '/tmp' } },
    },
    {
      action: 'Terminate the pod in question',
      actionner: 'kubernetes:terminate',
      parameters: { ignore_daemonsets: true, ignore_statefulsets: true, grace_period_seconds: 20 },
    },
    {
      rule: 'Terminal shell in container',
      match: { rules: ['Terminal shell in container'] },
      dry_run: 'true',
      actions: [{ action: 'Collect the logs' }],
    },
  ]);
  expect(entries.slice(4)).toEqual(aPolicy().rules);
});

test.each([
  [1, { events: ['get', 'create', 'update', 'patch'], leases: ['get', 'create', 'update', 'patch', 'watch'], pods: ['get', 'list'] }],
  [
    2,
    {
      events: ['get', 'create', 'update', 'patch'],
      leases: ['get', 'create', 'update', 'patch', 'watch'],
      pods: ['get', 'list', 'patch'],
      podsLog: ['get'],
    },
  ],
  [
    3,
    {
      daemonsets: ['get'],
      events: ['get', 'create', 'update', 'patch'],
      leases: ['get', 'create', 'update', 'patch', 'watch'],
      pods: ['get', 'list', 'patch', 'delete'],
      podsLog: ['get'],
      replicasets: ['get'],
      statefulsets: ['get'],
    },
  ],
] as const)('in phase %i Talon may do what its enforced rules need, and no more', (phase, allowed) => {
  const { permissions } = aPolicy({ phase });

  expect(Object.fromEntries(Object.entries(permissions).filter(([, verbs]) => verbs.length > 0))).toEqual(allowed);
});

test('another phase is another hash, the same phase the same', () => {
  const [first, again, second] = ([1, 1, 2] as const).map((phase) => aPolicy({ phase }).hash);

  expect(again).toBe(first);
  expect(second).not.toBe(first);
});

test.each([
  [
    { namespaces: [] },
    'FalcoTalonPolicy: no namespace is named, and Talon would touch pods in all of them. Name those whose pods may be isolated.',
  ],
  [
    { triggers: [FILE, { ...ESCALATION, events: FILE.events }] },
    'FalcoTalonPolicy: "Read shadow" triggers both "Sensitive file" and "Privilege escalation", and both would answer. Leave it in one of them.',
  ],
])('refuses what would act in a way nobody meant: %#', (props, message) => {
  expect(refusal(() => aPolicy(props))).toBe(message);
});
