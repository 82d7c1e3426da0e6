import { ciliumProxyOf, HttpsGateway } from './https-gateway.ts';
import { Testing } from './testing.ts';

test('is one HTTPS listener a host, and one certificate for all of them', () => {
  const chart = Testing.chart();

  new HttpsGateway(chart, 'Gateway', {
    name: 'main',
    namespace: 'gateway',
    className: 'cilium',
    hosts: { shop: 'shop.example.org', admin: 'admin.example.org' },
    routesFrom: ['shop', 'tools'],
    issuer: 'vault-issuer',
    serviceAnnotations: { 'metallb.io/loadBalancerIPs': '192.0.2.7' },
  });

  const listener = (name: string) => ({
    name,
    hostname: `${name}.example.org`,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: 'main-certificate' }] },
    allowedRoutes: {
      namespaces: {
        from: 'Selector',
        selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop', 'tools'] }] },
      },
    },
  });
  expect(Testing.kind(chart, 'Gateway')[0]?.['spec']).toEqual({
    gatewayClassName: 'cilium',
    infrastructure: { annotations: { 'metallb.io/loadBalancerIPs': '192.0.2.7' } },
    listeners: [listener('shop'), listener('admin')],
  });
  expect(Testing.kind(chart, 'Certificate')[0]).toMatchObject({
    metadata: { name: 'main-certificate', namespace: 'gateway' },
    spec: {
      secretName: 'main-certificate',
      dnsNames: ['shop.example.org', 'admin.example.org'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'vault-issuer' },
    },
  });
});

test('a certificate is renewed days before its end, so that an outage of the issuer passes unnoticed', () => {
  const chart = Testing.chart();

  new HttpsGateway(chart, 'Gateway', {
    name: 'main',
    namespace: 'gateway',
    className: 'cilium',
    hosts: {},
    routesFrom: [],
    issuer: 'vault-issuer',
    serviceAnnotations: {},
  });

  const { duration, renewBefore } = Testing.kind(chart, 'Certificate')[0]?.['spec'] as Record<string, string>;
  expect(Number.parseInt(renewBefore ?? '', 10)).toBeGreaterThanOrEqual(24);
  expect(Number.parseInt(renewBefore ?? '', 10)).toBeLessThan(Number.parseInt(duration ?? '', 10));
});

test('its proxies are an entity of Cilium, and no pods', () => {
  expect(ciliumProxyOf({ namespace: 'gateway' })).toMatchObject({ entity: 'ingress', podLabels: {} });
});
