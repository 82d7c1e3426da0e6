import { buildsOf } from '../../delivery/workflow-images.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { folderOf } from '../../folder.ts';
import { text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isDockerfile } from '../../texts/build-context.ts';
import type { World } from '../../world.ts';
import { literal } from '../../../values/literal.ts';

export const dockerfilePlatformsServed = defineRule({
  id: 'dockerfile-platforms-served',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'A Dockerfile of which a workflow builds images for several platforms compiles for the platform that is asked for.',
  source:
    'https://docs.docker.com/build/building/multi-platform/#cross-compilation; https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope',
  *check({ object, file = '' }, world) {
    if (!isDockerfile(file)) return;
    const lines = (textAt(object, 'text') ?? '').split('\n');
    const index = lines.findIndex(
      (line) =>
        !/^\s*#/.test(line) && (/\bGOARCH=(?:amd64|arm64)\b/.test(line) || /^\s*FROM\s+--platform=linux\/(?:amd64|arm64)\s/i.test(line)),
    );
    const written = /\bGOARCH=(\w+)|--platform=linux\/(\w+)/.exec(lines[index] ?? '');
    const one = written?.[1] ?? written?.[2];
    // A stage that only compiles may run anywhere, as long as it compiles for what is asked for.
    if (one === undefined || lines.some((line) => /TARGETARCH|TARGETPLATFORM/.test(line))) return;
    const platforms = builtFor(folderOf({ file }), world);
    const others = platforms.filter((each) => !each.includes(one));
    if (others.length === 0) return;
    yield {
      path: `line ${index + 1}`,
      message: `it is made for ${one} alone, and a workflow builds it for ${platforms.join(', ')}`,
      why: `The image for ${others[0] ?? ''} holds a program for ${one}: on such a node it ends with "exec format error".`,
      fix: 'Write ARG TARGETARCH and GOARCH=$TARGETARCH, and --platform=$BUILDPLATFORM for the stage that compiles.',
    };
  },
});

/** Platforms for which some workflow builds the images of a folder; what the matrix fills in stands for any folder there. */
function builtFor(folder: string, world: World): readonly string[] {
  const builds = world.once('platforms of built folders', () =>
    world
      .ofKind(WORKFLOW)
      .flatMap(jobsOf)
      .flatMap((job) =>
        buildsOf(job).flatMap(({ path, platforms }) => {
          const context = text(job.steps.find((step) => step.path === path)?.inputs['context']);
          return platforms.length < 2 || context === undefined ? [] : [{ context: context.replace(/^\.\/|\/$/g, ''), platforms }];
        }),
      ),
  );
  const found = builds.find(({ context }) => {
    const parts = context.split(/\$\{\{[^}]*\}\}/).map(literal);
    return new RegExp(`^${parts.join('[^/]+')}$`).test(folder);
  });
  return found?.platforms ?? [];
}
