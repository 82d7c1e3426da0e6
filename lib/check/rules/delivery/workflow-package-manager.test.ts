import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { workflowPackageManager } from './workflow-package-manager.ts';

const CHECKOUT = { uses: 'actions/checkout@v4' };
const job = (extra: object, ...steps: readonly object[]) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { jobs: { web: { 'runs-on': 'ubuntu-24.04', steps: [CHECKOUT, ...steps], ...extra } } } },
  );
const workflow = (...steps: readonly object[]) => job({}, ...steps);
const node = (inputs: object = {}) => ({ uses: 'actions/setup-node@v4', with: { 'node-version': 22, ...inputs } });
const pnpm = (inputs: object = {}) => ({ uses: 'pnpm/action-setup@v4', with: inputs });
const run = (text: string, folder?: string) => (folder === undefined ? { run: text } : { run: text, 'working-directory': folder });
const packed = (content: object, file = 'package.json') => inFile(file, documentObject('Config', 'package', { content }));
const YARN = packed({ packageManager: 'yarn@4.9.2' });
const PNPM = packed({ packageManager: 'pnpm@9.15.0+sha512.abc' });
const yarn = ['package.json', 'yarn.lock'];
const locked = ['package.json', 'pnpm-lock.yaml'];
const below = ['web/package.json', 'web/package-lock.json'];

ruleCases(workflowPackageManager, {
  accepts: {
    'yarn by corepack': { given: [workflow(node(), run('corepack enable'), run('yarn install')), YARN], files: yarn },
    'yarn by corepack in the same step': { given: [workflow(run('corepack enable\nyarn install')), YARN], files: yarn },
    'a release of yarn in the tree': { given: [workflow(run('yarn install')), YARN], files: [...yarn, '.yarn/releases/yarn-4.9.2.cjs'] },
    'the first yarn': { given: [workflow(run('yarn install')), packed({ packageManager: 'yarn@1.22.22' })], files: yarn },
    'pnpm by its action': { given: [workflow(pnpm(), node({ cache: 'pnpm' }), run('pnpm install')), PNPM], files: locked },
    'pnpm of the same version': { given: [workflow(pnpm({ version: '9.15.0' }), run('pnpm install')), PNPM], files: locked },
    'pnpm of a version, for whom package.json says nothing': {
      given: [workflow(pnpm({ version: 9 }), run('pnpm install')), packed({})],
      files: locked,
    },
    'an action that may bring it': { given: [workflow({ uses: './.github/actions/setup' }, run('pnpm install')), PNPM], files: locked },
    'an image of its own': { given: [job({ container: 'acme/ci:1' }, run('pnpm install')), PNPM], files: locked },
    'a machine of its own': { given: [job({ 'runs-on': 'self-hosted' }, run('pnpm install')), PNPM], files: locked },
    'a cache of a lock below': {
      given: [workflow(node({ cache: 'npm', 'cache-dependency-path': 'web/package-lock.json' }), run('npm ci', 'web'))],
      files: below,
    },
    'a cache of a lock that nobody sees': { given: [workflow(node({ cache: 'npm' }))], files: ['web/package.json'] },
    'npm for its own lock': { given: [workflow(run('npm ci', 'web')), packed({}, 'web/package.json')], files: below },
    'objects alone': [workflow(run('pnpm install'))],
  },
  refuses: {
    'yarn of the machine': {
      given: [workflow(node(), run('yarn install --immutable'), run('yarn build')), YARN],
      files: yarn,
      says: 'package.json asks for yarn 4.9.2, and the job calls the yarn of the machine',
    },
    'no pnpm': { given: [workflow(node(), run('pnpm install')), PNPM], files: locked, says: 'the job calls pnpm, and no step installs it' },
    'a cache before pnpm': {
      given: [workflow(node({ cache: 'pnpm' }), pnpm(), run('pnpm install')), PNPM],
      files: locked,
      says: 'the cache of pnpm is asked for before anything installs pnpm',
    },
    'two versions': {
      given: [workflow(pnpm({ version: 10 }), run('pnpm install')), PNPM],
      files: locked,
      says: 'pnpm/action-setup is given version 10, and package.json says pnpm@9.15.0',
      fix: 'Leave version out: the action reads packageManager.',
    },
    'no version': {
      given: [workflow(pnpm(), run('pnpm install')), packed({ name: 'web' })],
      files: locked,
      says: 'pnpm/action-setup is given no version, and package.json has no packageManager',
    },
    'a lock below': {
      given: [workflow(node({ cache: 'npm' }), run('npm ci', 'web'))],
      files: below,
      says: 'the cache of npm needs a lock at the root of the repository, and the tree has web/package-lock.json',
    },
    'npm for the lock of another': {
      given: [workflow(run('npm ci')), PNPM],
      files: locked,
      says: 'npm ci reads package-lock.json, and the folder has the lock of pnpm',
    },
  },
});
