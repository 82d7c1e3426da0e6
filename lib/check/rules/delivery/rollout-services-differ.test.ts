import { rollout, ruleCases, service } from '../../testing.ts';
import { rolloutServicesDiffer } from './rollout-services-differ.ts';

const canary = (fields: object) => rollout({ namespace: 'blog', spec: { strategy: { canary: fields } } });
const services = (selector = { app: 'web' }) => ['stable', 'canary'].map((name) => service({ name, namespace: 'blog', selector }));
const both = { stableService: 'stable', canaryService: 'canary' };
const istio = { trafficRouting: { istio: { virtualService: { name: 'web' } } } };

ruleCases(rolloutServicesDiffer, {
  accepts: {
    'two Services of the same pods': [canary({ ...both, ...istio }), ...services()],
    'subsets instead of Services': [canary({ trafficRouting: { istio: { destinationRule: { name: 'web' } } } })],
    'no routing': [canary({ steps: [] })],
    'variants of one Service, of which one fits': [canary({ ...both }), ...services(), ...services({ app: 'was' })],
    'blue and green': [
      rollout({ namespace: 'blog', spec: { strategy: { blueGreen: { activeService: 'stable', previewService: 'canary' } } } }),
      ...services(),
    ],
  },
  refuses: {
    'one Service for both': {
      given: [canary({ stableService: 'stable', canaryService: 'stable' }), ...services()],
      says: 'stableService and canaryService are both stable',
    },
    'a Service of other pods': {
      given: [canary({ ...both }), ...services({ app: 'was' })],
      says: ['Service canary selects app=was, the pods carry app=web', 'Service stable selects app=was, the pods carry app=web'],
    },
    'routing without Services': {
      given: [canary(istio)],
      says: 'traffic is routed, and stableService and canaryService are not both named',
    },
  },
});
