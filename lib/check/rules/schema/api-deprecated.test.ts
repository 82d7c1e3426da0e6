import { kube, ruleCases } from '../../testing.ts';
import { apiDeprecated } from './api-deprecated.ts';

ruleCases(apiDeprecated, {
  accepts: {
    'the versions of today': [kube('networking.istio.io/v1/Gateway', {}), kube('apps/v1/Deployment', {})],
    'the only version there is': [kube('networking.istio.io/v1alpha3/EnvoyFilter', {}), kube('metallb.io/v1beta1/IPAddressPool', {})],
    'one that is gone already': [kube('policy/v1beta1/PodDisruptionBudget', {})],
  },
  refuses: {
    'a beta that became stable': {
      given: [kube('networking.istio.io/v1beta1/VirtualService', {})],
      says: 'VirtualService of networking.istio.io/v1beta1 is superseded since Istio 1.22',
      fix: 'Write networking.istio.io/v1.',
    },
    'one that the definition itself calls so': {
      given: [kube('metallb.io/v1beta1/BGPPeer', {})],
      says: 'BGPPeer of metallb.io/v1beta1 is deprecated by metallb v0.14.9',
    },
    'one that the next upgrade removes': {
      given: [kube('autoscaling/v2beta2/HorizontalPodAutoscaler', {})],
      facts: { kubernetes: '1.25.3' },
      says: 'HorizontalPodAutoscaler of autoscaling/v2beta2 is superseded since Kubernetes, and removed in 1.26',
    },
  },
});
