import { deployment, ruleCases } from '../../testing.ts';
import { topologyKeyKnown } from './topology-key-known.ts';

const spread = (topologyKey: string) => deployment({ pod: { topologySpreadConstraints: [{ topologyKey }] } });
const apart = (topologyKey: string) =>
  deployment({
    pod: {
      affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey } }] } },
    },
  });

ruleCases(topologyKeyKnown, {
  accepts: {
    'labels that nodes have': [spread('kubernetes.io/hostname'), spread('topology.kubernetes.io/zone'), apart('kubernetes.io/hostname')],
    'labels of one’s own': [spread('example.org/rack')],
  },
  refuses: {
    'a word for it': { given: [spread('hostname')], says: 'no node has the label hostname', fix: 'Write kubernetes.io/hostname.' },
    'the label of years ago': {
      given: [apart('failure-domain.beta.kubernetes.io/zone')],
      says: 'no node has the label failure-domain.beta.kubernetes.io/zone',
    },
  },
});
