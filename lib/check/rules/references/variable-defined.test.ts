import { deployment, kube, ruleCases } from '../../testing.ts';
import { variableDefined } from './variable-defined.ts';

const pod = (container: Readonly<Record<string, unknown>>) => deployment({ container });
const env = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([name, value]) => ({ name, value }));

ruleCases(variableDefined, {
  accepts: {
    'one that is defined above': [pod({ env: env(['HOST', 'db'], ['URL', 'mysql://$(HOST)/x']), args: ['--url=$(URL)'] })],
    'one that may come from a ConfigMap': [pod({ envFrom: [{ configMapRef: { name: 'config' } }], env: env(['URL', '$(HOST)']) })],
    'one that a ConfigMap of the tree has': [
      kube('v1/ConfigMap', { name: 'config' }, { data: { HOST: 'db' } }),
      pod({ envFrom: [{ configMapRef: { name: 'config' } }], env: env(['URL', '$(HOST)']), args: ['--host=$(HOST)'] }),
    ],
    'a command of a shell': [pod({ command: ['sh', '-c'], args: ['echo $(DATE) $(date)'] }), pod({ args: ['x $(date)'] })],
    'the text itself': [pod({ env: env(['URL', '$$(HOST)']) })],
  },
  refuses: {
    'a slip': {
      given: [pod({ env: env(['DB_HOST', 'db'], ['URL', 'mysql://$(DB_HOTS)/x']) })],
      says: '$(DB_HOTS) is not a variable of this container',
      fix: 'Did you mean "$(DB_HOST)"?',
    },
    'one that stands below': {
      given: [pod({ env: env(['URL', '$(HOST)'], ['HOST', 'db']) })],
      says: '$(HOST) is defined below URL, which uses it',
      fix: 'Move HOST above it.',
    },
    'one that its ConfigMap does not have': {
      given: [
        kube('v1/ConfigMap', { name: 'config' }, { data: { DB_HOST: 'db' } }),
        pod({ envFrom: [{ configMapRef: { name: 'config' } }], args: ['--host=$(DB_HOSTS)'] }),
      ],
      says: '$(DB_HOSTS) is not a variable of this container',
      fix: 'Did you mean "$(DB_HOST)"?',
    },
    'an argument': { given: [pod({ args: ['--node=$(NODE_NAME)'] })], says: '$(NODE_NAME) is not a variable of this container' },
  },
});
