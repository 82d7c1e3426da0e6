import { kube, ruleCases } from '../../testing.ts';
import { workflowRunSpared } from './workflow-run-spared.ts';

const workflow = (jobs: object, more: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: { push: { branches: ['main'] } }, jobs, ...more } });
const run = (command: string, more: object = {}) => ({ steps: [{ run: command }], ...more });
const stops = { concurrency: { group: 'deploy-${{ github.ref }}', 'cancel-in-progress': true } };
const matrix = { strategy: { matrix: { service: ['a', 'b'] } } };

ruleCases(workflowRunSpared, {
  accepts: {
    'a run that waits for the one before': [workflow({ apply: run('terraform apply') }, { concurrency: { group: 'terraform' } })],
    'runs of requests alone': [workflow({ test: run('terraform apply') }, { ...stops, on: ['pull_request'] })],
    'an expression, and a group for each commit': [
      workflow(
        { apply: run('terraform apply') },
        { concurrency: { group: 'x', 'cancel-in-progress': "${{ github.event_name == 'pull_request' }}" } },
      ),
      workflow({ apply: run('terraform apply') }, { concurrency: { group: 'x-${{ github.sha }}', 'cancel-in-progress': true } }),
    ],
    'tests, and a look at what would be': [
      workflow({ test: run('go test ./...\nterraform plan\nkubectl apply --dry-run=server -f x') }, stops),
    ],
    'one job that pushes': [workflow({ tags: run('git push') })],
    'a matrix whose jobs wait, or pull': [
      workflow({ tags: run('git push', { strategy: { matrix: { service: ['a', 'b'] }, 'max-parallel': 1 } }) }),
      workflow({ tags: run('git pull --rebase\ngit push', matrix) }),
      workflow({ tags: run('git push', { ...matrix, concurrency: 'tags' }) }),
      workflow({ tags: run('git push origin "bump-${{ matrix.service }}"', matrix) }),
      workflow({ tags: run('git push', { strategy: { matrix: { service: ['a'] } } }) }),
    ],
  },
  refuses: {
    'an apply that is stopped': {
      given: [
        workflow({ apply: run('terraform -chdir=infra apply -auto-approve') }, stops),
        workflow({ web: run('helm upgrade web ./chart', stops) }),
      ],
      says: [
        'the next push stops job apply in the middle of "terraform -chdir=infra apply"',
        'the next push stops job web in the middle of "helm upgrade"',
      ],
      fix: "Write cancel-in-progress: ${{ github.event_name == 'pull_request' }}.",
    },
    'a build of what has changed': {
      given: [workflow({ build: { steps: [{ uses: 'dorny/paths-filter@v3' }, { uses: 'docker/build-push-action@v6' }] } }, stops)],
      says: 'the next push stops the build, and builds only what it has changed itself',
    },
    'pushes at the same time': {
      given: [workflow({ tags: run('git commit -am x\ngit push origin main', matrix) })],
      says: 'each job of the matrix of tags runs "git push origin main"',
    },
  },
});
