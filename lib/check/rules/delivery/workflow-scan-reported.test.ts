import { kube, ruleCases } from '../../testing.ts';
import { workflowScanReported } from './workflow-scan-reported.ts';

const workflow = (...steps: readonly object[]) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { scan: { steps } } } });
const scan = (code: unknown, more: object = {}) => ({
  uses: 'aquasecurity/trivy-action@0.28.0',
  with: { format: 'sarif', 'exit-code': code },
  ...more,
});
const UPLOAD = { uses: 'github/codeql-action/upload-sarif@v3', with: { sarif_file: 'trivy.sarif' } };

ruleCases(workflowScanReported, {
  accepts: {
    'a scan that does not fail': [workflow(scan(undefined), UPLOAD), workflow(scan('0'), UPLOAD), workflow(scan(0), UPLOAD)],
    'a report in any case': [
      workflow(scan('1'), { ...UPLOAD, if: 'always()' }),
      workflow(scan(1), { ...UPLOAD, if: '${{ !cancelled() }}' }),
    ],
    'a failure that is passed over': [workflow(scan('1', { 'continue-on-error': true }), UPLOAD)],
    'a report of what came before': [workflow(UPLOAD, scan('1'))],
  },
  refuses: {
    'a report that only a clean scan makes': {
      given: [workflow(scan('1'), UPLOAD), workflow(scan(1), { ...UPLOAD, if: "github.event_name == 'push'" })],
      says: [
        'github/codeql-action/upload-sarif runs only where aquasecurity/trivy-action before it has found nothing',
        'github/codeql-action/upload-sarif runs only where aquasecurity/trivy-action before it has found nothing',
      ],
    },
  },
});
