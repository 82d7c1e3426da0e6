import { Flows } from './flow.ts';
import { Port } from './port.ts';
import { ProvidedStorageClass, ProvidedWorkload } from './provided.ts';
import { aPeer, Testing, told } from './testing.ts';

const ports = {
  http: { port: Port.http(80), target: Port.http(8080) },
  dns: { port: Port.tcp(53, 'dns'), transports: ['UDP', 'TCP'] },
} as const;

test('is the Service and the pods that a chart makes, as far as others need to know them', () => {
  const chart = Testing.chart();

  new ProvidedWorkload(chart, 'Server', {
    name: 'server',
    namespace: 'tools',
    service: 'server-http',
    podLabels: { app: 'server' },
    ports: { http: { port: Port.http(80), target: Port.http(8080) } },
    pods: { image: 'acme/server:v1', requests: { cpu: '100m', memory: '64Mi' } },
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'server-http', namespace: 'tools' },
      spec: { selector: { app: 'server' }, ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'server', namespace: 'tools' },
      spec: {
        selector: { matchLabels: { app: 'server' } },
        template: {
          metadata: { labels: { app: 'server' } },
          spec: {
            containers: [
              {
                name: 'server',
                image: 'acme/server:v1',
                ports: [{ name: 'http', containerPort: 8080 }],
                resources: { requests: { cpu: '100m', memory: '64Mi' } },
              },
            ],
          },
        },
      },
    },
  ]);
});

test('is marked, so that none of it is delivered', () => {
  const workload = new ProvidedWorkload(Testing.chart(), 'Server', { ...aPeer('server'), ports });
  const storage = new ProvidedStorageClass(Testing.chart(), 'Class', { name: 'longhorn', provisioner: 'driver.longhorn.io' });

  const marks = [workload, storage].map(({ node }) => node.metadata.map(({ type, data }) => ({ type, data: data as unknown })));

  expect(marks).toEqual([[{ type: 'slipway:provided', data: true }], [{ type: 'slipway:provided', data: true }]]);
});

test('policies mean the port of the pods, clients that of the Service', () => {
  const peer = new ProvidedWorkload(Testing.chart(), 'Server', { ...aPeer('server'), service: 'server-http', ports });

  expect({ policy: peer.endpoint('http'), client: peer.serviceEndpoint('http') }).toEqual({
    policy: { peer, port: Port.http(8080), transports: undefined },
    client: { peer, port: Port.http(80), target: Port.http(8080), service: 'server-http' },
  });
});

test('says what its pods open and take', () => {
  const chart = Testing.chart();
  const cache = new ProvidedWorkload(chart, 'Cache', { ...aPeer('cache'), ports: { http: { port: Port.http(6379) } } });

  new ProvidedWorkload(chart, 'Server', { ...aPeer('server'), ports })
    .connectsTo(cache.endpoint('http'))
    .connectsToWorld(443, { hosts: ['example.org'] })
    .connectsToApiServer()
    .connectsToNodes(10250)
    .acceptsFrom('api-server', 'http', 'dns')
    .acceptsFrom(aPeer('scraper'), 'http')
    .talksToItself();

  expect(Flows.of(chart).all.map(told)).toEqual([
    'server → cache:6379',
    'server → world:443 example.org',
    'server → api-server:6443',
    'server → nodes:10250',
    'api-server → server:8080',
    'api-server → server:53',
    'scraper → server:8080',
    'server → itself',
  ]);
});

test('a port that nobody named cannot be asked for', () => {
  const peer = new ProvidedWorkload(Testing.chart(), 'Server', { ...aPeer('server'), ports });

  // @ts-expect-error there is http and dns
  expect(() => peer.endpoint('https')).toThrow();
});

test('one number over two transports is two ports of the Service', () => {
  const chart = Testing.chart();

  new ProvidedWorkload(chart, 'Server', { ...aPeer('dns', 'kube-system'), service: 'kube-dns', ports: { dns: ports.dns } });

  expect(Testing.synth(chart)[0]?.['spec'].ports).toEqual([
    { name: 'udp-tcp-dns', port: 53, targetPort: 53, protocol: 'UDP' },
    { name: 'tcp-dns', port: 53, targetPort: 53, protocol: 'TCP' },
  ]);
});

test('pods on every node are a DaemonSet that tolerates everything', () => {
  const chart = Testing.chart();
  const requests = { cpu: '50m', memory: '128Mi' };

  new ProvidedWorkload(chart, 'Agent', { ...aPeer('agent'), ports: {}, pods: { image: 'acme/agent:v1', requests, everyNode: true } });

  expect(Testing.synth(chart)).toMatchObject([
    { kind: 'DaemonSet', spec: { template: { spec: { tolerations: [{ operator: 'Exists' }] } } } },
  ]);
});

test('stateful pods are those of a StatefulSet behind the Service', () => {
  const chart = Testing.chart();
  const pods = { image: 'acme/store:v1', requests: { cpu: '50m', memory: '128Mi' }, stateful: true };

  new ProvidedWorkload(chart, 'Store', { ...aPeer('store'), service: 'store-service', ports: { http: ports.http }, pods });

  expect(Testing.synth(chart)).toMatchObject([
    { kind: 'Service', metadata: { name: 'store-service' } },
    {
      kind: 'StatefulSet',
      metadata: { name: 'store' },
      spec: { serviceName: 'store-service', template: { spec: { containers: [{ name: 'store' }] } } },
    },
  ]);
});

test('a StorageClass can grow its volumes', () => {
  const chart = Testing.chart();

  new ProvidedStorageClass(chart, 'Class', { name: 'longhorn', provisioner: 'driver.longhorn.io' });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'longhorn' },
      provisioner: 'driver.longhorn.io',
      allowVolumeExpansion: true,
    },
  ]);
});
