import { kube, ruleCases } from '../../testing.ts';
import { workflowLogsIn } from './workflow-logs-in.ts';

const workflow = (steps: readonly object[], runsOn: unknown = 'ubuntu-24.04') =>
  kube('slipway.dev/v1/Workflow', { name: 'build' }, { workflow: { jobs: { build: { 'runs-on': runsOn, steps } } } });
const login = { uses: 'docker/login-action@v3', with: { registry: 'ghcr.io' } };
const build = (push: unknown = true) => ({ uses: 'docker/build-push-action@v6', with: { push, tags: 'ghcr.io/acme/web:v1' } });

const cached = (cache: string, login: object, more: object = {}) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    {
      workflow: {
        on: ['push', 'pull_request'],
        jobs: { build: { steps: [login, { uses: 'docker/build-push-action@v6', with: { 'cache-to': cache }, ...more }] } },
      },
    },
  );
const ofPushes = { ...login, if: "github.event_name == 'push'" };

ruleCases(workflowLogsIn, {
  accepts: {
    'a login before': [workflow([login, build()])],
    'a login by hand': [workflow([{ run: 'echo "$T" | docker login ghcr.io -u x --password-stdin' }, build()])],
    'a cloud that logs in': [workflow([{ uses: 'aws-actions/amazon-ecr-login@v2' }, build()])],
    'a build that is not pushed': [workflow([build(false)])],
    'a cache that needs no login, or that may fail, or whose build is for pushes': [
      cached('type=gha', ofPushes),
      cached('type=registry,ref=acme/web:cache', login),
      cached('type=registry,ref=acme/web:cache,ignore-error=true', ofPushes),
      cached('type=registry,ref=acme/web:cache', ofPushes, { if: "github.event_name == 'push'" }),
    ],
    'a push of what a variable says': [
      workflow([{ uses: 'docker/build-push-action@v6', with: { push: true, tags: '${{ steps.meta.outputs.tags }}' } }]),
    ],
  },
  refuses: {
    'a push without a login': {
      given: [workflow([build()])],
      says: 'the job build pushes ghcr.io/acme/web, and no step before logs in to ghcr.io',
    },
    'a login that comes too late': {
      given: [workflow([{ run: 'docker push ghcr.io/acme/web:v1' }, login])],
      says: 'the job build pushes ghcr.io/acme/web, and no step before logs in to ghcr.io',
    },
    'a cache of pull requests': {
      given: [cached('type=registry,ref=acme/web:cache,mode=max', ofPushes)],
      says: 'the job build writes its cache to acme/web, also for pull requests, which do not log in',
    },
    'a machine of one own': {
      given: [workflow([build()], ['self-hosted', 'linux'])],
      says: 'the job build pushes ghcr.io/acme/web, and no step before logs in to ghcr.io',
    },
  },
});
