import { jobsOf, textOf, triggersOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { parseImage } from '../../images.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

export const workflowLogsIn = defineRule({
  id: 'workflow-logs-in',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'A job that pushes an image logs in to its registry first.',
  source:
    'https://github.com/docker/build-push-action#usage; https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      for (const [index, step] of job.steps.entries()) {
        const image = pushed(step);
        if (image === undefined || job.steps.slice(0, index).concat(step).some(logsIn)) continue;
        const own = isOwnMachine(job);
        yield {
          path: step.path,
          severity: own ? 'warning' : 'error',
          message: `the job ${job.name} pushes ${image.replace(/[:$].*$/, '')}, and no step before logs in to ${parseImage(image).registry}`,
          why: own
            ? 'It works as long as somebody has logged in on the machine by hand; once that login is over, the push ends with "denied".'
            : 'The push ends with "denied": the image is built, and nobody gets it.',
          fix: 'Add docker/login-action with the registry before it.',
        };
        break;
      }
      yield* unguarded(manifest, job);
    }
  },
});

/** A login that only pushes run, and a cache that pull requests write, too. */
function* unguarded(manifest: WorldObject, job: Job): Iterable<Issue> {
  if (!triggersOf(manifest).includes('pull_request')) return;
  const conditions = itemsAt(job.fields, 'steps').map((each) => textAt(each, 'if'));
  for (const [index, step] of job.steps.entries()) {
    const target = cached(step);
    const before = job.steps.slice(0, index).flatMap((each, place) => (logsIn(each) ? [conditions[place] ?? ''] : []));
    const guarded = /event_name|github\.ref|\.head\./.test(`${job.condition ?? ''} ${conditions[index] ?? ''}`);
    if (
      target === undefined ||
      guarded ||
      before.length === 0 ||
      before.some((each) => !/event_name\s*==\s*'push'|event_name\s*!=\s*'pull_request'|github\.ref\s*==/.test(each))
    )
      continue;
    yield {
      path: `${step.path}.with.cache-to`,
      message: `the job ${job.name} writes its cache to ${target}, also for pull requests, which do not log in`,
      why: 'The write of the cache ends with "denied", and with it the build: no pull request gets green.',
      fix: "Write the cache for pushes only: cache-to: ${{ github.event_name == 'push' && '…' || '' }}.",
    };
  }
}

/** The image that a step pushes, where it can be read. */
function pushed({ action, inputs, run }: Step): string | undefined {
  if (action === 'docker/build-push-action') {
    const push = at(inputs, 'push');
    if (push !== true && push !== 'true') return undefined;
    return (textAt(inputs, 'tags') ?? '').split(/[\s,]+/).find((tag) => /^[\w.-]+\.\w+\/|^[\w-]+\/[\w-]+:/.test(tag));
  }
  return /(?:^|[\s;&|])docker\s+push\s+["']?([\w.-]+\.\w+\/[\w./:${}-]+)/.exec(run ?? '')?.[1];
}

/** A cache in a registry is written by every build, also by one that pushes no image; `undefined` where that is no failure. */
function cached({ action, inputs }: Step): string | undefined {
  const target = action === 'docker/build-push-action' ? (textAt(inputs, 'cache-to') ?? '') : '';
  if (!target.includes('type=registry') || target.includes('ignore-error=true')) return undefined;
  return /\bref=((?:[\w./:-]|\$\{\{[^}]*\}\})+)/.exec(target)?.[1]?.replace(/:[^/:]*$/, '');
}

function logsIn(step: Step): boolean {
  const { action = '' } = step;
  if (/(^|[-/])(login|auth|credentials|registry)\b/i.test(action) || /setup-(gcloud|ecr)|configure-aws/.test(action)) return true;
  return /\b(docker|podman|buildah|crane|skopeo|oras|helm registry|az acr|regctl)\b[^\n]*\blogin\b|auth configure-docker|config\.json|DOCKER_AUTH|get-login-password/.test(
    textOf(step),
  );
}

function isOwnMachine(job: Job): boolean {
  const runs = job.fields['runs-on'];
  return (Array.isArray(runs) ? runs : [runs]).some((each) => text(each)?.includes('self-hosted') === true);
}
