import { IstioGateway } from './istio-gateway.ts';
import { Testing } from './testing.ts';

test('serves its hosts in plain HTTP on the pods that it selects', () => {
  const chart = Testing.chart();

  new IstioGateway(chart, 'Gateway', {
    name: 'shop-gateway',
    namespace: 'shop',
    selector: { istio: 'ingressgateway' },
    hosts: ['*.example.org'],
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'shop-gateway', namespace: 'shop' },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.example.org'] }],
      },
    },
  ]);
});

test.each([
  ['shop', 'shop-gateway'],
  ['istio-system', 'shop/shop-gateway'],
])('is referred to from %s as %s', (namespace, reference) => {
  const gateway = new IstioGateway(Testing.chart(), 'Gateway', { name: 'shop-gateway', namespace: 'shop', selector: {}, hosts: [] });

  expect(gateway.referenceFrom(namespace)).toBe(reference);
});

test('serves the same names on 443, once there is a certificate for them', () => {
  const chart = Testing.chart();

  new IstioGateway(chart, 'Gateway', {
    name: 'gate',
    namespace: 'edge',
    selector: { istio: 'ingressgateway' },
    hosts: ['*.example.org'],
    certificate: 'wildcard',
  });

  expect(Testing.synth(chart)[0]?.['spec'].servers).toEqual([
    { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.example.org'] },
    {
      port: { number: 443, name: 'https', protocol: 'HTTPS' },
      tls: { mode: 'SIMPLE', credentialName: 'wildcard' },
      hosts: ['*.example.org'],
    },
  ]);
});
