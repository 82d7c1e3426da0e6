import { Everywhere } from '../everywhere.ts';
import { service } from '../testing.ts';
import { World } from '../world.ts';
import { isGrpc, isHttp } from './store-ports.ts';

const ports = [
  { name: 'grpc', port: 7000 },
  { name: 'http', port: 7001 },
  { name: 'tcp', port: 10901 },
];
const named = service({ name: 'store', namespace: 'sight', ports });
const bare = service({ name: 'bare', namespace: 'sight', ports: [{ port: 10901 }] });
const world = new World(
  [named, bare].map((object) => ({ object })),
  new Set(),
  {},
  new Everywhere([]),
);

test.each([
  ['a name of gRPC', 'store', '7000', true, false],
  ['a name of HTTP', 'store', '7001', false, true],
  ['a name that says otherwise than the number', 'store', '10901', false, false],
  ['no name, and the usual number of gRPC', 'bare', '10901', true, false],
  ['no such port in the tree: the usual number of gRPC', 'other', '9095', true, false],
  ['no such port in the tree: a usual number of HTTP', 'other', '10902', false, true],
  ['nothing known', 'other', '7000', false, false],
])('%s', (_, name, port, grpc, http) => {
  const target = { namespace: 'sight', name };

  expect([isGrpc(world, target, port), isHttp(world, target, port)]).toEqual([grpc, http]);
});
