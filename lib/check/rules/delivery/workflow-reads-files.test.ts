import { kube, ruleCases } from '../../testing.ts';
import { workflowReadsFiles } from './workflow-reads-files.ts';

const workflow = (...steps: readonly object[]) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { build: { steps } } } });
const go = (file: string) => ({ uses: 'actions/setup-go@v5', with: { 'go-version-file': file } });
const cache = (key: string) => ({ uses: 'actions/cache@v4', with: { path: '~/x', key } });
const files = ['services/api/go.mod', 'services/api/go.sum', 'web/package-lock.json'];

ruleCases(workflowReadsFiles, {
  accepts: {
    'paths from the root': {
      given: [
        workflow(go('services/api/go.mod'), go('./services/api/go.mod'), {
          uses: 'actions/setup-node@v4',
          with: { 'cache-dependency-path': 'web/package-lock.json\nold/package-lock.json' },
        }),
      ],
      files,
    },
    'patterns and what is worked out': {
      given: [
        workflow(
          go('services/${{ matrix.service }}/go.mod'),
          cache("go-${{ hashFiles('**/go.sum') }}-${{ hashFiles('services/*/go.mod') }}"),
        ),
      ],
      files,
    },
    'one of several files': { given: [workflow(cache("${{ hashFiles('go.sum', 'services/api/go.sum') }}"))], files },
    'a file of which there is none here': { given: [workflow(go('.go-version'), cache("${{ hashFiles('yarn.lock') }}"))], files },
    'a repository in a folder': { given: [workflow({ uses: 'actions/checkout@v4', with: { path: 'src' } }, go('src/go.mod'))], files },
    'objects alone': [workflow(go('go.mod'))],
  },
  refuses: {
    'a module in a folder': {
      given: [workflow(go('go.mod'))],
      files,
      says: 'go-version-file is go.mod, and the tree has services/api/go.mod',
      fix: 'Write the path from the root.',
    },
    'a hash of nothing': {
      given: [workflow(cache("go-${{ runner.os }}-${{ hashFiles('go.sum') }}"))],
      files,
      says: 'hashFiles looks for go.sum, and the tree has services/api/go.sum',
      fix: 'Write the path from the root, or **/go.sum.',
    },
  },
});
