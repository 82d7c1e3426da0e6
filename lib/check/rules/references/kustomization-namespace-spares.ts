import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationNamespaceSpares = defineRule({
  id: 'kustomization-namespace-spares',
  severity: 'error',
  kinds: ['kustomize.config.k8s.io/v1beta1/Kustomization', 'kustomize.config.k8s.io/v1alpha1/Component'],
  asks: 'The namespace of a kustomization moves no object out of the only namespace in which somebody reads it.',
  source:
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/namespace/; https://metallb.io/configuration/; https://argo-cd.readthedocs.io/en/stable/operator-manual/app-any-namespace/',
  check: (manifest) => told(manifest, 'kustomization-namespace-spares'),
});
