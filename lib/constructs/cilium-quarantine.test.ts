import { CiliumQuarantine } from './cilium-quarantine.ts';
import { Testing } from './testing.ts';

const DENIED = {
  description: 'Everything to and from quarantined pods is dropped, whatever other policies allow.',
  ingressDeny: [{ fromEntities: ['all'] }],
  egressDeny: [{ toEntities: ['all'] }],
};

test('denies everything to and from pods with the label, in every namespace', () => {
  const chart = Testing.chart();

  const quarantine = new CiliumQuarantine(chart, 'Quarantine');

  const spec = { ...DENIED, endpointSelector: { matchLabels: { quarantine: 'true' } } };
  expect(Testing.synth(chart)).toEqual([
    { apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: { name: 'quarantine' }, spec },
  ]);
  expect(quarantine.label).toEqual({ quarantine: 'true' });
});

test('takes the label that a response engine sets', () => {
  const chart = Testing.chart();

  new CiliumQuarantine(chart, 'Quarantine', { name: 'isolated', label: { isolated: 'yes' } });

  expect(Testing.synth(chart)).toMatchObject([
    { metadata: { name: 'isolated' }, spec: { ...DENIED, endpointSelector: { matchLabels: { isolated: 'yes' } } } },
  ]);
});
