import { jobsOf, triggersOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** What tells pull requests from pushes. */
const CHOOSES = /github\.(?:event_name|ref|base_ref|head_ref|event)\b/;
/** A secret of the repository; runs for pull requests of forks have the token of the run alone. */
const SECRET = /secrets\.(?!GITHUB_TOKEN\b)\w+/;

export const workflowPushesMerged = defineRule({
  id: 'workflow-pushes-merged',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A workflow that runs for pull requests pushes the image of what is merged only.',
  source:
    'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request; https://docs.docker.com/build/ci/github-actions/push-multi-registries/',
  *check(manifest) {
    const triggers = triggersOf(manifest);
    if (!triggers.includes('pull_request') || !triggers.includes('push')) return;
    for (const job of jobsOf(manifest)) {
      if (CHOOSES.test(job.condition ?? '') || job.needs.length > 0) continue;
      const conditions = itemsAt(job.fields, 'steps').map((each) => textAt(each, 'if') ?? '');
      const login = job.steps.findIndex(logsIn);
      const index = job.steps.findIndex((step) => pushes(step, job));
      if (login === -1 || login > index || [login, index].some((each) => CHOOSES.test(conditions[each] ?? ''))) continue;
      yield {
        path: `${job.steps[index]?.path ?? job.path}.with.push`,
        message: `the job ${job.name} pushes its image for pull requests, too, with a login that they have only inside the repository`,
        why: 'What nobody has reviewed lies in the registry under the tags of what is merged, where an updater of images takes it; for a fork the login has no password, and the run is red.',
        fix: "Write push: ${{ github.event_name != 'pull_request' }}, and the same as if of the login.",
      };
    }
  },
});

function logsIn({ action, inputs }: Step): boolean {
  return action === 'docker/login-action' && SECRET.test(textAt(inputs, 'password') ?? '');
}

/** It pushes whatever it runs for, under tags that do not tell a pull request. */
function pushes({ action, inputs }: Step, job: Job): boolean {
  const push = at(inputs, 'push');
  if (action !== 'docker/build-push-action' || (push !== true && push !== 'true')) return false;
  const tags = textAt(inputs, 'tags') ?? '';
  return /\$\{\{\s*steps\./.test(tags)
    ? job.steps.some(isSameForAll)
    : tags !== '' && !/\bpr\b|pull|head_ref/.test(`${tags} ${JSON.stringify(job.fields['env'] ?? '')}`);
}

/** Tags of a commit alone; by default pull requests have tags of their own (`pr-12`). */
function isSameForAll({ action, inputs }: Step): boolean {
  const tags = textAt(inputs, 'tags') ?? '';
  return action === 'docker/metadata-action' && /\btype=sha\b/.test(tags) && !/event=pr|event=pull|\bpr\b/.test(tags);
}
