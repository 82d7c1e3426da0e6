import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationResourceExists = defineRule({
  id: 'kustomization-resource-exists',
  severity: 'error',
  kinds: ['kustomize.config.k8s.io/v1beta1/Kustomization', 'kustomize.config.k8s.io/v1alpha1/Component'],
  asks: 'Every file and folder that a kustomization names exists.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/',
  check: (manifest) => told(manifest, 'kustomization-resource-exists'),
});
