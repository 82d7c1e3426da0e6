import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { apiExists } from './api-exists.ts';

ruleCases(apiExists, {
  accepts: {
    'kinds of Kubernetes': [
      kube('v1/Service', {}),
      kube('apps/v1/Deployment', {}),
      kube('admissionregistration.k8s.io/v1/MutatingAdmissionPolicy', {}),
    ],
    'what is asked and not stored': [kube('authentication.k8s.io/v1/TokenReview', {})],
    'kinds of a known group that are not kept here': [kube('argoproj.io/v1alpha1/Workflow', {}), kube('kyverno.io/v2/CleanupPolicy', {})],
    'versions that another release has': [kube('cilium.io/v2alpha1/CiliumLoadBalancerIPPool', {})],
    'groups of nobody': [kube('example.org/v1/Lamp', {})],
    'a removed version, which has a rule of its own': [
      kube('extensions/v1beta1/Ingress', {}),
      kube('policy/v1beta1/PodSecurityPolicy', {}),
    ],
    'a document that is no object': [documentObject('HelmValues', 'values', {})],
  },
  refuses: {
    'a slip': { given: [kube('apps/v1/Deploymnet', {})], says: 'apps/v1 has no kind Deploymnet', fix: 'Did you mean "Deployment"?' },
    'the group left out': { given: [kube('v1/Deployment', {})], says: 'v1 has no kind Deployment', fix: 'Write apps/v1, where it lives.' },
    'a version that never was': {
      given: [kube('batch/v2/CronJob', {})],
      says: 'CronJob has no version v2 in batch',
      fix: 'Write batch/v1.',
    },
    'a version that a definition never had': {
      given: [kube('argoproj.io/v1/Rollout', {})],
      says: 'Rollout has no version v1 in argoproj.io',
      fix: 'Write argoproj.io/v1alpha1.',
    },
  },
});
