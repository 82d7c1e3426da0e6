import type { OpenFlow, PodFlow } from './flow.ts';
import { controlPlaneProblems, groupByPort } from './isolation.ts';
import { Port } from './port.ts';
import { CONTROL_PLANE, Pods, Testing, aPeer } from './testing.ts';

test('one rule is made of all flows to a port, and another where methods differ', () => {
  const to = { peer: aPeer('api'), port: Port.http(80) };
  const web: PodFlow = { kind: 'pod', from: aPeer('web'), to };
  const job: PodFlow = { kind: 'pod', from: aPeer('job'), to };
  const reader: PodFlow = { kind: 'pod', from: aPeer('reader'), to, methods: ['GET'] };
  const anyone: OpenFlow = { kind: 'open', to: { peer: to.peer, port: Port.http(8080) } };

  const groups = groupByPort([web, reader, anyone, job]);

  expect(groups).toEqual([[web, job], [reader], [anyone]]);
});

test.each([
  ['a workload outside the mesh needs no control plane', false, undefined, []],
  ['a workload in the mesh has one', true, CONTROL_PLANE, []],
  [
    'a workload in the mesh without one is refused',
    true,
    undefined,
    [
      'api has a sidecar, and its policy names no control plane: the sidecar would start without configuration and the pod never become ready. Pass controlPlane.',
    ],
  ],
])('%s', (_, inMesh, controlPlane, problems) => {
  const workload = new Pods(Testing.chart(), 'api', { inMesh });

  const found = controlPlaneProblems(workload, controlPlane);

  expect(found).toEqual(problems);
});
