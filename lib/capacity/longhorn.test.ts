import { capacityOf } from './capacity.ts';
import { amount, shown } from '../check/scheduling/amount.ts';
import { controlPlane, installed, node } from './testing.ts';

const nodes = [controlPlane('cp'), node('a'), node('small', amount('1', '8Gi'))];

test.each([
  ['on the nodes for ordinary pods', {}, ['a', 'small'], '600m'],
  [
    'on the control plane too, where it may',
    { taintToleration: 'node-role.kubernetes.io/control-plane:NoSchedule' },
    ['a', 'cp', 'small'],
    '1080m',
  ],
  ['of another size', { guaranteedInstanceManagerCPU: 5 }, ['a', 'small'], '250m'],
])('Longhorn takes its share of each of its nodes: %s', (_, defaultSettings, holding, cpu) => {
  const { namespaces, scenarios } = capacityOf({ nodes, objects: [installed('longhorn', 'storage', 20, { defaultSettings })] });

  const storage = namespaces.find(({ namespace }) => namespace === 'storage');
  expect([storage?.rest.pods, storage && shown(storage.rest.requests).cpu]).toEqual([holding.length, cpu]);
  expect(scenarios.filter(({ pending }) => pending.length > 0)).toEqual([]);
});

test('without Longhorn, nothing is added', () => {
  const { namespaces } = capacityOf({ nodes, objects: [] });

  expect(namespaces.map(({ namespace }) => namespace)).toEqual(['kube-system']);
});
