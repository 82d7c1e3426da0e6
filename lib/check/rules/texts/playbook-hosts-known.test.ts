import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { playbookHostsKnown } from './playbook-hosts-known.ts';

const config = (file: string, content: unknown) => inFile(file, documentObject('Config', file, { content }));
const play = (hosts: unknown, more: object = {}) => config('site.yaml', [{ hosts, tasks: [], ...more }]);
const inventory = config('inventory.yaml', {
  all: { children: { control_planes: { hosts: { cp: {} } }, workers: { hosts: { 'w-0': {} } } } },
});
const ini = inFile(
  'hosts.ini',
  documentObject('TextFile', 'hosts', { text: '[masters]\ncp ansible_host=10.0.0.1\n\n[k8s:children]\nmasters\n' }),
);

ruleCases(playbookHostsKnown, {
  accepts: {
    'a group of the inventory': [inventory, play('control_planes')],
    'several groups, one left out': [inventory, play('workers:!w-0')],
    'all, and the machine itself': [inventory, play(['all', 'localhost'])],
    'a pattern': [inventory, play('w-*')],
    'a variable': [inventory, play("{{ target | default('workers') }}")],
    'no inventory': [play('masters')],
    'a group of the other form': [ini, play('k8s')],
    'groups that a play makes': [inventory, config('a.yaml', [{ hosts: 'all', tasks: [{ group_by: { key: 'os_x' } }] }]), play('os_x')],
  },
  refuses: {
    'a group by another name': {
      given: [inventory, play('control_plane')],
      says: 'the play is for control_plane, and the inventory of the tree has all, control_planes, cp, workers, w-0',
      fix: 'Did you mean "control_planes"?',
    },
    'a group that there is not': {
      given: [ini, play('agents')],
      says: 'the play is for agents, and the inventory of the tree has masters, cp, k8s',
    },
  },
});
