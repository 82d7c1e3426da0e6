import { Everywhere } from '../check/everywhere.ts';
import { World } from '../check/world.ts';
import type { KubeObject } from '../manifest/manifest.ts';
import { demandsOf, type Demand } from './demand.ts';
import { autoscaler, installed, namespace, resources, rollout, workload } from './testing.ts';

function demands(...objects: readonly KubeObject[]): readonly Demand[] {
  const all = objects.map((object) => ({ object }));
  return demandsOf(new World(all, new Set(), {}, new Everywhere(all)));
}

function sizes({ requests, limits }: Demand): readonly (string | undefined)[] {
  return [requests.cpu.text, requests.memory.text, limits.cpu?.text, limits.memory?.text];
}

const MESH = namespace('shop', { 'istio-injection': 'enabled' });
const app = { name: 'app', resources: resources('100m', '128Mi', ['200m', '256Mi']) };

test.each([
  ['one container', { containers: [app] }, ['100m', '128Mi', '200m', '256Mi']],
  ['two containers together', { containers: [app, app] }, ['200m', '256Mi', '400m', '512Mi']],
  [
    'a container without limits',
    { containers: [app, { name: 'x', resources: resources('1m', '1Mi') }] },
    ['101m', '129Mi', undefined, undefined],
  ],
  [
    'a container with limits alone',
    { containers: [{ name: 'x', resources: { limits: { cpu: '1', memory: '1Gi' } } }] },
    ['1', '1Gi', '1', '1Gi'],
  ],
  ['a container that asks for nothing', { containers: [{ name: 'x' }] }, ['0', '0', undefined, undefined]],
  [
    'an init container that is greedier in one',
    { containers: [app], pod: { initContainers: [{ name: 'i', resources: resources('50m', '1Gi') }] } },
    ['100m', '1Gi', '200m', '256Mi'],
  ],
  [
    'a container that runs beside the others',
    {
      containers: [app],
      pod: { initContainers: [{ name: 'i', restartPolicy: 'Always', resources: resources('50m', '1Gi', ['1', '1Gi']) }] },
    },
    ['150m', '1152Mi', '1200m', '1280Mi'],
  ],
])('a pod asks for %s', (_, parts, expected) => {
  const [found] = demands(workload('web', parts));

  expect(found && sizes(found)).toEqual(expected);
});

test.each([
  [
    'what the installed mesh gives',
    [installed('istiod', 'istio-system', 30, { global: { proxy: { resources: resources('10m', '40Mi', ['200m', '128Mi']) } } })],
    {},
    ['110m', '168Mi', '400m', '384Mi'],
  ],
  [
    'what its own annotations say',
    [],
    { 'sidecar.istio.io/proxyCPU': '20m', 'sidecar.istio.io/proxyMemory': '64Mi' },
    ['120m', '192Mi', undefined, undefined],
  ],
  ["what Istio's chart gives by default", [], {}, ['200m', '256Mi', '2200m', '1280Mi']],
  ['nothing when it opts out', [], { 'sidecar.istio.io/inject': 'false' }, ['100m', '128Mi', '200m', '256Mi']],
])('a pod of the mesh adds %s for its sidecar', (_, others, annotations, expected) => {
  const found = demands(MESH, ...others, workload('web', { containers: [app], annotations }));

  expect(found.map(sizes)).toEqual([expected]);
  expect(found.map(({ sidecar }) => sidecar)).toEqual([!('sidecar.istio.io/inject' in annotations)]);
});

test('the number of pods comes from replicas, autoscaler, strategy and kind', () => {
  const found = demands(
    workload('plain', { spec: { replicas: 4 } }),
    workload('recreated', { spec: { replicas: 1, strategy: { type: 'Recreate' } } }),
    rollout('web'),
    autoscaler('Rollout', 'web', 2, 5),
    workload('agent', { kind: 'DaemonSet' }),
    workload('backup', { kind: 'CronJob' }),
  );

  expect(found.map(({ workload: name, pods, everyNode, lasting }) => ({ name, pods, everyNode, lasting }))).toEqual([
    { name: 'CronJob backup', pods: { rest: 1, most: 1, surge: 0 }, everyNode: false, lasting: false },
    { name: 'DaemonSet agent', pods: { rest: 1, most: 1, surge: 0 }, everyNode: true, lasting: true },
    { name: 'Deployment plain', pods: { rest: 4, most: 4, surge: 1 }, everyNode: false, lasting: true },
    { name: 'Deployment recreated', pods: { rest: 1, most: 1, surge: 0 }, everyNode: false, lasting: true },
    { name: 'Rollout web', pods: { rest: 2, most: 5, surge: 1 }, everyNode: false, lasting: true },
  ]);
});

test.each([
  ['a soft spread', { whenUnsatisfiable: 'ScheduleAnyway' }, undefined],
  ['one over zones', { whenUnsatisfiable: 'DoNotSchedule', topologyKey: 'topology.kubernetes.io/zone' }, undefined],
  ['a hard one', { whenUnsatisfiable: 'DoNotSchedule' }, { skew: 1, countsTainted: true }],
  ['a hard one that honours taints', { whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Honor' }, { skew: 1, countsTainted: false }],
])('of spread rules, the hard ones over nodes count: %s', (_, constraint, spread) => {
  const topologySpreadConstraints = [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', ...constraint }];

  const [found] = demands(workload('web', { pod: { topologySpreadConstraints } }));

  expect(found?.spread).toEqual(spread);
});

test('what Argo CD installs first stands first', () => {
  const found = demands(
    installed('late', 'a', 60),
    installed('early', 'b', 10),
    installed('again', 'b', 40),
    workload('x', { namespace: 'a' }),
    workload('z', { namespace: 'b' }),
    workload('y', { namespace: 'b' }),
  );

  expect(found.map(({ namespace: where, workload: name, wave }) => `${wave} ${where} ${name}`)).toEqual([
    '10 b Deployment y',
    '10 b Deployment z',
    '60 a Deployment x',
  ]);
});
