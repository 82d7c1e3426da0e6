import { kube, ruleCases } from '../../testing.ts';
import { workflowPushesMerged } from './workflow-pushes-merged.ts';

const login = (password = '${{ secrets.REGISTRY_TOKEN }}', more: object = {}) => ({
  uses: 'docker/login-action@v3',
  with: { username: 'acme', password },
  ...more,
});
const build = (push: unknown = true, tags = 'acme/web:${{ github.sha }}') => ({
  uses: 'docker/build-push-action@v6',
  with: { push, tags },
});
const meta = (tags?: string) => ({ uses: 'docker/metadata-action@v5', id: 'meta', with: { images: 'acme/web', tags } });
const workflow = (steps: readonly object[], on: unknown = { push: { branches: ['main'] }, pull_request: {} }, job: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on, jobs: { image: { steps, ...job } } } });

ruleCases(workflowPushesMerged, {
  accepts: {
    'a push that asks': [workflow([login(), build("${{ github.event_name != 'pull_request' }}")])],
    'a login that asks': [workflow([login(undefined, { if: "github.event_name == 'push'" }), build()])],
    'a job for the main branch': [workflow([login(), build()], undefined, { if: "github.ref == 'refs/heads/main'" })],
    'a job behind another, which may choose': [workflow([login(), build()], undefined, { needs: ['choose'] })],
    'pushes alone, and pull requests alone': [workflow([login(), build()], ['push']), workflow([login(), build()], ['pull_request'])],
    'the token of the run': [workflow([login('${{ secrets.GITHUB_TOKEN }}'), build()])],
    'tags of their own': [
      workflow([meta(), login(), build(true, '${{ steps.meta.outputs.tags }}')]),
      workflow([meta('type=sha\ntype=ref,event=pr'), login(), build(true, '${{ steps.meta.outputs.tags }}')]),
      workflow([login(), build(true, 'acme/web:pr-${{ github.event.number }}')]),
    ],
    'a build that is pushed nowhere': [workflow([login(), build(false)])],
  },
  refuses: {
    'every image is pushed': {
      given: [workflow([{ uses: 'actions/checkout@v4' }, login(), build()])],
      says: 'the job image pushes its image for pull requests, too, with a login that they have only inside the repository',
      fix: "Write push: ${{ github.event_name != 'pull_request' }}, and the same as if of the login.",
    },
    'with the tag of each commit': {
      given: [
        workflow([
          login(),
          meta('type=sha,prefix=\ntype=raw,value=latest,enable={{is_default_branch}}'),
          build(true, '${{ steps.meta.outputs.tags }}'),
        ]),
      ],
      says: 'the job image pushes its image for pull requests, too, with a login that they have only inside the repository',
    },
    'with the triggers in a list': {
      given: [workflow([login(), build('true', 'acme/web:latest')], ['push', 'pull_request'])],
      says: 'the job image pushes its image for pull requests, too, with a login that they have only inside the repository',
    },
  },
});
