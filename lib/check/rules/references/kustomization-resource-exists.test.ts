import { built, deploymentFile, serviceFile } from '../../kustomize/testing.ts';
import { ruleCases } from '../../testing.ts';
import { kustomizationResourceExists } from './kustomization-resource-exists.ts';

ruleCases(kustomizationResourceExists, {
  accepts: {
    'files, folders, components, patches and contents that are there': built({
      'base/kustomization.yaml':
        'resources: [web.yaml, ./sub/]\nconfigMapGenerator: [{name: a, files: [key=files/app.txt], envs: [v.env]}]\n',
      'base/web.yaml': deploymentFile('web'),
      'base/v.env': 'A=1\n',
      'base/files/app.txt': 'x',
      'base/sub/kustomization.yml': 'resources: [web.yaml]\n',
      'base/sub/web.yaml': serviceFile('web'),
      'extra/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n',
      'over/kustomization.yaml': 'resources: [../base]\ncomponents: [../extra]\npatches: [{path: p.yaml}]\n',
      'over/p.yaml': deploymentFile('web'),
    }),
    'bases from elsewhere': built({
      'kustomization.yaml':
        'resources:\n- https://github.com/argoproj/argo-cd/manifests/cluster-install?ref=v2.9.0\n- github.com/acme/base//deploy?ref=v1\n- git@github.com:acme/base.git\n- https://example.org/install.yaml\n- ../../shared\n',
    }),
    'patches that are written out': built({
      'kustomization.yaml': `resources: [a.yaml]\npatchesStrategicMerge:\n- |-\n  apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n`,
      'a.yaml': serviceFile('a'),
    }),
  },
  refuses: {
    'a file that is not there, with the near miss': {
      given: built({
        'mysql/kustomization.yaml': 'resources: [mysql-deploymnt.yaml]\n',
        'mysql/mysql-deployment.yaml': deploymentFile('mysql'),
      }),
      says: 'mysql-deploymnt.yaml does not exist',
      fix: 'Did you mean "mysql-deployment.yaml"?',
    },
    'a file with another ending': {
      given: built({ 'kustomization.yaml': 'resources: [web.yaml]\n', 'web.yml': deploymentFile('web') }),
      says: 'web.yaml does not exist',
      fix: 'Did you mean "web.yml"?',
    },
    'a patch, a folder and a component that are not there': {
      given: built({
        'over/kustomization.yaml': 'resources: [../base, ../bass]\ncomponents: [../extra]\npatches: [{path: secret-patch.yaml}]\n',
        'base/kustomization.yaml': 'resources: [a.yaml]\n',
        'base/a.yaml': serviceFile('a'),
      }),
      says: ['../extra does not exist', 'secret-patch.yaml does not exist', '../bass does not exist'],
    },
    'a folder without a kustomization': {
      given: built({ 'kustomization.yaml': 'resources: [apps]\n', 'apps/a.yaml': serviceFile('a') }),
      says: 'the folder apps has no kustomization.yaml',
    },
    'contents that are not in Git': {
      given: built({ 'kustomization.yaml': 'secretGenerator: [{name: keys, envs: [.env]}]\n' }),
      says: '.env does not exist',
    },
  },
});
