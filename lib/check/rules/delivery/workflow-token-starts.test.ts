import { kube, ruleCases } from '../../testing.ts';
import { workflowTokenStarts } from './workflow-token-starts.ts';

const workflow = (name: string, on: object, ...steps: readonly object[]) =>
  kube('slipway.dev/v1/Workflow', { name }, { workflow: { name, on, jobs: { work: { steps } } } });
const release = (token?: string) => ({ uses: 'softprops/action-gh-release@v2', with: token === undefined ? {} : { token } });
const tag = (token: string) => ({ uses: 'mathieudutour/github-tag-action@v6.2', with: { github_token: token } });
const main = { push: { branches: ['main'] } };
const checkout = { uses: 'actions/checkout@v4' };
const write = { run: 'sed -i "s|v1|v2|" k8s/web.yaml\ngit commit -am "web v2"\ngit push' };
const RUN = '${{ secrets.GITHUB_TOKEN }}';
const image = workflow('Image', { release: { types: ['published'] } });
const tagged = workflow('Image', { push: { tags: ['v*'] } });
const checks = workflow('Checks', { push: { branches: ['main'], paths: ['k8s/**'] } });

ruleCases(workflowTokenStarts, {
  accepts: {
    'a release by an app': [workflow('Release', main, release('${{ steps.app.outputs.token }}')), image],
    'a release that starts nobody': [workflow('Release', main, release()), checks],
    'an image that other events build, too': [workflow('Release', main, release()), workflow('Image', { ...main, release: {} })],
    'a commit that asks for no run': [
      workflow('Delivery', main, checkout, { run: write.run.replace('web v2', 'web v2 [skip ci]') }),
      checks,
    ],
    'a commit of files that nobody waits for': [workflow('Delivery', main, checkout, { run: write.run.replace('k8s/', 'site/') }), checks],
    'a commit with a token of its own': [
      workflow('Delivery', main, { ...checkout, with: { token: '${{ secrets.BOT_TOKEN }}' } }, write),
      checks,
    ],
  },
  refuses: {
    'a release by which the image is to be built': {
      given: [workflow('Release', main, release()), image],
      says: 'job work makes a release with the token of the run, and Image, which is to start by it, does not',
    },
    'a tag by which the image is to be built': {
      given: [workflow('Release', main, tag(RUN)), tagged],
      says: 'job work makes a tag with the token of the run, and Image, which is to start by it, does not',
    },
    'a release by a command': {
      given: [workflow('Release', main, { run: 'gh release create v1', env: { GH_TOKEN: RUN } }), image],
      says: 'job work makes a release with the token of the run, and Image, which is to start by it, does not',
    },
    'a pull request that is to be checked': {
      given: [workflow('Update', main, { uses: 'peter-evans/create-pull-request@v7' }), workflow('Checks', { pull_request: {} })],
      says: 'job work makes a pull request with the token of the run, and Checks, which is to start by it, does not',
    },
    'a commit that is to be checked': {
      given: [workflow('Delivery', main, checkout, write), checks],
      says: 'job work makes a commit with the token of the run, and Checks, which is to start by it, does not',
    },
  },
});
