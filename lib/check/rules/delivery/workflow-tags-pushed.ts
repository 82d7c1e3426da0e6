import { buildsOf } from '../../delivery/workflow-images.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const workflowTagsPushed = defineRule({
  id: 'workflow-tags-pushed',
  severity: 'error',
  kinds: [WORKFLOW],
  asks: 'An image is pushed under names that a registry takes, and by digest without any.',
  source: 'https://docs.docker.com/build/ci/github-actions/multi-platform/; https://docs.docker.com/build/exporters/image-registry/',
  *check(manifest) {
    for (const job of jobsOf(manifest)) {
      for (const { path, tags, push, outputs } of buildsOf(job)) {
        // A name alone is what is pushed.
        const tagged = tags.find((each) => /:(?![^/]*\/)[^/]+$/.test(each.replace(/\$\{\{[^}]*\}\}/g, 'x')));
        if (outputs.includes('push-by-digest=true') && tagged !== undefined)
          yield {
            path: `${path}.with.tags`,
            message: `the image is pushed by digest, and has the tag ${tagged}`,
            why: 'BuildKit refuses it at the end of the build: "can\'t push tagged ref by digest".',
            fix: 'Leave tags out here: name the image in outputs, and give the tags where the manifests are put together.',
          };
        if (push === 'never') continue;
        const bare = tags.find((each) => isBare(each, tags));
        if (bare !== undefined) yield library(`${path}.with.tags`, bare);
        else if (push === 'always' && tags.length === 0 && !/\bname=/.test(outputs))
          yield {
            path: `${path}.with`,
            message: 'the image is to be pushed, and neither tags nor outputs give it a name',
            why: 'The build ends with "tag is needed when pushing to registry".',
            fix: 'Add tags.',
          };
      }
      for (const { path, run } of job.steps) {
        const pushed = /(?:^|[\s;&|])docker\s+push\s+["']?([a-z0-9][\w.-]*(?::[\w.-]+)?)["']?\s*(?=$|[\n;&|])/.exec(run ?? '')?.[1];
        if (pushed !== undefined) yield library(`${path}.run`, pushed);
      }
    }
  },
});

function library(path: string, tag: string): Issue {
  return {
    path,
    message: `${tag} names no registry and no owner: it is docker.io/library/${tag}`,
    why: 'Nobody but Docker itself may push there: "push access denied", and the other tags are not pushed either.',
    fix: 'Write REGISTRY/OWNER/NAME:TAG; a name for this machine alone is given with docker tag.',
  };
}

/** `web:latest`, and `${{ matrix.service }}:latest` where another tag has an owner before the same expression. */
function isBare(tag: string, tags: readonly string[]): boolean {
  const [, expression] = /^(\$\{\{[^}]*\}\})(?::[^/]*)?$/.exec(tag) ?? [];
  if (expression !== undefined) return tags.some((each) => each.includes(`/${expression}`));
  return /^[a-z0-9][\w.-]*(?::(?:[\w.-]|\$\{\{[^}]*\}\})+)?$/.test(tag);
}
