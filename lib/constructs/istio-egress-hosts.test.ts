import { IstioEgressHosts } from './istio-egress-hosts.ts';
import { Pods, refusal, Testing } from './testing.ts';

test('the mesh learns the names that a workload may call, one object a port', () => {
  const chart = Testing.chart();
  const api = new Pods(chart, 'api');
  api.connectsToWorld(443, { hosts: ['github.com', '*.githubusercontent.com'] }).connectsToWorld(22, { hosts: ['github.com'] });

  new IstioEgressHosts(chart, 'Egress', { workload: api });

  const entry = (port: number, hosts: string[], name: string, protocol: string): object => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: `api-egress-${port}`, namespace: 'shop' },
    spec: { exportTo: ['.'], hosts, location: 'MESH_EXTERNAL', ports: [{ name, number: port, protocol }], resolution: 'NONE' },
  });
  expect(Testing.synth(chart)).toEqual([
    entry(443, ['github.com', '*.githubusercontent.com'], 'tls', 'TLS'),
    entry(22, ['github.com'], 'tcp', 'TCP'),
  ]);
  expect(Testing.problems(chart)).toEqual([]);
});

test('a workload that stays inside needs nothing', () => {
  const chart = Testing.chart();

  new IstioEgressHosts(chart, 'Egress', { workload: new Pods(chart, 'api') });

  expect(Testing.synth(chart)).toEqual([]);
});

test('any address is no name that a mesh could know', () => {
  const chart = Testing.chart();
  const api = new Pods(chart, 'api').connectsToWorld(443);

  expect(refusal(() => new IstioEgressHosts(chart, 'Egress', { workload: api }))).toBe(
    'test/Egress: api may call any address on port 443, and a sidecar that lets through known names only would close every such connection. Name the hosts, or leave the workload out of the mesh.',
  );
});

test('a connection that is declared afterwards would be closed', () => {
  const chart = Testing.chart();
  const api = new Pods(chart, 'api');
  new IstioEgressHosts(chart, 'Egress', { workload: api });

  api.connectsToWorld(443, { hosts: ['github.com'] });

  expect(Testing.problems(chart)).toEqual([
    'api declares a connection out of the cluster on port 443 after its names were told to the mesh, which would close it. Declare it before.',
  ]);
});
