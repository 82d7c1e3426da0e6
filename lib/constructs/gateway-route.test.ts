import { CiliumIsolationPolicy } from './cilium-isolation-policy.ts';
import { GatewayRoute } from './gateway-route.ts';
import { Port } from './port.ts';
import { ProvidedWorkload } from './provided.ts';
import { aPeer, Testing } from './testing.ts';

const GATEWAY = { name: 'main', namespace: 'gateway' };

test('leads a host to the port of a Service, in the namespace of its pods', () => {
  const chart = Testing.chart();
  const grafana = new ProvidedWorkload(chart, 'Grafana', {
    ...aPeer('grafana'),
    service: 'grafana',
    ports: { http: { port: Port.http(80), target: Port.http(3000) } },
  });

  new GatewayRoute(chart, 'Route', {
    name: 'grafana',
    host: 'grafana.example.org',
    gateway: GATEWAY,
    listener: 'grafana',
    to: grafana.serviceEndpoint('http'),
  });

  expect(Testing.kind(chart, 'HTTPRoute')).toEqual([
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'grafana', namespace: 'monitoring' },
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'main', namespace: 'gateway', sectionName: 'grafana' }],
        hostnames: ['grafana.example.org'],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [{ group: '', kind: 'Service', name: 'grafana', port: 80, weight: 1 }],
          },
        ],
      },
    },
  ]);
});

test('opens the port of the pods to the proxies, which Cilium knows as an entity', () => {
  const chart = Testing.chart();
  const grafana = new ProvidedWorkload(chart, 'Grafana', {
    ...aPeer('grafana'),
    service: 'grafana',
    ports: { http: { port: Port.http(80), target: Port.http(3000) } },
  });
  const to = grafana.serviceEndpoint('http');
  new GatewayRoute(chart, 'Route', { name: 'grafana', host: 'grafana.example.org', gateway: GATEWAY, listener: 'grafana', to });

  new CiliumIsolationPolicy(chart, 'Policy', { workload: grafana });

  expect(Testing.kind(chart, 'CiliumNetworkPolicy')[0]?.['spec']).toMatchObject({
    ingress: [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '3000', protocol: 'TCP' }] }] }],
  });
});
