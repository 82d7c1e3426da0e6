import { documentObject } from '../../document.ts';
import { ruleCases } from '../../testing.ts';
import { cloudInitOrder } from './cloud-init-order.ts';

const init = (content: object) => documentObject('Config', 'init', { content });
const file = (more: object) => ({ path: '/home/ops/.kube/config', content: 'x', ...more });

ruleCases(cloudInitOrder, {
  accepts: {
    'a file that waits': [init({ users: [{ name: 'ops' }], write_files: [file({ owner: 'ops:ops', defer: true })] })],
    'a file of root': [init({ users: [{ name: 'ops' }], write_files: [file({ owner: 'root:root' })] })],
    'a user that the image has': [init({ write_files: [file({ owner: 'www-data:www-data' })] })],
    'a command that comes later': [init({ write_files: [{ path: '/opt/up.sh', content: 'x' }], runcmd: ['/opt/up.sh'] })],
    'an early command of its own': [init({ write_files: [{ path: '/opt/up.sh', content: 'x' }], bootcmd: ['modprobe br_netfilter'] })],
    'a file that has the beginning of its name in common': [
      init({ write_files: [{ path: '/etc/hosts', content: 'x' }], bootcmd: ['cat /etc/hosts.allow'] }),
    ],
    'settings of something else': [init({ users: [{ name: 'ops' }] })],
  },
  refuses: {
    'a user that is made later': {
      given: [init({ users: ['default', { name: 'ops' }], write_files: [file({ owner: 'ops:ops' })] })],
      says: '/home/ops/.kube/config is given to ops, and files are written before users are made',
      fix: 'Add defer: true to the file.',
    },
    'the user of the image': {
      given: [init({ write_files: [{ path: '/home/ubuntu/up.sh', owner: 'ubuntu:ubuntu' }] })],
      says: '/home/ubuntu/up.sh is given to ubuntu, and files are written before users are made',
    },
    'an early command that needs a file': {
      given: [init({ write_files: [{ path: '/opt/up.sh', content: 'x' }], bootcmd: [['sh', '/opt/up.sh']] })],
      says: 'bootcmd uses /opt/up.sh, which write_files makes, and runs before files are written',
    },
  },
});
