import { Everywhere } from '../everywhere.ts';
import { kube } from '../testing.ts';
import { World } from '../world.ts';
import { perKind } from './per-kind.ts';

test('a rule about kinds is asked once of each kind, and says the same of all its objects', () => {
  const world = new World([], new Set(), {}, new Everywhere([]));
  const asked: string[] = [];
  const check = perKind('some-rule', (apiVersion, kind) => {
    asked.push(`${apiVersion} ${kind}`);
    return [{ path: 'kind', message: kind, fix: 'Leave it.' }];
  });
  const objects = [kube('v1/ConfigMap', {}), kube('v1/Service', {}), kube('v1/ConfigMap', {}), kube('apps/v1/Service', {})];

  const said = objects.map((object) => [...check({ object }, world)].map(({ message }) => message));

  expect({ asked, said }).toEqual({
    asked: ['v1 ConfigMap', 'v1 Service', 'apps/v1 Service'],
    said: [['ConfigMap'], ['Service'], ['ConfigMap'], ['Service']],
  });
});
