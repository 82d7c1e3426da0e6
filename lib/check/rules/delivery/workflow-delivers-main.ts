import { jobsOf, WORKFLOW, type Job } from '../../delivery/workflows.ts';
import { at, fields, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Commands that change what users meet. */
const DELIVERS =
  /\bkubectl\b[^\n|;&]*\s(?:apply|replace|set\s+image|rollout\s+restart)\b|\bhelm\b[^\n|;&]*\s(?:upgrade|install)\b|\bhelmfile\s+(?:apply|sync)\b|\bargocd\s+app\s+sync\b|\b(?:terraform|tofu)\b[^\n|;&]*\sapply\b|\bgit\s+push\s+(?:-\S+\s+)*origin\s+(?:HEAD:)?(?:main|master)\b/;

/** A cluster that lives as long as the job. */
const OF_TEST =
  /\b(?:kind|k3d|minikube)\s+(?:create|cluster|start)\b|kind-action|k3d-action|setup-minikube|setup-kind|setup-k3s|chart-testing/;

export const workflowDeliversMain = defineRule({
  id: 'workflow-delivers-main',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A workflow that delivers on a push says from which branch.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#push',
  *check(manifest) {
    const { object } = manifest;
    const on = at(object, 'workflow.on') ?? at(object, 'workflow.true');
    if (!pushesOfAll(on)) return;
    for (const job of jobsOf(manifest)) {
      if (isLimited(job)) continue;
      const step = job.steps.find((each, index) => each.run !== undefined && delivers(each.run) && !isChosen(job, index));
      if (step === undefined) continue;
      yield {
        path: 'workflow.on',
        message: `job ${job.name} runs "${DELIVERS.exec(step.run ?? '')?.[0].trim() ?? ''}" on a push to any branch`,
        why: 'The first push of an unfinished branch is delivered: what runs is whatever somebody pushed last, reviewed or not.',
        fix: "Write on: {push: {branches: [main]}}, or give the job if: github.ref == 'refs/heads/main'.",
      };
      return;
    }
  },
});

/** `on: push`, `on: [push]`, and `on: {push: {paths: …}}` without branches and tags. */
function pushesOfAll(on: unknown): boolean {
  if (on === 'push' || (Array.isArray(on) && on.includes('push'))) return true;
  if (typeof on !== 'object' || on === null || !('push' in on)) return false;
  const push = fields((on as Readonly<Record<string, unknown>>)['push']);
  return ['branches', 'branches-ignore', 'tags', 'tags-ignore'].every((each) => push[each] === undefined);
}

function isLimited({ condition = '', fields: job, steps }: Job): boolean {
  if (/github\.(?:ref|base_ref|head_ref|event)|inputs\.|needs\./.test(condition) || job['environment'] !== undefined) return true;
  return steps.some(({ run = '', action = '' }) => OF_TEST.test(run) || OF_TEST.test(action));
}

/** The step itself asks what was pushed. */
function isChosen(job: Job, index: number): boolean {
  return /github\.|ref/i.test(textAt(itemsAt(job.fields, 'steps')[index], 'if') ?? '');
}

function delivers(run: string): boolean {
  return DELIVERS.test(run.replace(/^.*(?:--dry-run|^\s*#).*$/gm, '')) && !/github\.ref|GITHUB_REF|git\s+(?:branch|rev-parse)/.test(run);
}
