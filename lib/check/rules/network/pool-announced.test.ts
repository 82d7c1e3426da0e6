import { kube, ruleCases } from '../../testing.ts';
import { poolAnnounced } from './pool-announced.ts';

const namespace = 'metallb-system';
const pool = (name: string, labels: Record<string, string> = {}) =>
  kube('metallb.io/v1beta1/IPAddressPool', { name, namespace, labels }, { spec: { addresses: ['10.0.0.0/28'] } });
const advertisement = (spec: object, kind = 'L2Advertisement') => kube(`metallb.io/v1beta1/${kind}`, { name: 'l2', namespace }, { spec });

ruleCases(poolAnnounced, {
  accepts: {
    'an advertisement of this pool': [pool('main'), advertisement({ ipAddressPools: ['main'] })],
    'an advertisement of all': [pool('main'), advertisement({})],
    'an advertisement by labels': [
      pool('main', { zone: 'a' }),
      advertisement({ ipAddressPoolSelectors: [{ matchLabels: { zone: 'a' } }] }, 'BGPAdvertisement'),
    ],
    'a name with a slip, which is told there': [pool('main'), advertisement({ ipAddressPools: ['mian'] })],
  },
  refuses: {
    'no advertisement at all': { given: [pool('main')], says: 'there is no L2Advertisement and no BGPAdvertisement' },
    'one of two pools': {
      given: [pool('main'), pool('second'), advertisement({ ipAddressPools: ['main'] })],
      says: 'no advertisement is about pool second: they name main',
      fix: 'Add an L2Advertisement with ipAddressPools: [second].',
    },
  },
});
