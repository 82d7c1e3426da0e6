import { retiredImage } from '../../charts/retired-images.ts';
import { documentKind } from '../../document.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const imageMaintained = defineRule({
  id: 'image-maintained',
  severity: 'warning',
  kinds: [...POD_KINDS, documentKind('TextFile')],
  asks: 'An image can be pulled, and somebody still mends it.',
  source:
    'https://github.com/bitnami/charts/issues/35164; https://kubernetes.io/blog/2023/03/10/image-registry-redirect/; https://hub.docker.com/_/openjdk',
  *check(manifest, world) {
    if (manifest.object.kind === 'TextFile') {
      if (/(^|[/.])(Docker|Container)file(\.|$)/.test(manifest.file ?? '')) yield* bases(textAt(manifest.object, 'text') ?? '');
      return;
    }
    const pod = world.podTemplate(manifest);
    const said = new Set<string>();
    for (const { image = '', path } of pod === undefined || pod.provided ? [] : pod.containers) {
      if (said.has(image)) continue;
      said.add(image);
      yield* about(image, `${path}.image`);
    }
  },
});

/** Images on which a Dockerfile builds. */
function* bases(content: string): Iterable<Issue> {
  const said = new Set<string>();
  for (const [index, line] of content.split('\n').entries()) {
    const image = /^\s*FROM\s+(?:--\S+\s+)*([^\s$]+)(?:\s|$)/i.exec(line)?.[1];
    if (image === undefined || said.has(image)) continue;
    said.add(image);
    yield* about(image, `line ${index + 1}`);
  }
}

function* about(image: string, path: string): Iterable<Issue> {
  const found = retiredImage(image);
  if (found === undefined) return;
  yield {
    path,
    ...(found.gone === true || found.fails !== undefined ? {} : { severity: 'info' as const }),
    message: `${image} is not maintained: ${found.since}`,
    why:
      found.fails ??
      (found.gone === true
        ? 'What runs goes on until its pod moves to a node that does not have the image: then it stays in ImagePullBackOff.'
        : 'It gets no fixes: holes that are found in it stay open.'),
    fix: found.instead,
  };
}
