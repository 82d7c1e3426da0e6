import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { renovateFilesMatch } from './renovate-files-match.ts';

const renovate = (content: object) => inFile('renovate.json', documentObject('Config', 'renovate', { content }));
const files = ['renovate.json', 'k8s-manifests/web.yaml', 'argocd/web.yaml'];

ruleCases(renovateFilesMatch, {
  accepts: {
    'files that are there': {
      given: [
        renovate({
          kubernetes: { fileMatch: ['^k8s-manifests/.+\\.yaml$', '\\.yaml$'] },
          argocd: { managerFilePatterns: ['/^argocd/.+\\.yaml$/', 'argocd/*.yaml'] },
        }),
      ],
      files,
    },
    'managers that know their files': { given: [renovate({ enabledManagers: ['dockerfile', 'kustomize', 'github-actions'] })], files },
    'a preset of their own': {
      given: [renovate({ extends: ['config:recommended', 'github>acme/renovate'], enabledManagers: ['kubernetes'] })],
      files,
    },
    'another file': [inFile('a.json', documentObject('Config', 'a', { content: { enabledManagers: ['kubernetes'] } }))],
  },
  refuses: {
    'a folder that was renamed': {
      given: [renovate({ kubernetes: { fileMatch: ['^k8s-manifest/.+\\.yaml$'] } })],
      files,
      says: 'kubernetes reads ^k8s-manifest/.+\\.yaml$, and no file of the tree is called so',
      fix: 'Did you mean "k8s-manifests"?',
    },
    'a manager that is told nothing': {
      given: [renovate({ extends: ['config:recommended'], enabledManagers: ['argocd', 'npm'] })],
      files,
      says: 'argocd is enabled, and is not told which files to read',
    },
  },
});
