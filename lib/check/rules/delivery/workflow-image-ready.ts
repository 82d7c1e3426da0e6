import { buildsOf, mayRunOnPullRequest, scansOf } from '../../delivery/workflow-images.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { defineRule } from '../../rule.ts';

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
