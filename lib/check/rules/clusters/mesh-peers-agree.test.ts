import { chartIn } from '../../clusters/testing.ts';
import type { kube } from '../../testing.ts';
import { ruleCases } from '../../testing.ts';
import { meshPeersAgree } from './mesh-peers-agree.ts';

const ADDRESSES: Readonly<Record<string, string>> = { hub: '10.0.0.1', east: '10.0.0.2', west: '10.0.0.3' };
const member = (name: string, clusters: unknown): ReturnType<typeof kube> =>
  chartIn(name, 'cilium', {
    cluster: { name, id: 1 + Object.keys(ADDRESSES).indexOf(name) },
    clustermesh: {
      useAPIServer: true,
      apiserver: { service: { annotations: { 'metallb.io/loadBalancerIPs': ADDRESSES[name] } } },
      config: { enabled: true, clusters },
    },
  });
const peers = (...names: readonly string[]): readonly object[] =>
  names.map((name) => ({ name, port: 2379, ips: [ADDRESSES[name] ?? '10.0.0.9'] }));

ruleCases(meshPeersAgree, {
  accepts: {
    'everybody knows everybody': [
      member('hub', peers('east', 'west')),
      member('east', peers('hub', 'west')),
      member('west', peers('hub', 'east')),
    ],
    'the list as a map': [member('hub', { east: { ips: ['10.0.0.2'] } }), member('east', { hub: { ips: ['10.0.0.1'] } })],
    'a cluster of another repository': [member('hub', peers('east', 'cloud')), member('east', peers('hub'))],
    'a star: the two outer ones do not speak': [
      member('hub', peers('east', 'west')),
      member('east', peers('hub')),
      member('west', peers('hub')),
    ],
    'lists in another file': [member('hub', []), member('east', peers('hub'))],
  },
  refuses: {
    'a peer that is missing': {
      given: [member('hub', peers('west')), member('east', peers('hub')), member('west', peers('hub'))],
      says: 'east is missing in the list, and Application east-cilium lists hub',
    },
    'a name that nobody has': {
      given: [member('hub', peers('eats')), member('east', peers('hub'))],
      says: [
        'east is missing in the list, and Application east-cilium lists hub',
        'no cluster of the mesh calls itself eats; there is east',
      ],
    },
    'an address of another': {
      given: [member('hub', [{ name: 'east', ips: ['10.0.0.3'] }]), member('east', peers('hub'))],
      says: '10.0.0.3 is not the address of east: Application east-cilium asks for 10.0.0.2',
    },
  },
});
