import { amount } from '../check/scheduling/amount.ts';
import { Board, PODS_PER_NODE, type CapacityNode, type Pod } from './place.ts';
import { controlPlane, demand, node } from './testing.ts';
import type { Demand } from './demand.ts';

const [A, B, CP] = [node('a'), node('b'), controlPlane('cp')];

function pods(of: Demand, count: number): Pod[] {
  return Array.from({ length: count }, (_, index) => ({ demand: of, index: index + 1 }));
}

/** `{ a: 'web 1, web 3', pending: 'web 4: a lacks 1000m CPU' }` */
function shown(board: Board): Record<string, string> {
  const text = ({ demand: { workload }, index }: Pod): string => `${workload} ${index}`;
  const pending = board.pending.map(
    (each) => `${text(each)}: ${each.because.map(({ node: name, reason }) => `${name} ${reason}`).join(', ')}`,
  );
  return {
    ...Object.fromEntries(board.rooms.map(({ node: { name }, pods: held }) => [name, held.map(text).join(', ')])),
    pending: pending.join('; '),
  };
}

test('pods of one workload keep apart, others go where more is free', () => {
  const board = new Board([A, B]);

  board
    .add(pods(demand('big', { requests: amount('2', '1Gi') }), 1))
    .add(pods(demand('web'), 2))
    .add(pods(demand('small'), 1));

  expect(shown(board)).toEqual({ a: 'big 1, web 2', b: 'web 1, small 1', pending: '' });
});

test.each<[string, readonly CapacityNode[], Demand, number, Record<string, string>]>([
  ['no processor is left', [A], demand('web'), 5, { a: 'web 1, web 2, web 3, web 4', pending: 'web 5: a lacks 1000m CPU' }],
  [
    'memory is short, of which the kubelet keeps 100Mi',
    [A],
    demand('web', { requests: amount('0', '4Gi') }),
    2,
    { a: 'web 1', pending: 'web 2: a lacks 100Mi memory' },
  ],
  ['the node is tainted', [CP], demand('web'), 1, { cp: '', pending: 'web 1: cp is tainted' }],
  [
    'a hard spread honours taints and the only other node is full',
    [A, node('b', amount('1', '8Gi')), CP],
    demand('web', { spread: { skew: 1, countsTainted: false } }),
    4,
    { a: 'web 1, web 3', b: 'web 2', cp: '', pending: 'web 4: a has 2 of them already, b lacks 1000m CPU, cp is tainted' },
  ],
  [
    'a hard spread counts a tainted node as empty for ever (D-02)',
    [A, B, CP],
    demand('web', { spread: { skew: 1, countsTainted: true } }),
    3,
    { a: 'web 1', b: 'web 2', cp: '', pending: 'web 3: a has 1 of them already, b has 1 of them already, cp is tainted' },
  ],
])('a pod has no place when %s', (_, nodes, of, count, expected) => {
  const board = new Board(nodes).add(pods(of, count));

  expect(shown(board)).toEqual(expected);
});

test.each([
  [{ operator: 'Exists' }],
  [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }],
])('a pod that tolerates the taint may run on the control plane: %j', (toleration) => {
  const board = new Board([CP]).add(pods(demand('agent', { tolerations: [toleration] }), 1));

  expect(shown(board)).toEqual({ cp: 'agent 1', pending: '' });
});

test.each([[{ key: 'other', operator: 'Exists' }], [{ operator: 'Exists', effect: 'NoExecute' }]])(
  '… and one that tolerates another may not: %j',
  (toleration) => {
    const board = new Board([CP]).add(pods(demand('agent', { tolerations: [toleration] }), 1));

    expect(shown(board)).toEqual({ cp: '', pending: 'agent 1: cp is tainted' });
  },
);

test('a DaemonSet has a pod on every node that takes it, and misses one that is full', () => {
  const board = new Board([A, node('tiny', amount('100m', '8Gi')), CP]);

  board.addEverywhere(demand('agent'));
  board.addEverywhere(demand('static', { role: 'control-plane', tolerations: [{ operator: 'Exists' }] }));

  expect(shown(board)).toEqual({ a: 'agent 1', tiny: '', cp: 'static 1', pending: 'agent 2: tiny lacks 900m CPU' });
});

test(`a node holds ${PODS_PER_NODE} pods and no more`, () => {
  const board = new Board([A]).add(pods(demand('nothing', { requests: amount('0', '0') }), PODS_PER_NODE + 1));

  expect(shown(board)['pending']).toBe(`nothing 111: a holds ${PODS_PER_NODE} pods`);
});

test('the pods of a lost node find a new place or none, those of its DaemonSets go with it, and the board before stays as it was', () => {
  const before = new Board([A, B]);
  before.addEverywhere(demand('agent', { everyNode: true }));
  before.add(pods(demand('web', { requests: amount('1500m', '1Gi') }), 5));
  const was = shown(before);

  const after = before.without('a');

  expect(shown(after)).toEqual({
    b: 'agent 2, web 2, web 4',
    pending: 'web 1: b lacks 1500m CPU; web 3: b lacks 1500m CPU; web 5: b lacks 1500m CPU',
  });
  expect(was).toEqual({ a: 'agent 1, web 1, web 3', b: 'agent 2, web 2, web 4', pending: 'web 5: a lacks 1500m CPU, b lacks 1500m CPU' });
  expect([shown(before), shown(before.copy().add(pods(demand('x'), 1)))]).toEqual([
    was,
    { ...was, pending: expect.stringMatching(/; x 1: /) },
  ]);
});
