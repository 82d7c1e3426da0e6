import { madeWithRunToken } from '../../delivery/workflow-makes.ts';
import { jobsOf, triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const workflowTokenStarts = defineRule({
  id: 'workflow-token-starts',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'What a workflow makes for another one to start by is made with a token of its own.',
  source:
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const job of jobsOf(manifest)) {
      for (const { path, what, starts } of madeWithRunToken(manifest, job)) {
        // A workflow that a tag has started makes its release, and no tag.
        if (what === 'tag' && triggersOf(manifest).includes('create')) continue;
        const other = world.ofKind(WORKFLOW).find((each) => each !== manifest && starts(each));
        if (other === undefined || said.has(what)) continue;
        said.add(what);
        const name = textAt(other.object, 'workflow.name') ?? other.file ?? '';
        yield {
          path,
          ...(what === 'commit' || what === 'pull request' ? { severity: 'info' as const } : {}),
          message: `job ${job.name} makes a ${what} with the token of the run, and ${name}, which is to start by it, does not`,
          why: 'GitHub starts no workflow by what the token of a run does: nothing fails, and what was to follow is never done.',
          fix: `Give the step the token of an app or a person, or start ${name} by workflow_run or workflow_call.`,
        };
      }
    }
  },
});
