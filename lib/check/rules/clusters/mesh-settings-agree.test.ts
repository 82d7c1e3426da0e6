import { chartIn } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { meshSettingsAgree } from './mesh-settings-agree.ts';

const cilium = (name: string, id: number, more: object = {}): ReturnType<typeof kube> =>
  chartIn(name, 'cilium', { cluster: { name, id }, clustermesh: { useAPIServer: true }, ...more });
const istiod = (name: string, meshID: string | undefined, meshConfig?: object): ReturnType<typeof kube> =>
  chartIn(name, 'istiod', {
    global: { ...(meshID === undefined ? {} : { meshID }), network: name, multiCluster: { clusterName: name } },
    ...(meshConfig === undefined ? {} : { meshConfig }),
  });

ruleCases(meshSettingsAgree, {
  accepts: {
    'the default here, the same written out there': [cilium('a', 1), cilium('b', 2, { routingMode: 'tunnel', tunnelProtocol: 'vxlan' })],
    'both route natively, with a protocol that neither uses': [
      cilium('a', 1, { routingMode: 'native' }),
      cilium('b', 2, { routingMode: 'native', tunnelProtocol: 'geneve' }),
    ],
    'clusters that no mesh joins': [chartIn('a', 'cilium', { routingMode: 'native' }), chartIn('b', 'cilium', { routingMode: 'tunnel' })],
    'one mesh of Istio': [istiod('a', 'mesh1'), istiod('b', 'mesh1')],
    'two meshes on purpose': [istiod('a', 'payments'), istiod('b', 'logistics')],
    'a domain that is an alias': [
      istiod('a', 'mesh1', { trustDomain: 'a.io' }),
      istiod('b', 'mesh1', { trustDomain: 'b.io', trustDomainAliases: ['a.io'] }),
    ],
  },
  refuses: {
    'another tunnel': {
      given: [cilium('a', 1), cilium('b', 2, { tunnelProtocol: 'geneve' })],
      says: 'tunnelProtocol is geneve, and vxlan (the default) in Application a-cilium',
    },
    'another way to route': {
      given: [cilium('a', 1, { routingMode: 'tunnel' }), cilium('b', 2, { routingMode: 'native' })],
      says: 'routingMode is native, and tunnel in Application a-cilium',
    },
    'another number of clusters': {
      given: [cilium('a', 1), cilium('b', 2, { clustermesh: { useAPIServer: true, maxConnectedClusters: 511 } })],
      says: 'clustermesh.maxConnectedClusters is 511, and 255 (the default) in Application a-cilium',
    },
    'two ways to write one id': {
      given: [istiod('a', 'mesh1'), istiod('b', 'mesh-1')],
      says: 'meshID is mesh-1, and mesh1 in Application a-istiod',
    },
    'ids that differ where a remote secret joins the two': {
      given: [
        istiod('a', 'one'),
        istiod('b', 'two'),
        kube('v1/Secret', { name: 'remote', namespace: 'istio-system', labels: { 'istio/multicluster': 'true' } }),
      ],
      says: 'meshID is two, and one in Application a-istiod',
    },
    'one without an id': {
      given: [istiod('a', 'mesh1'), istiod('b', undefined)],
      says: 'Application b-istiod has no meshID, Application a-istiod has mesh1',
    },
    'domains that do not trust each other': {
      given: [istiod('a', 'mesh1'), istiod('b', 'mesh1', { trustDomain: 'b.io' })],
      says: 'trustDomain is b.io, and cluster.local in Application a-istiod; neither is an alias of the other',
    },
  },
});
