import { kube, ruleCases } from '../../testing.ts';
import { kustomizationPrefixOnce } from './kustomization-prefix-once.ts';

const kustomization = (fields: object) => kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'overlays/prod' }, { ...fields });
const built = (name: string, overlay = 'overlays/prod') => ({
  object: kube('autoscaling/v2/HorizontalPodAutoscaler', { name }),
  file: 'overlays/prod/hpa.yaml',
  overlay,
});

ruleCases(kustomizationPrefixOnce, {
  accepts: {
    'names that get it once': [kustomization({ namePrefix: 'prod-' }), built('prod-user-hpa')],
    'another overlay': [kustomization({ namePrefix: 'prod-' }), built('prod-prod-user-hpa', 'overlays/other')],
    'no prefix': [kustomization({}), built('prod-prod-user-hpa')],
  },
  refuses: {
    'names that have it already': {
      given: [kustomization({ namePrefix: 'prod-' }), built('prod-prod-user-hpa'), built('prod-web')],
      says: 'namePrefix prod- is put on names that have it: HorizontalPodAutoscaler prod-prod-user-hpa',
      fix: 'Take prod- out of the names in overlays/prod/hpa.yaml.',
    },
    'a suffix that is there already': {
      given: [kustomization({ nameSuffix: '-v2' }), built('web-v2-v2')],
      says: 'nameSuffix -v2 is put on names that have it: HorizontalPodAutoscaler web-v2-v2',
    },
  },
});
