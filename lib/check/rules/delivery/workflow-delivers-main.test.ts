import { kube, ruleCases } from '../../testing.ts';
import { workflowDeliversMain } from './workflow-delivers-main.ts';

const workflow = (on: unknown, run: string, job: object = {}, steps: readonly object[] = []) =>
  kube('slipway.dev/v1/Workflow', { name: 'cd' }, { workflow: { on, jobs: { deliver: { ...job, steps: [...steps, { run }] } } } });
const apply = 'kubectl apply -f k8s/';

ruleCases(workflowDeliversMain, {
  accepts: {
    'a push to one branch': [workflow({ push: { branches: ['main'] } }, apply)],
    'a push of a tag': [workflow({ push: { tags: ['v*'] } }, apply)],
    'a job for one branch': [workflow('push', apply, { if: "github.ref == 'refs/heads/main'" })],
    'a job whose environment says who may': [workflow('push', apply, { environment: 'production' })],
    'a script that looks itself': [workflow('push', `if [ "$GITHUB_REF" = refs/heads/main ]; then ${apply}; fi`)],
    'a cluster of the job': [workflow('push', apply, {}, [{ uses: 'helm/kind-action@v1' }])],
    'a build, and a trial': [workflow('push', 'docker build . && kubectl apply --dry-run=server -f k8s/')],
    'by hand': [workflow({ workflow_dispatch: null }, apply)],
  },
  refuses: {
    'every push': {
      given: [workflow('push', `set -e\n${apply}`)],
      says: 'job deliver runs "kubectl apply" on a push to any branch',
    },
    'every push that changes a folder': {
      given: [workflow({ push: { paths: ['charts/**'] } }, 'helm upgrade --install web charts/web')],
      says: 'job deliver runs "helm upgrade" on a push to any branch',
    },
  },
});
