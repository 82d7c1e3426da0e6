import { IstioGateway } from './istio-gateway.ts';
import { IstioHostRoute } from './istio-host-route.ts';
import { aPeer, HTTP, Testing } from './testing.ts';

test('sends a host to a Service of any namespace', () => {
  const chart = Testing.chart();
  const gateway = new IstioGateway(chart, 'Gateway', { name: 'shop-gateway', namespace: 'shop', selector: {}, hosts: ['*.example.org'] });

  new IstioHostRoute(chart, 'Grafana', {
    name: 'grafana',
    namespace: 'istio-system',
    host: 'grafana.example.org',
    gateway,
    to: { peer: aPeer('grafana', 'monitoring'), port: HTTP, service: 'grafana' },
  });

  expect(Testing.kind(chart, 'VirtualService')).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'grafana', namespace: 'istio-system' },
      spec: {
        hosts: ['grafana.example.org'],
        gateways: ['shop/shop-gateway'],
        http: [{ route: [{ destination: { host: 'grafana.monitoring.svc.cluster.local', port: { number: 8080 } } }] }],
      },
    },
  ]);
});

test('takes only paths with a prefix where one is given', () => {
  const chart = Testing.chart();
  const gateway = new IstioGateway(chart, 'Gateway', { name: 'shop-gateway', namespace: 'shop', selector: {}, hosts: ['*'] });

  const to = { peer: aPeer('web', 'shop'), port: HTTP, service: 'web' };
  new IstioHostRoute(chart, 'Web', { name: 'web', namespace: 'shop', host: '*', gateway, prefix: '/', to });

  expect(Testing.kind(chart, 'VirtualService')[0]?.['spec'].http).toEqual([
    {
      match: [{ uri: { prefix: '/' } }],
      route: [{ destination: { host: 'web.shop.svc.cluster.local', port: { number: 8080 } } }],
    },
  ]);
});
