import { POD_KINDS } from '../../pods.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const imageNameValid = defineRule({
  id: 'image-name-valid',
  severity: 'error',
  kinds: [...POD_KINDS, WORKFLOW],
  asks: 'The name of an image is one that registries have: small letters, no scheme, one tag.',
  source: 'https://github.com/distribution/reference/blob/main/reference.go',
  *check(manifest, world) {
    for (const { image, path } of world.podTemplate(manifest)?.containers ?? []) {
      if (image !== undefined) yield* faults(image, `${path}.image`, 'The pod stays in InvalidImageName.');
    }
    if (manifest.object.kind !== 'Workflow') return;
    for (const job of jobsOf(manifest)) {
      for (const step of job.steps) {
        if (step.action !== 'docker/build-push-action') continue;
        for (const tag of (text(step.inputs['tags']) ?? '').split(/[\n,]/))
          yield* faults(tag.trim(), `${step.path}.with.tags`, 'The build ends with "invalid reference format" before it begins.');
      }
    }
  },
});

function* faults(image: string, path: string, why: string): Iterable<Issue> {
  // What is filled in later may be anything.
  if (image === '' || /[${}<>]|__[A-Z][A-Z0-9_]*__/.test(image) || /\b(REPLACE|CHANGE|FILL|YOUR|TODO)[-_A-Z]*\b/.test(image)) return;
  const [name = '', digest] = image.split('@');
  const slash = name.lastIndexOf('/');
  const [, host = '', rest = ''] = /^(?:([^/]+)\/)?(.*)$/.exec(name.slice(0, slash + 1)) ?? [];
  const isHost = host.includes('.') || host.includes(':') || host === 'localhost';
  const last = name.slice(slash + 1);
  const [component = '', tag, ...more] = last.split(':');
  const parts = `${isHost ? '' : `${host}/`}${rest}${component}`;
  const fault = /^https?:\/\//.test(image)
    ? { what: 'begins with a scheme', fix: `Write ${image.replace(/^https?:\/\//, '')}.` }
    : /\s/.test(image)
      ? { what: 'has a blank in it', fix: 'Take it out.' }
      : /[A-Z]/.test(parts)
        ? {
            what: 'has capital letters before its tag',
            fix: `Write ${name.slice(0, name.length - (tag === undefined ? 0 : tag.length + 1)).toLowerCase()}${tag === undefined ? '' : `:${tag}`}.`,
          }
        : more.length > 0
          ? { what: `has two tags (${[tag, ...more].join(', ')})`, fix: 'Leave one.' }
          : digest !== undefined && !digest.includes(':')
            ? { what: 'has a digest without its kind', fix: `Write the kind before it: @sha256:${digest}.` }
            : tag === ''
              ? { what: 'ends with a colon, and has no tag', fix: 'Write the tag, or leave the colon out.' }
              : undefined;
  if (fault !== undefined) yield { path, message: `the image ${image} ${fault.what}`, why, fix: fault.fix };
}
