import { kube, ruleCases } from '../../testing.ts';
import { workflowSarifApart } from './workflow-sarif-apart.ts';

const scan = (output: string, action = 'aquasecurity/trivy-action') => ({ uses: `${action}@v1`, with: { format: 'sarif', output } });
const upload = (sarif_file: string, category?: string) => ({
  uses: 'github/codeql-action/upload-sarif@v3',
  with: { sarif_file, ...(category === undefined ? {} : { category }) },
});
const workflow = (...jobs: (readonly object[])[]) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { on: ['push'], jobs: Object.fromEntries(jobs.map((steps, index) => [`job${index}`, { steps }])) } },
  );

ruleCases(workflowSarifApart, {
  accepts: {
    'a category each': [workflow([scan('a.sarif'), upload('a.sarif', 'api'), scan('b.sarif'), upload('b.sarif', 'web')])],
    'a job each: its name is part of the category': [workflow([scan('a.sarif'), upload('a.sarif')], [scan('b.sarif'), upload('b.sarif')])],
    'two scanners': [workflow([scan('a.sarif'), upload('a.sarif'), scan('b.sarif', 'anchore/scan-action'), upload('b.sarif')])],
    'the same file twice, and files of nobody': [
      workflow([scan('a.sarif'), upload('a.sarif'), upload('a.sarif'), upload('c.sarif'), upload('d.sarif')]),
    ],
  },
  refuses: {
    'two images in one job': {
      given: [workflow([scan('api.sarif'), upload('api.sarif'), scan('web.sarif'), upload('./web.sarif')])],
      says: './web.sarif of aquasecurity/trivy-action is uploaded under the same category as api.sarif',
      fix: 'Give each upload a category of its own: with.category.',
    },
  },
});
