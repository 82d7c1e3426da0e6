import { NetworkDefaultDeny } from './network-default-deny.ts';
import { NetworkIsolationPolicy } from './network-isolation-policy.ts';
import { CONTROL_PLANE, DNS, Pods, Testing } from './testing.ts';

test('closes every pod of the namespace in both directions', () => {
  const chart = Testing.chart();

  new NetworkDefaultDeny(chart, 'Deny', { namespace: 'shop' });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ]);
});

test('refuses a workload of its namespace that has no policy, and no other', () => {
  const chart = Testing.chart();
  const open = new Pods(chart, 'open');
  const elsewhere = { name: 'office', injection: true, mtls: 'PERMISSIVE' } as const;
  new Pods(chart, 'forgotten');
  new Pods(chart, 'foreign', { namespace: elsewhere });

  new NetworkIsolationPolicy(chart, 'Policy', { workload: open, dns: DNS, controlPlane: CONTROL_PLANE });
  new NetworkDefaultDeny(chart, 'Deny', { namespace: 'shop' });

  expect(Testing.problems(chart)).toEqual([
    'forgotten has no policy of its own: all its connections would be dropped. Add a NetworkIsolationPolicy for it.',
  ]);
});
