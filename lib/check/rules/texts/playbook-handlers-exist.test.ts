import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { playbookHandlersExist } from './playbook-handlers-exist.ts';

const config = (file: string, content: unknown) => inFile(file, documentObject('Config', file, { content }));
const play = (notify: unknown, more: object = {}) =>
  config('site.yaml', [
    { hosts: 'all', tasks: [{ template: {}, notify }], handlers: [{ name: 'restart containerd', listen: 'runtime' }], ...more },
  ]);
const role = (notify: string) => config('roles/cri/tasks/main.yml', [{ block: [{ template: {}, notify }] }]);
const handlers = config('roles/cri/handlers/main.yml', [{ name: 'restart containerd' }]);

ruleCases(playbookHandlersExist, {
  accepts: {
    'the name of a handler': [play('restart containerd')],
    'a topic': [play(['runtime'])],
    'a handler that a role may bring': [play('reload nginx', { roles: ['web'] })],
    'a name that is worked out': [play('{{ handler }}')],
    'a role with its handler': [role('restart containerd'), handlers],
    'a role without handlers of its own': [role('restart containerd')],
    'no play at all': [config('a.yaml', [{ notify: 'x' }])],
  },
  refuses: {
    'a capital letter': {
      given: [play('Restart containerd')],
      says: 'the task notifies "Restart containerd", and the handlers are restart containerd, runtime',
      fix: 'Did you mean "restart containerd"?',
    },
    'a handler that there is not': {
      given: [play('reload nginx')],
      says: 'the task notifies "reload nginx", and the handlers are restart containerd, runtime',
    },
    'a role with another name': {
      given: [role('restart_containerd'), handlers],
      says: 'the task notifies "restart_containerd", and the handlers are restart containerd',
    },
  },
});
