import type { KubeObject } from '../../../manifest/manifest.ts';
import { kube, ruleCases } from '../../testing.ts';
import { workflowStartsOnce } from './workflow-starts-once.ts';

const PAT = '${{ secrets.BOT_TOKEN }}';
const COMMIT = 'sed -i s/a/b/ k8s/web.yaml\ngit commit -am "Deploy ${{ github.sha }}"\n';

const workflow = (
  on: unknown,
  { inputs = { token: PAT }, run = `${COMMIT}git push`, job = {} }: { inputs?: object; run?: string; job?: object } = {},
): KubeObject =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { on, jobs: { deliver: { steps: [{ uses: 'actions/checkout@v4', with: inputs }, { run }], ...job } } } },
  );
const main = { push: { branches: ['main'] } };
const add = (path: string): string => `git add ${path}\ngit commit -m "Deploy $GITHUB_SHA"\ngit push`;
const says = 'the job deliver pushes to the branch of the run, and a push to it starts the workflow again';

ruleCases(workflowStartsOnce, {
  accepts: {
    'the token of the run, whose pushes start nothing': [
      workflow(main, { inputs: {} }),
      workflow(main, { inputs: { token: '${{ secrets.GITHUB_TOKEN }}' } }),
      workflow(main, { inputs: { token: '${{ secrets.BOT_TOKEN || github.token }}' } }),
    ],
    'a token in the address, which the header of the checkout overrules': [
      workflow(main, { inputs: {}, run: `${COMMIT}git push https://x:${PAT}@github.com/\${{ github.repository }} HEAD:main` }),
    ],
    'a message that skips runs': [
      workflow(main, { run: 'git commit -am "Deploy $GITHUB_SHA [skip ci]"\ngit push' }),
      workflow(main, { run: 'git commit -am "Deploy $GITHUB_SHA" -m "skip-checks: true"\ngit push' }),
    ],
    'a message that is made elsewhere': [workflow(main, { run: 'git commit -am "$MESSAGE"\ngit push' })],
    'paths without what it writes': [
      workflow({ push: { paths: ['src/**'] } }, { run: add('k8s/web.yaml') }),
      workflow({ push: { paths: ['**', '!k8s/**'] } }, { run: add('k8s') }),
      workflow({ push: { 'paths-ignore': ['k8s/**', '**.md'] } }, { run: add('k8s/overlays/prod') }),
    ],
    'paths, where nobody knows what is written': [workflow({ push: { paths: ['k8s/**'] } })],
    'another branch': [
      workflow(main, { run: `${COMMIT}git push origin HEAD:deploy` }),
      workflow(main, { inputs: { token: PAT, ref: 'gh-pages' } }),
      workflow({ push: { 'branches-ignore': ['deploy'] } }, { run: `${COMMIT}git push origin HEAD:deploy` }),
    ],
    'a branch that the shell works out': [workflow(main, { run: `${COMMIT}git push origin "HEAD:$TARGET"` })],
    tags: [workflow({ push: { tags: ['v*'] } }), workflow(main, { run: 'git tag v1\ngit push --tags' })],
    'other events': [workflow('workflow_dispatch')],
    'a condition that ends it': [
      workflow(main, { job: { if: "github.actor != 'release-bot'" } }),
      workflow(main, { job: { if: "github.ref == 'refs/heads/main' && !contains(github.event.head_commit.message, 'Deploy')" } }),
    ],
    'another repository': [workflow(main, { inputs: { repository: 'acme/gitops', token: PAT } })],
    'a commit of what has changed, which ends by itself': [
      workflow(main, { run: 'npm run format\ngit diff --quiet || git commit -am "Format"\ngit push' }),
    ],
  },
  refuses: {
    'a token of somebody': { given: [workflow(main)], says },
    'every push': { given: [workflow('push')], says },
    'a deploy key': { given: [workflow(['push'], { inputs: { 'ssh-key': '${{ secrets.DEPLOY_KEY }}' } })], says },
    'a token of an app': { given: [workflow(main, { inputs: { token: '${{ steps.app.outputs.token }}' } })], says },
    'a branch that a pattern takes in': {
      given: [workflow({ push: { branches: ['release/**'] } }, { run: `${COMMIT}git push origin HEAD:release/v1` })],
      says: 'the job deliver pushes to release/v1, and a push to it starts the workflow again',
    },
    'paths with what it writes': {
      given: [workflow({ push: { paths: ['src/**', 'k8s/**'] } }, { run: add('k8s/web.yaml') })],
      says: 'the job deliver pushes to the branch of the run (k8s/web.yaml), and a push to it starts the workflow again',
    },
    'a marker that GitHub does not know': {
      given: [workflow(main, { run: 'git commit -am "Deploy $GITHUB_SHA [ci-skip]"\ngit push' })],
      says,
    },
    'a condition that each push fulfils': { given: [workflow(main, { job: { if: "github.ref == 'refs/heads/main'" } })], says },
    'an address with a token of its own': {
      given: [
        workflow(main, {
          inputs: { 'persist-credentials': false },
          run: `${COMMIT}git push https://x:${PAT}@github.com/\${{ github.repository }} HEAD:main`,
        }),
      ],
      says: 'the job deliver pushes to main, and a push to it starts the workflow again',
    },
    'an action that commits what differs each time': {
      given: [
        workflow(main, {
          job: {
            steps: [
              { uses: 'actions/checkout@v4', with: { token: PAT } },
              { run: 'echo ${{ github.sha }} > version.txt' },
              { uses: 'stefanzweifel/git-auto-commit-action@v5' },
            ],
          },
        }),
      ],
      says,
    },
  },
});
