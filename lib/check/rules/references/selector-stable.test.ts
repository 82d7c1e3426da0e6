import { deployment, kube, ruleCases } from '../../testing.ts';
import { selectorStable } from './selector-stable.ts';

const kustomization = (rest: object): ReturnType<typeof kube> => ({
  ...kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'base' }),
  ...rest,
});

ruleCases(selectorStable, {
  accepts: {
    'a name': [deployment({ labels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop' } })],
    'a version of the mesh, which is a subset': [deployment({ labels: { app: 'web', version: 'v1' } })],
    'labels beside the selector': [
      kustomization({ labels: [{ pairs: { 'app.kubernetes.io/version': '1.2.3' }, includeSelectors: false }] }),
    ],
    'a common name': [kustomization({ commonLabels: { app: 'shop' } })],
  },
  refuses: {
    'a version in the selector': {
      given: [deployment({ labels: { app: 'web', 'app.kubernetes.io/version': '1.2.3' } })],
      says: 'the selector holds app.kubernetes.io/version, which changes with each release',
    },
    'a chart in the selector': {
      given: [deployment({ labels: { app: 'web', 'helm.sh/chart': 'web-1.2.3' } })],
      says: 'the selector holds helm.sh/chart, which changes with each release',
    },
    'a common version': {
      given: [kustomization({ commonLabels: { version: 'v1.2.0' } })],
      says: 'version becomes part of every selector, and changes with each release',
    },
    'the tool': {
      given: [kustomization({ labels: [{ pairs: { 'app.kubernetes.io/managed-by': 'kustomize' }, includeSelectors: true }] })],
      says: 'app.kubernetes.io/managed-by becomes part of every selector, and changes with the tool',
    },
  },
});
