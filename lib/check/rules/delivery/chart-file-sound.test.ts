import { kube, ruleCases } from '../../testing.ts';
import { chartFileSound } from './chart-file-sound.ts';

const chart = (content: object, file = 'charts/falco/Chart.yaml') => ({
  object: kube('slipway.dev/v1/Config', { name: 'charts/falco/Chart' }, { content }),
  file,
});
const falco = { name: 'falco', version: '4.21.2', repository: 'https://falcosecurity.github.io/charts' };
const right = { apiVersion: 'v2', name: 'falco', version: '0.1.0', dependencies: [falco] };

ruleCases(chartFileSound, {
  accepts: {
    'what Helm asks': [chart(right)],
    'a chart of the first form, without dependencies': [chart({ ...right, apiVersion: 'v1', dependencies: undefined })],
    'one chart twice, under two names': [chart({ ...right, dependencies: [falco, { ...falco, alias: 'second' }] })],
    'another file': [chart({ name: 'x' }, 'charts/falco/ci.yaml')],
  },
  refuses: {
    'no version': { given: [chart({ ...right, version: undefined })], says: 'Chart.yaml has no version' },
    'a number': { given: [chart({ ...right, version: 0.1 })], says: 'the version 0.1 is a number' },
    'dependencies in the first form': {
      given: [chart({ ...right, apiVersion: 'v1' })],
      says: 'Chart.yaml is of apiVersion v1, to which dependencies do not belong; it has falco',
    },
    'a dependency without a version': {
      given: [chart({ ...right, dependencies: [{ name: 'falco' }] })],
      says: 'dependency falco has no version',
    },
    'a dependency that stands twice': {
      given: [chart({ ...right, dependencies: [falco, falco] })],
      says: 'there are two dependencies falco',
    },
  },
});
