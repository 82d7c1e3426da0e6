import { kube, ruleCases } from '../../testing.ts';
import { workflowScanFails } from './workflow-scan-fails.ts';

const CHECKOUT = { uses: 'actions/checkout@v4' };
const trivy = (inputs: object = {}) => ({ uses: 'aquasecurity/trivy-action@0.28.0', with: { 'scan-type': 'config', ...inputs } });
const gate = { needs: ['scan'], if: 'always()', steps: [{ run: 'test "${{ needs.scan.result }}" != failure' }] };
const workflow = (scan: readonly object[], other: object = gate) =>
  kube('slipway.dev/v1/Workflow', { name: 'scan' }, { workflow: { on: ['push'], jobs: { scan: { steps: scan }, gate: other } } });

ruleCases(workflowScanFails, {
  accepts: {
    'a scan that fails by what it finds': [workflow([CHECKOUT, trivy({ 'exit-code': '1' })])],
    'a scan that is told by its own file': [workflow([CHECKOUT, trivy({ 'trivy-config': 'trivy.yaml' })])],
    'a job with something else that may fail': [workflow([CHECKOUT, { run: 'make test' }, trivy()])],
    'a scan that nobody asks': [workflow([CHECKOUT, trivy()], { needs: ['scan'], steps: [{ run: 'echo done' }] })],
    'a threshold': [workflow([CHECKOUT, { uses: 'kubescape/github-action@v3', with: { severityThreshold: 'high' } }])],
  },
  refuses: {
    'a gate behind a scan that only reports': {
      given: [workflow([CHECKOUT, trivy({ format: 'sarif' }), { uses: 'github/codeql-action/upload-sarif@v3' }])],
      says: 'job gate asks whether scan failed, and aquasecurity/trivy-action there never fails by what it finds',
      fix: "Set exit-code: '1' with the severities that are to stop it.",
    },
    'a gate behind Kubescape without a threshold': {
      given: [workflow([CHECKOUT, { uses: 'kubescape/github-action@v3', with: { frameworks: 'nsa' } }])],
      says: 'job gate asks whether scan failed, and kubescape/github-action there never fails by what it finds',
    },
  },
});
