import { kube, ruleCases } from '../../testing.ts';
import { workflowMatrixKnown } from './workflow-matrix-known.ts';

const workflow = (job: object) => kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { build: job } } });
const reads = (expression: string) => [{ run: `make ${expression}` }];

ruleCases(workflowMatrixKnown, {
  accepts: {
    'a column': [workflow({ strategy: { matrix: { service: ['a', 'b'] } }, steps: reads('${{ matrix.service }}') })],
    'a column of one row': [
      workflow({
        strategy: { matrix: { service: ['a'], include: [{ service: 'a', folder: 'x' }] } },
        steps: reads('${{ matrix.folder }}'),
      }),
    ],
    'rows alone': [workflow({ strategy: { matrix: { include: [{ os: 'linux' }] } }, 'runs-on': '${{ matrix.os }}', steps: [] })],
    'what another job works out': [
      workflow({ strategy: { matrix: '${{ fromJSON(needs.list.outputs.matrix) }}' }, steps: reads('${{ matrix.anything }}') }),
      workflow({ strategy: { matrix: { include: '${{ fromJSON(needs.list.outputs.rows) }}' } }, steps: reads('${{ matrix.anything }}') }),
    ],
    'a column whose values another job works out': [
      workflow({ strategy: { matrix: { service: '${{ fromJSON(needs.list.outputs.all) }}' } }, steps: reads('${{ matrix.service }}') }),
    ],
    'a field of a value': [workflow({ strategy: { matrix: { target: [{ name: 'a' }] } }, steps: reads('${{ matrix.target.name }}') })],
    'a word of a shell and of a text': [
      workflow({ steps: [{ run: 'echo matrix.service' }, { if: "github.ref == 'matrix.service'", run: 'make' }] }),
    ],
  },
  refuses: {
    'a column that was renamed': {
      given: [
        workflow({
          strategy: { matrix: { services: ['a'] } },
          steps: [...reads('${{ matrix.service }}'), ...reads('${{ matrix.service }}')],
        }),
      ],
      says: 'job build reads matrix.service, and its matrix has services',
      fix: 'Did you mean matrix.services?',
    },
    'a condition, and a job without a matrix': {
      given: [workflow({ steps: [{ if: 'matrix.push', run: 'make' }] })],
      says: 'job build reads matrix.push, and its matrix has no columns',
    },
  },
});
