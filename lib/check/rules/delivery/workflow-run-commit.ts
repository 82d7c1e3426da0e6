import { jobsOf, triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { at, fieldsAt, strings } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const workflowRunCommit = defineRule({
  id: 'workflow-run-commit',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A workflow that runs after another speaks of the commit that the other one ran for.',
  source:
    'https://docs.github.com/en/actions/writing-workflows/choosing-when-your-workflow-runs/events-that-trigger-workflows#workflow_run',
  *check(manifest) {
    const triggers = triggersOf(manifest);
    if (triggers.length !== 1 || triggers[0] !== 'workflow_run') return;
    for (const job of jobsOf(manifest)) {
      const own = strings({ env: fieldsAt(job.fields, 'env'), steps: at(job.fields, 'steps') }, job.path);
      for (const { path, value } of own) {
        const [written] = /\$\{\{\s*github\.sha\s*\}\}|\$\{?GITHUB_SHA\b[^\s"'}]*\}?/.exec(value) ?? [];
        if (written === undefined || value.includes('workflow_run.head_sha')) continue;
        yield {
          path,
          message: `${written} is the last commit of the default branch, not the one that was built`,
          why: 'When two commits follow closely, the tag or check-out is that of the second, whose image may not be there yet: ImagePullBackOff, or the wrong version is delivered.',
          fix: 'Write ${{ github.event.workflow_run.head_sha }}.',
        };
        return;
      }
    }
  },
});
