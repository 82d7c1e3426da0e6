import type { KubeObject } from '../manifest/manifest.ts';
import { check } from './check.ts';
import { defineRule, type WorldObject } from './rule.ts';
import { argocdIgnoresRuntimeFields } from './rules/delivery/argocd-ignores-runtime-fields.ts';
import { serviceSelectsPods } from './rules/references/service-selects-pods.ts';
import { deployment, kube, service } from './testing.ts';

/** Finds fault with every ConfigMap that has data. */
const noData = defineRule({
  id: 'no-data',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'ConfigMaps are empty.',
  source: 'this test',
  *check({ object }) {
    for (const key of Object.keys((object['data'] ?? {}) as object)) {
      yield {
        path: `data.${key}`,
        message: `there is ${key}`,
        why: 'It is a test.',
        fix: 'Remove it.',
        ...(key === 'mild' ? { severity: 'info' as const } : {}),
      };
    }
  },
});

const config = (name: string, data: object, meta: object = {}): KubeObject => kube('v1/ConfigMap', { name, ...meta }, { data });
const bare = (objects: KubeObject[]): WorldObject[] => objects.map((object) => ({ object }));

test('a finding says which rule, which object, where it came from and what to do', () => {
  const given: WorldObject = {
    object: config('web', { a: '1' }, { namespace: 'blog' }),
    cluster: 'homelab',
    file: 'homelab/blog/configmap.web.yaml',
    construct: 'homelab/blog/Web',
  };

  const findings = check([given], { rules: [noData] });

  expect(findings).toEqual([
    {
      rule: 'no-data',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'blog', name: 'web' },
      cluster: 'homelab',
      file: 'homelab/blog/configmap.web.yaml',
      construct: 'homelab/blog/Web',
      path: 'data.a',
      message: 'there is a',
      why: 'It is a test.',
      fix: 'Remove it.',
    },
  ]);
});

test('findings come in one order, whatever the order of the objects', () => {
  const objects = bare([config('b', { y: '', x: '' }), config('a', { mild: '' }), config('c', {})]);

  const findings = check(objects, { rules: [noData] });

  expect(findings.map(({ object, path, severity }) => `${object.name} ${path} ${severity}`)).toEqual([
    'a data.mild info',
    'b data.x error',
    'b data.y error',
  ]);
  expect(check([...objects].reverse(), { rules: [noData] })).toEqual(findings);
});

test('an exception with a reason excuses the findings of its rule on its object only', () => {
  const excused = config('a', { x: '' }, { annotations: { 'slipway.dev/allow.no-data': 'a fixture' } });

  const findings = check(bare([excused, config('b', { x: '' })]), { rules: [noData] });

  expect(findings.map(({ rule, object }) => [rule, object.name])).toEqual([['no-data', 'b']]);
});

test.each([
  [
    'without a reason',
    { x: '' },
    { 'slipway.dev/allow.no-data': ' ' },
    [
      ['exception-without-reason', 'the exception from "no-data" gives no reason'],
      ['no-data', 'there is x'],
    ],
  ],
  [
    'that excuses nothing',
    {},
    { 'slipway.dev/allow.no-data': 'x' },
    [['exception-unused', 'the exception from "no-data" excuses nothing: the rule finds no fault here']],
  ],
  ['from a rule that does not exist', {}, { 'slipway.dev/allow.no-date': 'x' }, [['exception-unused', 'there is no rule "no-date"']]],
  ['from a rule that was not asked', {}, { 'slipway.dev/allow.image-pinned': 'x' }, []],
])('an exception %s', (_, data, annotations, expected) => {
  const findings = check(bare([config('a', data, { annotations })]), { rules: [noData] });

  expect(findings.map(({ rule, message }) => [rule, message])).toEqual(expected);
});

test('an older version of a kind is asked the same question', () => {
  const beta = defineRule({ ...noData, kinds: ['v2/ConfigMap'] });

  const findings = check(bare([config('a', { x: '' })]), { rules: [beta] });

  expect(findings).toHaveLength(1);
});

test('what a chart provides is looked up and not judged', () => {
  const web = service({ namespace: 'blog', selector: { app: 'web' } });
  const pods = deployment({ namespace: 'blog', container: { image: 'nginx:latest' } });

  expect(check(bare([web]), { provided: bare([pods]) })).toEqual([]);
});

test('each cluster is a world of its own', () => {
  const web = service({ namespace: 'blog', selector: { app: 'web' } });
  const pods = deployment({ namespace: 'blog', container: { readinessProbe: {} } });

  const findings = check(
    [
      { object: web, cluster: 'one' },
      { object: pods, cluster: 'two' },
    ],
    { rules: [serviceSelectsPods] },
  );

  expect(findings.map(({ rule, cluster }) => [rule, cluster])).toEqual([['service-selects-pods', 'one']]);
});

test('an Application of one cluster is held against what it installs into another', () => {
  const app = kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'shop', namespace: 'argocd' },
    { spec: { source: { path: 'app1/shop' }, syncPolicy: { automated: { selfHeal: true } } } },
  );
  const hpa = kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { name: 'web', namespace: 'shop' },
    { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } },
  );
  const tree: WorldObject[] = [
    { object: app, cluster: 'mgmt', file: 'mgmt/argocd/application.shop.yaml' },
    { object: deployment({ namespace: 'shop', spec: { replicas: 2 } }), cluster: 'app1', file: 'app1/shop/deployment.web.yaml' },
    { object: hpa, cluster: 'app1', file: 'app1/shop/hpa.web.yaml' },
  ];

  const findings = check(tree, { rules: [argocdIgnoresRuntimeFields] });

  expect(findings.map(({ cluster, rule, message }) => [cluster, rule, message])).toEqual([
    [
      'mgmt',
      'argocd-ignores-runtime-fields',
      'HorizontalPodAutoscaler web rewrites /spec/replicas of Deployment web, and nothing here ignores it',
    ],
  ]);
});

test('a tree of ill-formed objects is judged without falling over', () => {
  const odd: unknown[] = [
    null,
    7,
    'text',
    [],
    {},
    [null],
    { containers: 'none' },
    {
      containers: [null, 7, { ports: {}, env: [null], image: 7, volumeMounts: 'x' }],
      volumes: [null, 'x'],
      topologySpreadConstraints: [null],
    },
  ];
  const kinds = [
    'v1/Service',
    'apps/v1/Deployment',
    'batch/v1/CronJob',
    'argoproj.io/v1alpha1/Rollout',
    'argoproj.io/v1alpha1/Application',
    'networking.istio.io/v1/VirtualService',
    'networking.istio.io/v1/DestinationRule',
    'security.istio.io/v1/PeerAuthentication',
    'cilium.io/v2/CiliumNetworkPolicy',
    'policy/v1/PodDisruptionBudget',
    'v1/ConfigMap',
    'v1/Secret',
    'autoscaling/v2/HorizontalPodAutoscaler',
    'metallb.io/v1beta1/IPAddressPool',
    'networking.istio.io/v1/Gateway',
  ];
  const fieldsOf = (value: unknown): object[] => [
    { spec: value, data: value },
    {
      spec: {
        template: { spec: value, metadata: value },
        jobTemplate: value,
        selector: value,
        ports: value,
        http: value,
        hosts: value,
        gateways: value,
        source: value,
        sources: value,
        syncPolicy: value,
        ignoreDifferences: [value],
        strategy: { canary: value, rollingUpdate: value },
        endpointSelector: value,
        ingress: [value],
        specs: value,
        servers: value,
        addresses: value,
      },
    },
    {
      spec: {
        template: { spec: { containers: [value], volumes: [value], initContainers: value, imagePullSecrets: [value] } },
        http: [value],
        ports: [value],
        source: { helm: { valuesObject: value, values: 'a: [', parameters: [value] } },
        strategy: { canary: { steps: [value], trafficRouting: { istio: value } } },
      },
    },
  ];
  const objects = kinds.flatMap((kind, index) =>
    odd.flatMap((value, place) =>
      fieldsOf(value).map((fields, form) => kube(kind, { name: `o-${index}-${place}-${form}`, namespace: 'odd' }, { ...fields })),
    ),
  );

  expect(check(bare(objects)).filter(({ rule }) => rule === 'rule-failed')).toEqual([]);
});

test('a rule that falls over costs its answer, is named, and is not asked for ever', () => {
  const asked: string[] = [];
  const broken = defineRule({
    ...noData,
    id: 'broken',
    *check({ object }) {
      asked.push(object.metadata.name);
      yield { path: 'data', message: 'never seen', fix: 'None.' };
      throw new TypeError('no such field');
    },
  });
  const objects = Array.from({ length: 30 }, (_, index) => config(`c${index}`, { a: '1' }));

  const findings = check(bare(objects), { rules: [broken, noData] });

  expect(findings.filter(({ rule }) => rule === 'no-data')).toHaveLength(30);
  expect(findings.filter(({ rule }) => rule !== 'no-data').map(({ rule, severity, message }) => [rule, severity, message])).toEqual(
    Array(3).fill(['rule-failed', 'warning', 'the rule "broken" fell over: no such field']),
  );
  expect(asked).toHaveLength(3);
});

test.each([
  ['before its last day', '2027-01-31', []],
  ['past it', '2027-02-01', [['exception-expired', 'the exception from "no-data" ended on 2027-01-31, today is 2027-02-01']]],
  ['on no day that is known', undefined, []],
])('an exception with an end date, %s', (_, today, expected) => {
  const excused = config('web', { a: '1' }, { annotations: { 'slipway.dev/allow.no-data': 'reads the logs (until 2027-01-31)' } });

  const findings = check(bare([excused]), { rules: [noData], today });

  expect(findings.map(({ rule, message }) => [rule, message])).toEqual(expected);
});

test('a date alone is no reason', () => {
  const excused = config('web', { a: '1' }, { annotations: { 'slipway.dev/allow.no-data': '(until 2027-01-31)' } });

  expect(check(bare([excused]), { rules: [noData] }).map(({ rule }) => rule)).toEqual(['exception-without-reason', 'no-data']);
});

test('the line of a finding is asked of the object, with the path', () => {
  const given: WorldObject = { object: config('web', { a: '1' }), file: 'a.yaml', lineOf: (path) => (path === 'data.a' ? 7 : undefined) };

  expect(check([given], { rules: [noData] }).map(({ file, line }) => [file, line])).toEqual([['a.yaml', 7]]);
});
