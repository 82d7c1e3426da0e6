import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { helmValuesNested } from './helm-values-nested.ts';

const chart = (...dependencies: readonly object[]) =>
  inFile('apps/x/Chart.yaml', documentObject('Config', 'apps/x/Chart', { content: { name: 'x', dependencies } }));
const values = (content: object, about: object = {}) =>
  inFile('apps/x/values.yaml', documentObject('HelmValues', 'apps/x/values', { ...about, values: content }));
const files = ['apps/x/Chart.yaml', 'apps/x/values.yaml'];
const falco = { name: 'falco', version: '4.21.3' };

ruleCases(helmValuesNested, {
  accepts: {
    'values under the dependency': { files, given: [chart(falco), values({ falco: { driver: { kind: 'ebpf' } }, global: { a: 1 } })] },
    'values under an alias': { files, given: [chart({ ...falco, alias: 'security' }), values({ security: { tty: true } })] },
    'a switch of a dependency': { files, given: [chart({ ...falco, condition: 'install.falco' }), values({ install: { falco: true } })] },
    'a chart with templates of its own': {
      files: [...files, 'apps/x/templates/secret.yaml'],
      given: [chart(falco), values({ host: 'x', falco: {} })],
    },
    'a chart without dependencies': { files, given: [chart(), values({ driver: { kind: 'ebpf' } })] },
    'values beside no chart': { files, given: [values({ driver: { kind: 'ebpf' } })] },
    'the part that the dependency gets': { files, given: [chart(falco), values({ driver: { kind: 'ebpf' } }, { part: true })] },
    'a tree whose files are not known': [chart(falco), values({ driver: { kind: 'ebpf' } })],
  },
  refuses: {
    'values at the top': {
      files,
      given: [
        chart(falco),
        values({ driver: { kind: 'ebpf' }, tty: true, customRules: { a: 'b' }, collectors: { a: 1 }, falcosidekick: { enabled: true } }),
      ],
      says: 'driver, tty, customRules, collectors and 1 more are not under the dependency falco: nothing reads them',
      fix: 'Move the values under "falco:".',
    },
    'one value beside two dependencies': {
      files,
      given: [chart(falco, { name: 'redis' }), values({ falco: { tty: true }, replicas: 2 })],
      says: 'replicas is not under one of the dependencies falco, redis: nothing reads it',
    },
    'the heading of a dump': {
      files,
      given: [values({ 'USER-SUPPLIED VALUES': null, tty: true })],
      says: '"USER-SUPPLIED VALUES" is the heading of "helm get values", not a value',
    },
  },
});
