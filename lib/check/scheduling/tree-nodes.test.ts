import { check } from '../check.ts';
import { documentObject } from '../document.ts';
import { podsFindNodes } from '../rules/scheduling/pods-find-nodes.ts';
import { daemonSet, deployment, inFile, kube } from '../testing.ts';
import { agentsEverywhere } from '../rules/scheduling/agents-everywhere.ts';

const INI = `[all]
master ansible_host=192.168.64.10 ip=192.168.64.10
worker-1 ansible_host=192.168.64.11
[kube_control_plane]
master
[etcd:children]
kube_control_plane
[kube_node]
worker-1
`;
const ini = (file: string) => inFile(file, documentObject('TextFile', file, { text: INI }));
const yaml = inFile(
  'inventory/hosts.yaml',
  documentObject('Config', 'hosts', {
    content: {
      all: {
        hosts: { master: { ip: '10.0.0.1' }, w: {} },
        children: { kube_control_plane: { hosts: { master: {} } }, kube_node: { hosts: { w: {} } } },
      },
    },
  }),
);
const kind = kube('kind.x-k8s.io/v1alpha4/Cluster', { name: 'kind' }, { nodes: [{ role: 'control-plane' }, { role: 'worker' }] });
const exporter = { object: daemonSet({ name: 'node-exporter' }) };

test.each([
  ['an inventory of kubespray', [ini('kubespray/hosts.ini')], ['master']],
  ['an inventory in YAML', [yaml], ['master']],
  ['the configuration of kind', [{ object: kind }], ['control-plane-0']],
  [
    'Node objects',
    [
      {
        object: kube(
          'v1/Node',
          { name: 'm' },
          { spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } },
        ),
      },
      { object: kube('v1/Node', { name: 'w' }) },
    ],
    ['m'],
  ],
  ['a sample of an inventory', [ini('inventory/samples/hosts.ini')], []],
  ['two inventories, of which nobody knows which counts', [ini('a/hosts.ini'), yaml], []],
])('knows the nodes of %s', (_, given, closed) => {
  const findings = check([...given, exporter], { rules: [agentsEverywhere] });

  expect(findings.flatMap(({ message }) => /^it does not run on (\S+),/.exec(message)?.[1] ?? [])).toEqual(closed);
});

test('asks for labels only where all are known', () => {
  const exported = kube('v1/Node', { name: 'w', labels: { 'kubernetes.io/hostname': 'w', disk: 'ssd' } });
  const byHand = kube('v1/Node', { name: 'w', labels: { disk: 'ssd' } });
  const pods = { object: deployment({ pod: { nodeSelector: { disktype: 'ssd' } } }) };

  const found = [exported, byHand].map((node) => check([{ object: node }, pods], { rules: [podsFindNodes] }).length);

  expect(found).toEqual([1, 0]);
});
