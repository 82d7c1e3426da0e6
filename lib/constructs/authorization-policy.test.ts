import { AuthorizationPolicy } from './authorization-policy.ts';
import { Pods, Testing } from './testing.ts';

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
