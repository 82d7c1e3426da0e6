import { built, deploymentFile, serviceFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationOrphan } from './kustomization-orphan.ts';

const over = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': deploymentFile('web'),
  'over/kustomization.yaml': 'resources: [../base]\npatches: [{path: patches/web.yaml}]\n',
  'over/patches/web.yaml': deploymentFile('web'),
};

ruleCases(kustomizationOrphan, {
  accepts: {
    'patches that are listed': built(over),
    'a patch that a comment leaves out': built({
      ...over,
      'over/kustomization.yaml': 'resources: [../base]\npatches:\n- path: patches/web.yaml\n# - path: patches/webhook_patch.yaml\n',
      'over/patches/webhook_patch.yaml': serviceFile('hook'),
    }),
    'a manifest that is no patch': built({ ...over, 'over/service.yaml': serviceFile('web') }),
    'a patch that no kustomization is near': built({ 'patches/web.yaml': deploymentFile('web') }),
  },
  refuses: {
    'a patch for an object that is gone': {
      given: built({ ...over, 'over/patches/ui-service-patch.yaml': serviceFile('ui') }),
      says: 'the patch is in no kustomization: over/kustomization.yaml does not name it',
    },
    'a part of a workload beside the kustomization': {
      given: built({ ...over, 'over/more.yaml': deploymentFile('other').replace(/, image: '[^']*'/, '') }),
      says: 'the patch is in no kustomization: over/kustomization.yaml does not name it',
    },
    'the namesake of something that is built': {
      given: built({ ...over, 'over/replicas.yaml': deploymentFile('web') }),
      says: 'the patch is in no kustomization: over/kustomization.yaml does not name it',
    },
  },
});
