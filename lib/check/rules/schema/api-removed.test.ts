import { kube, ruleCases } from '../../testing.ts';
import { apiRemoved } from './api-removed.ts';

const budget = kube('policy/v1beta1/PodDisruptionBudget', {});

const chart = (name: string, targetRevision: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://charts.example.org', chart: name, targetRevision }, destination: { namespace: name } } },
  );
const secret = (version: string) => kube(`external-secrets.io/${version}/ExternalSecret`, { name: 'db', namespace: 'shop' });

ruleCases(apiRemoved, {
  accepts: {
    'the versions of today': [kube('policy/v1/PodDisruptionBudget', {}), kube('networking.k8s.io/v1/Ingress', {})],
    'a version that the cluster still serves': { given: [budget], facts: { kubernetes: 'v1.24.17' } },
    'another kind of the same version': [kube('batch/v1/CronJob', {}), kube('networking.istio.io/v1beta1/Gateway', {})],
    'a version that the chart of the tree serves': [secret('v1beta1'), chart('external-secrets', '0.14.4')],
    'a newer one that it serves': [secret('v1'), chart('external-secrets', '0.20.4')],
    'both, while it serves both': [secret('v1'), secret('v1beta1'), chart('external-secrets', '0.16.2')],
    'a kind that has no newer version': [kube('external-secrets.io/v1alpha1/PushSecret', {}), chart('external-secrets', '0.20.4')],
    'a kind of nobody': [kube('example.org/v1/Lamp', {})],
  },
  refuses: {
    'a version that every supported release lacks': {
      given: [budget],
      says: 'PodDisruptionBudget of policy/v1beta1 is gone since Kubernetes 1.25',
      fix: 'Write policy/v1, whose fields may differ.',
    },
    'a version that this cluster lacks': {
      given: [kube('autoscaling/v2beta2/HorizontalPodAutoscaler', {})],
      facts: { kubernetes: 'v1.31.13' },
      says: 'HorizontalPodAutoscaler of autoscaling/v2beta2 is gone since Kubernetes 1.26, the cluster runs 1.31',
    },
    'a version that this cluster does not have yet': {
      given: [kube('storage.k8s.io/v1/VolumeAttributesClass', {})],
      facts: { kubernetes: 'v1.31.13' },
      says: 'VolumeAttributesClass of storage.k8s.io/v1 exists since Kubernetes 1.34, the cluster runs 1.31',
    },
    'a version that the chart of the tree stopped serving': {
      given: [secret('v1beta1'), chart('external-secrets', '0.17.0')],
      says: 'ExternalSecret of external-secrets.io/v1beta1 is gone since external-secrets 0.17, and the tree installs 0.17.0',
      fix: 'Write external-secrets.io/v1.',
    },
    'a version that the chart of the tree does not have yet': {
      given: [secret('v1'), chart('external-secrets', '0.9.13')],
      says: 'ExternalSecret of external-secrets.io/v1 exists since external-secrets 0.16, and the tree installs 0.9.13',
    },
    'a custom resource of long ago': {
      given: [kube('cert-manager.io/v1alpha2/Certificate', {})],
      says: 'Certificate of cert-manager.io/v1alpha2 is gone since cert-manager 1.6',
    },
  },
});
