import { kube, ruleCases } from '../../testing.ts';
import { ciliumDenyActs } from './cilium-deny-acts.ts';

const policy = (spec: object): ReturnType<typeof kube> =>
  kube('cilium.io/v2/CiliumNetworkPolicy', { name: 'deny', namespace: 'shop' }, { spec: { endpointSelector: {}, ...spec } });

ruleCases(ciliumDenyActs, {
  accepts: {
    'one rule that allows nothing': [policy({ ingress: [{}], egress: [{}] })],
    'only what comes in': [policy({ ingress: [{ fromEntities: ['cluster'] }] })],
    'a switch of its own': [policy({ ingress: [], enableDefaultDeny: { ingress: true } })],
    'rules that deny': [policy({ egress: [], egressDeny: [{ toEntities: ['world'] }] })],
  },
  refuses: {
    'two empty lists': {
      given: [policy({ ingress: [], egress: [] })],
      says: ['egress is an empty list, which closes nothing', 'ingress is an empty list, which closes nothing'],
    },
    'nothing at all': { given: [policy({ ingress: null })], says: 'ingress is an empty list, which closes nothing' },
  },
});
