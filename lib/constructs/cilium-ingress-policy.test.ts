import { CiliumIngressPolicy } from './cilium-ingress-policy.ts';
import { Flows } from './flow.ts';
import { Port } from './port.ts';
import { aPeer, Testing } from './testing.ts';

const spec = (chart: ReturnType<typeof Testing.chart>): unknown => Testing.synth(chart)[0]?.['spec'];

test('lets in what is declared, also after it, and leaves the way out open', () => {
  const chart = Testing.chart();
  const loki = aPeer('loki');

  new CiliumIngressPolicy(chart, 'Policy', { pods: loki });
  for (const from of [aPeer('alloy'), aPeer('web', 'shop')])
    Flows.of(chart).declare({ kind: 'pod', from, to: { peer: loki, port: Port.http(3100) } });

  expect(Testing.synth(chart)).toMatchObject([
    { kind: 'CiliumNetworkPolicy', metadata: { name: 'loki-ingress', namespace: 'monitoring' } },
  ]);
  expect(spec(chart)).toEqual({
    endpointSelector: { matchLabels: { app: 'loki' } },
    ingress: [
      {
        fromEndpoints: [{ matchLabels: { app: 'alloy' } }, { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'shop', app: 'web' } }],
        toPorts: [{ ports: [{ port: '3100', protocol: 'TCP' }] }],
      },
    ],
  });
});

test('without a flow nobody is let in', () => {
  const chart = Testing.chart();

  new CiliumIngressPolicy(chart, 'Policy', { pods: aPeer('loki') });

  expect(spec(chart)).toEqual({ endpointSelector: { matchLabels: { app: 'loki' } }, ingress: [{}] });
});
