import type { KubeObject } from '../../../lib/manifest/manifest.ts';
import { installedOn, madeFleet, type Made, ofKind, waveOf } from '../testing.ts';
import { EXCLUDED_NAMESPACES } from './kyverno.ts';
import { podOf, refusedBy } from './testing.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;
const APPS = FLEET.filter((made) => made !== MGMT);

function policies(made: Made): readonly KubeObject[] {
  return ofKind(made, 'ClusterPolicy');
}

/** What the policies ask, by their names. */
function rulesOf(made: Made): Map<string, KubeObject['spec']> {
  return new Map(policies(made).map(({ metadata, spec }) => [metadata.name, spec.rules]));
}

test('the management cluster has nothing of Kyverno (C4, M29)', () => {
  const groups = /^(kyverno\.io|policies\.kyverno\.io|wgpolicyk8s\.io)\//;

  expect(MGMT.objects.filter(({ apiVersion }) => groups.test(apiVersion))).toEqual([]);
  expect(installedOn(FLEET, 'mgmt').has('kyverno')).toBe(false);
});

test.each(APPS)('$cluster.name has Kyverno of a line that knows these policies, and then four of them (9, C4, M28)', (made) => {
  const kyverno = installedOn(FLEET, made.cluster.name).get('kyverno')!;

  expect([kyverno.source.targetRevision, kyverno.destination.name]).toEqual(['3.8.2', made.cluster.name]); // installs 1.18
  expect(policies(made).map((policy) => [policy.metadata.name, policy.apiVersion, waveOf(policy)])).toEqual(
    expect.arrayContaining(
      ['require-harbor-registry', 'require-resources', 'disallow-privileged', 'require-labels'].map((name) => [name, 'kyverno.io/v1', 14]),
    ),
  );
  expect(policies(made)).toHaveLength(4);
  expect(kyverno.wave % 100).toBe(13);
});

test('both app clusters ask the same (C4)', () => {
  const [app1, app2] = APPS.map((made) => policies(made));

  expect(app1).toEqual(app2);
});

test.each(APPS)('three policies of $cluster.name refuse and one reports, each said where it counts (11.3, M23, L10)', (made) => {
  const actions = [...rulesOf(made)].map(([name, rules]) => [
    name,
    rules.map(({ validate }: { validate: { failureAction: string } }) => validate.failureAction),
  ]);

  expect(Object.fromEntries(actions)).toEqual({
    'require-harbor-registry': ['Enforce'],
    'require-resources': ['Enforce'],
    'disallow-privileged': ['Enforce'],
    'require-labels': ['Audit'],
  });
  for (const { spec } of policies(made)) {
    expect(spec).not.toHaveProperty('validationFailureAction');
    expect(spec.background).toBe(true);
  }
});

test.each(APPS)('every policy of $cluster.name and the webhook leave out one closed list (11.3, L24, M25)', (made) => {
  const list = [
    'kube-system',
    'cilium-system',
    'kyverno',
    'metallb-system',
    'local-path-storage',
    'cert-manager',
    'external-secrets',
    'monitoring',
    'velero',
    'falco',
  ];
  const { values } = installedOn(FLEET, made.cluster.name).get('kyverno')!;

  expect(EXCLUDED_NAMESPACES).toEqual(list);
  expect(values.config.webhooks.namespaceSelector).toEqual({
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: list }],
  });
  for (const rules of rulesOf(made).values())
    for (const { exclude } of rules) expect(exclude).toEqual({ any: [{ resources: { namespaces: list } }] });
});

test.each(APPS)('on $cluster.name images come from Harbor with its port, in all three lists (M24, M26)', (made) => {
  const { host, port } = made.cluster.external('harbor');
  const [rule] = rulesOf(made).get('require-harbor-registry');
  const images = [{ image: `${host}:${port}/*` }];

  expect(rule.validate.pattern.spec).toEqual({ containers: images, '=(initContainers)': images, '=(ephemeralContainers)': images });
});

/** A pod that keeps everything. */
const GOOD = {
  metadata: { labels: { app: 'web', version: 'v1' } },
  spec: {
    containers: [
      {
        image: 'harbor.local.dev:8443/apps/web:v1',
        resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '20m', memory: '32Mi' } },
      },
    ],
  },
};
const [CONTAINER] = GOOD.spec.containers;

test.each([
  ['keeps everything', GOOD, []],
  ['lacks a label', { ...GOOD, metadata: { labels: { app: 'web' } } }, ['require-labels']],
  [
    'is pulled from elsewhere in an init container',
    { ...GOOD, spec: { ...GOOD.spec, initContainers: [{ ...CONTAINER, image: 'docker.io/library/busybox:1.37' }] } },
    ['require-harbor-registry'],
  ],
  [
    'is pulled from another port of Harbor',
    { ...GOOD, spec: { containers: [{ ...CONTAINER, image: 'harbor.local.dev/apps/web:v1' }] } },
    ['require-harbor-registry'],
  ],
  [
    'has no limit of CPU',
    { ...GOOD, spec: { containers: [{ ...CONTAINER, resources: { ...CONTAINER?.resources, limits: { memory: '32Mi' } } }] } },
    ['require-resources'],
  ],
  [
    'is privileged in a debugging container',
    { ...GOOD, spec: { ...GOOD.spec, ephemeralContainers: [{ image: CONTAINER?.image, securityContext: { privileged: true } }] } },
    ['disallow-privileged'],
  ],
])('a pod that %s is told so by its policy alone (M24, M26 to M28)', (_, pod, names) => {
  expect(refusedBy(policies(APPS[0]!), pod, 'app')).toEqual(names);
});

test.each(APPS)('all pods of $cluster.name pass its policies, reported or not (L23)', (made) => {
  const pods = made.objects.flatMap((object) => {
    const pod = podOf(object);
    return pod === undefined
      ? []
      : [{ name: `${object.kind} ${object.metadata.name}`, namespace: object.metadata.namespace ?? 'default', pod }];
  });
  const judged = pods.filter(({ namespace }) => !EXCLUDED_NAMESPACES.some((each) => each === namespace));

  expect(judged.map(({ namespace }) => namespace)).toContain('app');
  for (const { name, namespace, pod } of judged) expect([name, refusedBy(policies(made), pod, namespace)]).toEqual([name, []]);
});
