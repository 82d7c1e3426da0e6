import { built, serviceFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationLoadRestriction } from './kustomization-load-restriction.ts';

const outside = { 'over/kustomization.yaml': 'resources: [../shared/a.yaml]\n', 'shared/a.yaml': serviceFile('a') };

ruleCases(kustomizationLoadRestriction, {
  accepts: {
    'files below the folder, and folders from elsewhere': built({
      'over/kustomization.yaml': 'resources: [sub/a.yaml, ../base]\n',
      'over/sub/a.yaml': serviceFile('a'),
      'base/kustomization.yaml': 'resources: [b.yaml]\n',
      'base/b.yaml': serviceFile('b'),
    }),
    'a kustomization in the root': built({ 'kustomization.yaml': 'resources: [apps/a.yaml]\n', 'apps/a.yaml': serviceFile('a') }),
    'Argo CD that allows it': built({
      ...outside,
      'argocd/cm.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata: {kustomize.buildOptions: --load-restrictor LoadRestrictionsNone}\n',
    }),
    'Flux, which allows it': built({
      ...outside,
      'flux/k.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec: {path: ./over}\n',
    }),
  },
  refuses: {
    'a file of another folder': { given: built(outside), says: 'the file ../shared/a.yaml is outside of over' },
    'a patch and contents of another folder': {
      given: built({
        'over/kustomization.yaml':
          'resources: [a.yaml]\npatches: [{path: ../p.yaml}]\nconfigMapGenerator: [{name: c, files: [../x.txt]}]\n',
        'over/a.yaml': serviceFile('a'),
        'p.yaml': serviceFile('a'),
        'x.txt': 'x',
      }),
      says: ['the file ../x.txt is outside of over', 'the file ../p.yaml is outside of over'],
    },
  },
});
