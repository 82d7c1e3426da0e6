import { App } from 'cdk8s';
import { Testing } from '../lib/constructs/testing.ts';
import { SecurityChart } from './security.ts';

test('the label that Talon sets is the one that a policy denies all traffic for (D-09)', () => {
  const chart = new SecurityChart(new App());

  expect(Testing.synth(chart)).toMatchObject([
    {
      kind: 'CiliumClusterwideNetworkPolicy',
      metadata: { name: 'quarantine' },
      spec: {
        endpointSelector: { matchLabels: chart.quarantine },
        ingressDeny: [{ fromEntities: ['all'] }],
        egressDeny: [{ toEntities: ['all'] }],
      },
    },
  ]);
});
