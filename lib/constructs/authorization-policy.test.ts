import { AuthorizationPolicy } from './authorization-policy.ts';
import { Pods, refusal, Testing } from './testing.ts';

test('admits everybody to the named ports, and nobody to the others', () => {
  const chart = Testing.chart();
  const web = new Pods(chart, 'web');

  new AuthorizationPolicy(chart, 'Authorization', { workload: web, ports: [80, 8080] });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'web-authz', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'web' } }, action: 'ALLOW', rules: [{ to: [{ operation: { ports: ['80', '8080'] } }] }] },
    },
  ]);
  expect(Testing.problems(chart)).toEqual([]);
});

test('refuses a workload whose sidecar would have to ask it, and that has none', () => {
  const chart = Testing.chart();

  new AuthorizationPolicy(chart, 'Authorization', { workload: new Pods(chart, 'web', { inMesh: false }), ports: [80] });

  expect(Testing.problems(chart)).toEqual([
    'web has no sidecar: nobody would ask this policy. Put the workload into the mesh, or use a network policy.',
  ]);
});

test('admits one caller with some methods, and everybody to one path', () => {
  const chart = Testing.chart();

  new AuthorizationPolicy(chart, 'Authorization', {
    workload: new Pods(chart, 'api'),
    ports: [8080],
    methods: ['GET', 'POST'],
    callers: [{ namespace: 'shop', serviceAccount: 'web' }],
    further: [{ ports: [8080], methods: ['GET'], paths: ['/metrics'] }],
  });

  expect(Testing.synth(chart)[0]?.['spec'].rules).toEqual([
    {
      from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
      to: [{ operation: { ports: ['8080'], methods: ['GET', 'POST'] } }],
    },
    { to: [{ operation: { ports: ['8080'], methods: ['GET'], paths: ['/metrics'] } }] },
  ]);
});

test.each([
  [{ callers: [] }, 'callers'],
  [{ methods: [] }, 'methods'],
  [{ further: [{ ports: [8080], paths: [] }] }, 'paths'],
])('refuses an empty list, which would admit everything: %#', (props, list) => {
  const chart = Testing.chart();

  expect(
    refusal(() => new AuthorizationPolicy(chart, 'Authorization', { workload: new Pods(chart, 'api'), ports: [8080], ...props })),
  ).toBe(
    `test/Authorization: the list of ${list} is empty, and Istio reads that as any. Name the ${list}, or leave the list out where any may pass.`,
  );
});
