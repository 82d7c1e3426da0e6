import { built, deploymentFile, serviceFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationListsFiles } from './kustomization-lists-files.ts';

const listed = { 'app/kustomization.yaml': 'resources: [web.yaml]\n', 'app/web.yaml': deploymentFile('web') };

ruleCases(kustomizationListsFiles, {
  accepts: {
    'a folder that is listed whole': built(listed),
    'a file that a comment leaves out': built({
      ...listed,
      'app/kustomization.yaml': 'resources:\n- web.yaml\n# - debug-service.yaml\n',
      'app/debug-service.yaml': serviceFile('x'),
    }),
    'a file that another kustomization lists': built({
      ...listed,
      'app/svc.yaml': serviceFile('web'),
      'all/kustomization.yaml': 'resources: [../app, ../app/svc.yaml]\n',
    }),
    'a file that a script applies': built({
      ...listed,
      'app/once.yaml': serviceFile('once'),
      'install.sh': 'kubectl apply -f app/once.yaml\n',
    }),
    'a root Application, applied by hand': built({
      ...listed,
      'app/root.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: root}\nspec: {}\n',
    }),
    'an example, an encrypted Secret, and values of a chart': built({
      ...listed,
      'app/secret.example.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n',
      'app/keys.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: b}\nsops: {mac: x}\n',
      'app/values.yaml': 'replicas: 1\n',
    }),
    'a folder without a kustomization': built({ 'app/web.yaml': deploymentFile('web') }),
  },
  refuses: {
    'a file that nobody lists': {
      given: built({ ...listed, 'app/service.yaml': serviceFile('web') }),
      says: 'service.yaml stands in the folder and is not listed',
    },
    'four files': {
      given: built({ ...listed, ...Object.fromEntries(['a', 'b', 'c', 'd'].map((each) => [`app/${each}.yaml`, serviceFile(each)])) }),
      says: 'a.yaml, b.yaml, c.yaml and 1 more stand in the folder and are not listed',
    },
  },
});
