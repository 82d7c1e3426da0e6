import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { chartSwitchRead } from './chart-switch-read.ts';

const chart = (dependency: object) =>
  inFile(
    'charts/shop/Chart.yaml',
    documentObject('Config', 'charts/shop/Chart', {
      content: { apiVersion: 'v2', name: 'shop', dependencies: [{ name: 'redis', ...dependency }] },
    }),
  );
const values = (own: object, file = 'charts/shop/values.yaml') =>
  inFile(file, documentObject('HelmValues', file, { chart: 'shop', values: own }));
const off = values({ redis: { enabled: false } });

ruleCases(chartSwitchRead, {
  accepts: {
    'the condition that is asked': [chart({ condition: 'redis.enabled' }), off],
    'one of several conditions': [chart({ condition: 'global.redis.enabled,redis.enabled' }), off],
    'a condition that another file answers': [chart({ condition: 'cache.on' }), off, values({ cache: { on: false } }, 'stages/prod.yaml')],
    tags: [chart({ tags: ['cache'] }), off],
    'a switch that is on, as it would be': [chart({}), values({ redis: { enabled: true } })],
    'values of another folder': [chart({}), values({ redis: { enabled: false } }, 'charts/blog/values.yaml')],
  },
  refuses: {
    'no condition': { given: [chart({}), off], says: 'the values say redis.enabled: false, and the dependency redis has no condition' },
    'another condition': {
      given: [chart({ condition: 'cache.enabled' }), off],
      says: 'the values say redis.enabled: false, and the condition of redis is cache.enabled',
      fix: 'Write condition: redis.enabled.',
    },
    'the name where there is an alias': {
      given: [chart({ alias: 'sessions', condition: 'redis.enabled' }), values({ sessions: { enabled: false } })],
      says: 'the values say sessions.enabled: false, and the condition of sessions is redis.enabled',
    },
  },
});
