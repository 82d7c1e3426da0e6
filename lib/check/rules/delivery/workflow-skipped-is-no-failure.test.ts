import { kube, ruleCases } from '../../testing.ts';
import { workflowSkippedIsNoFailure } from './workflow-skipped-is-no-failure.ts';

const workflow = (build: object, run: string, summary: object = {}) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    {
      workflow: {
        jobs: {
          changes: {},
          build: { needs: 'changes', ...build },
          summary: { needs: ['build'], if: 'always()', steps: [{ run }], ...summary },
        },
      },
    },
  );
const strict = 'if [ "${{ needs.build.result }}" != "success" ]; then exit 1; fi';
const conditional = { if: "needs.changes.outputs.services != '[]'" };

ruleCases(workflowSkippedIsNoFailure, {
  accepts: {
    'a job that always runs': [workflow({}, strict)],
    'a result that may be skipped': [workflow(conditional, 'case "${{ needs.build.result }}" in success|skipped) ;; *) exit 1 ;; esac')],
    'a test for failure': [workflow(conditional, '[ "${{ needs.build.result }}" = "failure" ] && exit 1')],
    'a job that is skipped as well': [workflow(conditional, strict, { if: 'success()' })],
  },
  refuses: {
    'success or failure': {
      given: [workflow(conditional, strict)],
      says: `job summary takes every result of build but success for a failure, and build is skipped when "needs.changes.outputs.services != '[]'" does not hold`,
      fix: "Accept needs.build.result == 'skipped' too.",
    },
  },
});
