import { ruleCases, service } from '../../testing.ts';
import { oneEntry } from './one-entry.ts';

const entry = (namespace: string, port = 80) => service({ namespace, name: 'gateway', type: 'LoadBalancer', ports: [{ port }] });

ruleCases(oneEntry, {
  accepts: {
    'one entry': [entry('istio-system'), service({ namespace: 'blog' })],
    'the Service inside of the cluster of a gateway of ours': [
      entry('istio-system'),
      service({ namespace: 'mesh', selector: { istio: 'ingressgateway' } }),
    ],
    'another protocol': [entry('istio-system'), entry('games', 25565)],
  },
  refuses: {
    'a second one': {
      given: [entry('istio-system'), entry('nginx')],
      says: 'a second LoadBalancer for web traffic, beside istio-system/gateway',
    },
    "one beside a chart's": {
      given: [entry('blog', 443)],
      provided: [entry('istio-system')],
      says: 'a second LoadBalancer for web traffic, beside istio-system/gateway',
    },
  },
});
