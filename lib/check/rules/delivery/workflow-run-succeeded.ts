import { triggerOf } from '../../delivery/workflow-triggers.ts';
import { jobsOf, textOf, triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { at, itemsAt, someString, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Commands and actions that change what runs. */
const DELIVERS =
  /\bgit push\b|\bkubectl (?:apply|set|rollout|patch)\b|\bhelm (?:upgrade|install)\b|\bargocd app (?:sync|set)\b|\bkustomize edit set\b|\bdocker push\b/;

export const workflowRunSucceeded = defineRule({
  id: 'workflow-run-succeeded',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A delivery that runs after another workflow asks whether that one succeeded.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run',
  *check(manifest) {
    if (!triggersOf(manifest).includes('workflow_run')) return;
    const types = itemsAt(triggerOf(manifest, 'workflow_run'), 'types').flatMap((each) => text(each) ?? []);
    if (types.length > 0 && !types.includes('completed')) return;
    if (someString(at(manifest.object, 'workflow.jobs'), (value) => /workflow_run\.conclusion|workflow_run\['conclusion'\]/.test(value)))
      return;
    const job = jobsOf(manifest).find(({ steps }) => steps.some((step) => DELIVERS.test(textOf(step))));
    if (job === undefined) return;
    yield {
      path: `${job.path}.if`,
      message: `job ${job.name} delivers after every run of the other workflow, failed ones included`,
      why: '"completed" is also what failed or was cancelled: a tag is written whose image was never pushed, and the pods end in ImagePullBackOff.',
      fix: "Add if: github.event.workflow_run.conclusion == 'success' to the job.",
    };
  },
});
