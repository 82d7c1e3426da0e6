import { kube, ruleCases } from '../../testing.ts';
import { workflowCommitsAs } from './workflow-commits-as.ts';

const workflow = (steps: readonly object[], more: object = {}, whole: object = {}) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'cd' },
    { workflow: { jobs: { tags: { 'runs-on': 'ubuntu-24.04', steps, ...more } }, ...whole } },
  );
const commit = { run: 'git add .\ngit commit -m "tags"\ngit push' };

ruleCases(workflowCommitsAs, {
  accepts: {
    'a name in the same step, and in one before': [
      workflow([{ run: 'git config user.name bot\ngit config user.email bot@acme.example\ngit commit -m x' }]),
      workflow([{ run: 'git config --global user.email "bot@acme.example"' }, commit]),
    ],
    'variables of git': [
      workflow([commit], {}, { env: { GIT_AUTHOR_NAME: 'bot', GIT_COMMITTER_NAME: 'bot' } }),
      workflow([{ run: 'git -c user.name=bot commit -m x' }]),
    ],
    'an action that says it': [workflow([{ uses: 'crazy-max/ghaction-import-gpg@v6' }, commit])],
    'a machine of their own, and a script that may say it': [
      workflow([commit], { 'runs-on': 'self-hosted' }),
      workflow([{ run: './prepare.sh' }, commit]),
    ],
    'no commit': [workflow([{ run: 'git log --oneline | grep commit' }])],
  },
  refuses: {
    'nobody who commits': {
      given: [workflow([{ uses: 'actions/checkout@v4' }, commit])],
      says: 'job tags runs git commit, and nothing before says who commits',
    },
    'a name that comes later': {
      given: [workflow([commit, { run: 'git config user.name bot' }])],
      says: 'job tags runs git commit, and nothing before says who commits',
    },
  },
});
