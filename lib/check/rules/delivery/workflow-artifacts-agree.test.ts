import { kube, ruleCases } from '../../testing.ts';
import { workflowArtifactsAgree } from './workflow-artifacts-agree.ts';

const workflow = (jobs: object) => kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs } });
const up = (name: string | undefined, more: object = {}) => ({
  uses: 'actions/upload-artifact@v4',
  with: { path: 'x', ...(name === undefined ? {} : { name }), ...more },
});
const down = (name: string, more: object = {}) => ({ steps: [{ uses: 'actions/download-artifact@v4', with: { name, ...more } }] });
const matrix = { strategy: { matrix: { service: ['a', 'b'] } } };

ruleCases(workflowArtifactsAgree, {
  accepts: {
    'a name for each job': [workflow({ scan: { ...matrix, steps: [up('scan-${{ matrix.service }}')] }, read: down('scan-a') })],
    'one job': [workflow({ scan: { steps: [up(undefined)] }, read: down('artifact') })],
    'a name that is written over': [workflow({ scan: { ...matrix, steps: [up('scan', { overwrite: true })] } })],
    'files of another run': [workflow({ read: down('scan', { 'run-id': '${{ github.event.workflow_run.id }}' }) })],
    'an action that hands on by itself': [workflow({ scan: { steps: [{ uses: 'acme/upload-pages@v1' }] }, read: down('pages') })],
    'one job of the matrix': [workflow({ scan: { ...matrix, steps: [{ ...up('scan'), if: "matrix.service == 'a'" }] } })],
    'a workflow that is called by others': [
      kube('slipway.dev/v1/Workflow', { name: 'e2e' }, { workflow: { on: { workflow_call: {} }, jobs: { read: down('image') } } }),
    ],
    'a workflow that is called': [workflow({ scan: { uses: './.github/workflows/scan.yml' }, read: down('scan') })],
  },
  refuses: {
    'one name for all': {
      given: [workflow({ scan: { ...matrix, steps: [up('scan')] } })],
      says: 'each job of the matrix of scan hands on files under the name scan',
    },
    'a name that was changed': {
      given: [workflow({ scan: { steps: [up('reports')] }, read: down('report') })],
      says: 'job read asks for the files report, and handed on are reports',
      fix: 'Did you mean "reports"?',
    },
  },
});
