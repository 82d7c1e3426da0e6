import { jobsOf, WORKFLOW, type Step } from '../../delivery/workflows.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Steps that hand the result of a step before to people. */
const REPORTS =
  /^(github\/codeql-action\/upload-sarif|dorny\/test-reporter|EnricoMi\/publish-unit-test-result-action|mikepenz\/action-junit-report)$/;

export const workflowScanReported = defineRule({
  id: 'workflow-scan-reported',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'What a scan or test found is reported also when it fails the job, which is when there is something to report.',
  source:
    'https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/evaluate-expressions-in-workflows-and-actions#status-check-functions; https://github.com/aquasecurity/trivy-action#using-trivy-with-github-code-scanning',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const written = itemsAt(job.fields, 'steps');
      const failing = job.steps.findIndex((step, index) => failsOnFindings(step) && at(written[index], 'continue-on-error') !== true);
      if (failing === -1) continue;
      for (const [index, step] of job.steps.entries()) {
        const condition = textAt(written[index], 'if') ?? '';
        if (index <= failing || !REPORTS.test(step.action ?? '') || /always\(\)|failure\(\)|cancelled\(\)/.test(condition)) continue;
        yield {
          path: step.path,
          message: `${step.action ?? ''} runs only where ${job.steps[failing]?.action ?? ''} before it has found nothing`,
          why: 'The scan that finds something ends the job: its findings never get to where people look, and the last clean result stays there.',
          fix: 'Add if: always() (or ${{ !cancelled() }}) to the step.',
        };
        break;
      }
    }
  },
});

function failsOnFindings({ action = '', inputs }: Step): boolean {
  const said = (name: string): string => text(inputs[name]) ?? '';
  if (action === 'aquasecurity/trivy-action') return !['', '0'].includes(said('exit-code'));
  return action === 'anchore/scan-action' && said('fail-build') !== 'false';
}
