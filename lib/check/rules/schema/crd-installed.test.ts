import { kube, ruleCases } from '../../testing.ts';
import { crdInstalled } from './crd-installed.ts';

const certificate = kube('cert-manager.io/v1/Certificate', { name: 'a' });
const chart = (name: string) =>
  kube('argoproj.io/v1alpha1/Application', { name: 'x' }, { spec: { source: { chart: name, repoURL: 'https://charts.example.org' } } });
const definition = kube(
  'apiextensions.k8s.io/v1/CustomResourceDefinition',
  { name: 'lamps.example.org' },
  { spec: { group: 'example.org', names: { kind: 'Lamp' } } },
);

ruleCases(crdInstalled, {
  accepts: {
    'a chart that brings it': [certificate, chart('cert-manager')],
    'a definition in the tree': [definition, kube('example.org/v1/Lamp', {})],
    'kinds of Kubernetes, and of tools': [
      kube('networking.k8s.io/v1/Ingress', {}),
      kube('snapshot.storage.k8s.io/v1/VolumeSnapshotClass', {}),
      chart('snapshot-controller'),
      kube('kustomize.config.k8s.io/v1beta1/Kustomization', {}),
    ],
    'applications alone, whose platform stands elsewhere': [certificate],
    'Argo CD, which applies the tree': [chart('anything')],
  },
  refuses: {
    'definitions that nobody brings, once a kind': {
      given: [certificate, kube('cert-manager.io/v1/Certificate', { name: 'b' }), chart('web')],
      says: 'nothing in the tree installs the definition of Certificate (cert-manager.io), of which there are 2',
    },
  },
});
