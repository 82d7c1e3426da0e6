import { kube, ruleCases } from '../../testing.ts';
import { workflowChecksOut } from './workflow-checks-out.ts';

const workflow = (steps: readonly object[], runner: unknown = 'ubuntu-24.04') =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: 'push', jobs: { deliver: { 'runs-on': runner, steps } } } });
const files = ['k8s/web.yaml', 'Dockerfile', '.trivyignore'];
const scan = (inputs: object) => ({ uses: 'aquasecurity/trivy-action@0.30.0', with: { 'image-ref': 'acme/web:1', ...inputs } });
const sed = { run: 'sed -i "s|v1|v2|" k8s/web.yaml\ngit commit -am v2\ngit push' };

ruleCases(workflowChecksOut, {
  accepts: {
    'a job that checks out': { given: [workflow([{ uses: 'actions/checkout@v4' }, sed])], files },
    'a job that clones': { given: [workflow([{ run: 'git clone https://github.com/acme/gitops .' }, sed])], files },
    'a job without files': { given: [workflow([{ run: 'kubectl get pods' }])], files },
    'a build of what Git has': { given: [workflow([{ uses: 'docker/build-push-action@v6', with: { push: true } }])], files },
    'a scan of an image': { given: [workflow([scan({})])], files },
    'an artifact of another job': { given: [workflow([{ uses: 'actions/download-artifact@v4' }, sed])], files },
  },
  refuses: {
    'a change of a file': {
      given: [workflow([sed])],
      files,
      says: 'job deliver works with k8s/web.yaml, and checks nothing out',
      fix: 'Begin the job with actions/checkout.',
    },
    'a scan that is to pass over what a file lists': {
      given: [workflow([scan({ trivyignores: '.trivyignore' })])],
      files,
      says: 'job deliver works with .trivyignore, and checks nothing out',
    },
    'a build of a folder': {
      given: [workflow([{ uses: 'docker/build-push-action@v6', with: { context: '.', file: './Dockerfile' } }], ['self-hosted'])],
      files,
      says: 'job deliver works with ./Dockerfile, and checks nothing out',
    },
  },
});
