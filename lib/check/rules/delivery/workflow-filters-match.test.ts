import { kube, ruleCases } from '../../testing.ts';
import { workflowFiltersMatch } from './workflow-filters-match.ts';

const workflow = (push: object) => kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: { push }, jobs: {} } });

ruleCases(workflowFiltersMatch, {
  accepts: {
    'paths from the root': [workflow({ branches: ['main'], paths: ['site/**', '!site/README.md', '.github/**', '**.md'] })],
    'a workflow of all pushes': [workflow({})],
    'what is ignored': [workflow({ 'paths-ignore': ['docs/**'] })],
  },
  refuses: {
    'a path with a dot': {
      given: [workflow({ paths: ['./site/**', 'Dockerfile'] })],
      says: '"./site/**" matches nothing: paths are compared from the root of the repository, without ./ or /',
      fix: 'Write site/**.',
    },
    'a path with a slash': {
      given: [workflow({ paths: ['/site/**'] })],
      says: '"/site/**" matches nothing: paths are compared from the root of the repository, without ./ or /',
    },
    'a branch in full': {
      given: [workflow({ branches: ['refs/heads/main'] })],
      says: '"refs/heads/main" matches nothing: names are compared without refs/',
      fix: 'Write main.',
    },
    'a filter that only takes away': { given: [workflow({ paths: ['!docs/**'] })], says: 'paths only takes away (!docs/**), from nothing' },
  },
});
