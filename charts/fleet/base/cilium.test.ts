import { type Installed, installedOn, madeFleet } from '../testing.ts';

const FLEET = madeFleet();
const NAMES = FLEET.map(({ cluster }) => cluster.name);

function valuesOf(cluster: string): Installed['values'] {
  return installedOn(FLEET, cluster).get('cilium')?.values;
}

/** What may differ between clusters: who they are, where they are, and whom they know. */
function datapath(cluster: string): unknown {
  const { cluster: _identity, k8sServiceHost: _host, clustermesh: _mesh, ...rest } = valuesOf(cluster);
  return rest;
}

test.each(NAMES)('%s tunnels over VXLAN, and says so by the keys that Cilium still reads (C6, M3)', (name) => {
  const values = valuesOf(name);

  expect(values).toMatchObject({
    routingMode: 'tunnel',
    tunnelProtocol: 'vxlan',
    ipam: { mode: 'kubernetes' },
    kubeProxyReplacement: true,
  });
  for (const gone of ['tunnel', 'autoDirectNodeRoutes', 'ipv4NativeRoutingCIDR']) expect(values).not.toHaveProperty(gone);
});

test('the datapath is the same everywhere, or the mesh carries nothing (C6, L4)', () => {
  const [first, ...others] = NAMES.map(datapath);

  for (const other of others) expect(other).toEqual(first);
});

test('each cluster has a name, a number and an API server of its own (L4, M2, M36)', () => {
  expect(NAMES.map((name) => [valuesOf(name).cluster, valuesOf(name).k8sServiceHost, valuesOf(name).k8sServicePort])).toEqual([
    [{ name: 'app1', id: 2 }, '192.168.64.20', '6443'],
    [{ name: 'app2', id: 3 }, '192.168.64.30', '6443'],
    [{ name: 'mgmt', id: 1 }, '192.168.64.10', '6443'],
  ]);
});

test.each([
  ['app1', '192.168.64.211', { app2: '192.168.64.221', mgmt: '192.168.64.200' }],
  ['app2', '192.168.64.221', { app1: '192.168.64.211', mgmt: '192.168.64.200' }],
  ['mgmt', '192.168.64.200', { app1: '192.168.64.211', app2: '192.168.64.221' }],
])('%s listens at its own address and knows all others, not itself (8.2)', (name, own, peers) => {
  const { apiserver, config, useAPIServer } = valuesOf(name).clustermesh;

  expect(useAPIServer).toBe(true);
  expect(apiserver.service).toEqual({ type: 'LoadBalancer', annotations: { 'metallb.io/loadBalancerIPs': own } });
  expect(config.enabled).toBe(true);
  expect(Object.fromEntries(config.clusters.map((peer: { name: string; ips: string[] }) => [peer.name, peer.ips[0]]))).toEqual(peers);
  // An address in this field would not fit the name in the certificate.
  for (const peer of config.clusters) expect(peer).toEqual({ name: peer.name, ips: [expect.any(String)], port: 2379 });
});

test.each(NAMES)('%s takes the shared CA and draws certificates by a Job, not with each sync', (name) => {
  const { certgen, hubble, clustermesh } = valuesOf(name);

  expect(certgen.generateCA).toBe(false);
  expect([hubble.tls.auto.method, clustermesh.apiserver.tls.auto.method]).toEqual(['cronJob', 'cronJob']);
});

test.each(NAMES)('%s serves Gateways, whose definitions come first and in the bundle that this Cilium knows (M4, M5)', (name) => {
  const installed = installedOn(FLEET, name);
  const cilium = installed.get('cilium');
  const definitions = installed.get('gateway-api');

  expect(cilium?.source.targetRevision).toMatch(/^1\.19\.\d+$/);
  expect(definitions?.source.targetRevision).toMatch(/^v1\.4\.\d+$/);
  expect(definitions?.wave).toBeLessThan(cilium?.wave ?? 0);
  expect(cilium?.values['gatewayAPI']).toMatchObject({ enabled: true, gatewayClass: { create: 'true' } });
});

test.each(NAMES)('%s makes no namespace by itself, and no addresses (8.1)', (name) => {
  const { gatewayAPI, tls, envoyConfig, ingressController, l2announcements } = valuesOf(name);

  for (const part of [gatewayAPI, tls, envoyConfig, ingressController]) expect(part.secretsNamespace.create).toBe(false);
  expect(l2announcements.enabled).toBe(false);
});
