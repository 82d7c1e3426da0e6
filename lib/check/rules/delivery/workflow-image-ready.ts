import { buildsOf, mayRunOnPullRequest, scansOf, type BuiltImage } from '../../delivery/workflow-images.ts';
import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { literal } from '../../../values/literal.ts';

export const workflowImageReady = defineRule({
  id: 'workflow-image-ready',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'An image that a step of a workflow scans is the one that was built, and is where the step finds it.',
  source: 'https://docs.docker.com/build/ci/github-actions/test-before-push/',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      const builds = buildsOf(job);
      for (const { step, image, condition } of scansOf(job)) {
        const own = builds.filter(({ path }) => path < step.path || path.length < step.path.length);
        const [repository] = split(image);
        const named = own.filter(({ tags }) => tags.some((tag) => split(tag)[0] === repository));
        const same = named.filter(({ tags }) => tags.includes(image));
        const [first] = same.length > 0 ? same : named;
        const unless = first === undefined ? tagCondition(job, own, image) : undefined;
        if (unless !== undefined && mayRunOnPullRequest(manifest, job, condition)) {
          yield {
            path: step.path,
            severity: 'warning',
            message: `it looks at ${image}, a tag that job ${job.name} gives only where ${unless}`,
            why: 'For a pull request nothing of that name was built: an older image of the registry is judged, and a weakness in the new one passes.',
            fix: 'Name a tag that every run builds, such as the commit.',
          };
        }
        if (first === undefined) continue;
        if (same.length === 0 && named.every(({ tags }) => tags.every((tag) => !tag.includes('.outputs.tags')))) {
          yield {
            path: step.path,
            severity: 'warning',
            message: `it looks at ${image}, and job ${job.name} builds ${first.tags.join(', ')}`,
            why: 'What is judged is an older image, or none: a weakness in the new one passes.',
            fix: 'Name the image by the tag that was built.',
          };
        } else if (
          same.length > 0 &&
          !first.load &&
          (first.push === 'never' || (first.push === 'sometimes' && mayRunOnPullRequest(manifest, job, condition)))
        ) {
          yield {
            path: step.path,
            severity: first.push === 'never' ? 'error' : 'warning',
            message: `it looks at ${image}, which ${first.push === 'never' ? 'is neither pushed nor loaded' : 'is not loaded, and pushed only sometimes'}`,
            why: 'With buildx the image stays in the cache of the builder: the step finds none of that name, or an older one in the registry.',
            fix: 'Add load: true to the build, or run the step only where the image is pushed.',
          };
        }
      }
    }
  },
});

function split(image: string): readonly [repository: string, tag: string] {
  const [, repository = image, tag = ''] = /^(.*?):((?:[\w.-]|\$\{\{[^}]*\}\})+)$/.exec(image) ?? [];
  return [repository, tag];
}

/** The condition under which docker/metadata-action gives an image the tag by which it is scanned. */
function tagCondition(job: Job, builds: readonly BuiltImage[], image: string): string | undefined {
  const [repository, tag] = split(image);
  for (const { action, inputs, id } of withIds(job)) {
    if (action !== 'docker/metadata-action' || !builds.some(({ tags }) => tags.some((each) => each.includes(`steps.${id}.outputs.tags`))))
      continue;
    if (!(text(inputs['images']) ?? '').split(/[\n,]/).some((each) => each.trim() === repository)) continue;
    const line = (text(inputs['tags']) ?? '')
      .split('\n')
      .find((each) => new RegExp(`^\\s*type=raw,.*\\bvalue=${literal(tag)}(?:,|\\s*$)`).test(each));
    const condition = /enable=\$?\{?\{?\s*(.*?)\s*\}?\}?\s*(?:,|$)/.exec(line ?? '')?.[1];
    if (condition !== undefined && /github\.ref|is_default_branch|event_name/.test(condition)) return condition;
  }
  return undefined;
}

function withIds({ steps, fields }: Job): readonly (Step & { readonly id: string })[] {
  const written = itemsAt(fields, 'steps');
  return steps.map((step, index) => ({ ...step, id: textAt(written[index], 'id') ?? '' }));
}
