import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { commandFolderExists } from './command-folder-exists.ts';

const files = ['k8s/overlays/prod/kustomization.yaml', 'k8s/overlays/dev/kustomization.yaml', 'scripts/deploy.sh'];
const script = (text: string) => ({ given: [inFile('scripts/deploy.sh', documentObject('Script', 'deploy', { text }))], files });
const workflow = (run: string) => ({
  given: [inFile('.github/workflows/a.yaml', documentObject('Workflow', 'a', { workflow: { jobs: { a: { steps: [{ run }] } } } }))],
  files,
});

ruleCases(commandFolderExists, {
  accepts: {
    'a folder from the root': script('cd k8s/overlays/prod\nkubectl apply -k .'),
    'a folder that is made first': script('mkdir -p k8s/overlays/tmp\ncd k8s/overlays/tmp'),
    'a folder of a repository that is fetched': script('git clone https://github.com/acme/other\ncd k8s/overlays/production'),
    'a folder whose neighbours are not here': script('cd src/app'),
    'a folder in a variable': script('cd "k8s/overlays/$STAGE"'),
  },
  refuses: {
    'an overlay that has another name': {
      ...workflow('cd k8s/overlays/production\nkustomize edit set image a=b'),
      says: 'line 1: cd k8s/overlays/production, which is not in the tree; beside it there are dev, prod',
      fix: 'Name a folder that exists.',
    },
  },
});
