import { App, Chart } from 'cdk8s';
import { made } from '../../charts/testing.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import { aPeer } from '../../lib/constructs/testing.ts';
import { flowsOfQuarantined, judgedFlows, judgedPods, labelsThatDeny } from './flows.ts';

const pods = (name: string): object => ({ namespace: 'tools', labels: { app: name } });
const tcp = (from: object, to: object, port: number): object => ({ from, to, port, protocol: 'TCP' });

function aServer(app: App): ProvidedWorkload<'http'> {
  return new ProvidedWorkload(new Chart(app, 'tools'), 'Server', {
    ...aPeer('server', 'tools'),
    ports: { http: { port: Port.http(80), target: Port.http(8080) } },
  });
}

test('what is no pod is asked about under each name that Cilium may give it', () => {
  const app = new App();
  aServer(app).connectsToApiServer().connectsToNodes(10250).acceptsFrom('outside', 'http');

  expect(judgedFlows(app)).toEqual([
    tcp(pods('server'), { entity: 'kube-apiserver' }, 6443),
    tcp(pods('server'), { entity: 'host' }, 10250),
    tcp(pods('server'), { entity: 'remote-node' }, 10250),
    tcp({ ip: '203.0.113.9' }, pods('server'), 8080),
    tcp({ entity: 'remote-node' }, pods('server'), 8080),
  ]);
});

test('flows between clusters are left out, and what is no pod has its own word', () => {
  const app = new App();
  aServer(app)
    .acceptsFrom({ ...aPeer('gateway', 'gateway'), entity: 'ingress' }, 'http')
    .acceptsFrom({ ...aPeer('caller', 'tools'), cluster: 'other' }, 'http')
    .connectsTo({ peer: { ...aPeer('machines', 'kube-system'), machines: ['10.0.0.9'] }, port: Port.tcp(6443) });

  expect(judgedFlows(app)).toEqual([tcp({ entity: 'ingress' }, pods('server'), 8080)]);
  expect([...judgedPods(app).keys()].map(({ name }) => name)).toEqual(['server']);
});

test('names cannot be judged without DNS; other ways out are, on each transport', () => {
  const app = new App();
  aServer(app)
    .connectsToWorld(443, { hosts: ['example.org'] })
    .connectsToWorld(53, { transports: ['UDP', 'TCP'] });

  const asked = tcp(pods('server'), { ip: '203.0.113.9' }, 53);
  expect(judgedFlows(app)).toEqual([{ ...asked, protocol: 'UDP' }, asked]);
});

test('pods of charts are known with every port on which they listen, called or not', () => {
  const app = new App();
  const server = aServer(app);
  server.connectsTo({ peer: aPeer('cache', 'tools'), port: Port.redis() });

  const known = [...judgedPods(app)].map(([{ name }, ports]) => [name, [...ports]]);

  expect(known).toEqual([
    ['server', [8080]],
    ['cache', [6379]],
  ]);
});

test('with the label that homelab denies everything for, each flow is asked about at both its ends', () => {
  const [label = {}] = labelsThatDeny(made().manifests.map(({ object }) => object));
  const [web, api] = [pods('web'), pods('api')] as { namespace: string; labels: Record<string, string> }[];
  const flow = { from: web ?? { ip: '' }, to: api ?? { ip: '' }, port: 80, protocol: 'TCP' };

  const asked = flowsOfQuarantined([flow, { ...flow, to: { ip: '203.0.113.9' } }], [label]);

  const quarantined = (name: string): object => ({ namespace: 'tools', labels: { app: name, quarantine: 'true' } });
  expect(asked).toEqual([
    tcp(quarantined('web'), pods('api'), 80),
    tcp(pods('web'), quarantined('api'), 80),
    tcp(quarantined('web'), { ip: '203.0.113.9' }, 80),
  ]);
});
