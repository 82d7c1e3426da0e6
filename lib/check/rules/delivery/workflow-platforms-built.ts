import { buildsOf } from '../../delivery/workflow-images.ts';
import { jobsOf, WORKFLOW } from '../../delivery/workflows.ts';
import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const workflowPlatformsBuilt = defineRule({
  id: 'workflow-platforms-built',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A workflow that builds images for several processors has a builder and an emulator that can.',
  source: 'https://docs.docker.com/build/ci/github-actions/multi-platform/',
  *check(manifest, world) {
    for (const job of jobsOf(manifest)) {
      const builds = buildsOf(job);
      const uses = new Set(job.steps.map(({ action }) => action));
      for (const { path, platforms, intoDocker } of builds) {
        if (platforms.length > 1 && !uses.has('docker/setup-buildx-action')) {
          yield {
            path,
            message: `${platforms.join(' and ')} are built in one go, and job ${job.name} sets up no buildx`,
            why: 'Docker\'s own builder refuses: "Multi-platform build is not supported for the docker driver".',
            fix: 'Add docker/setup-buildx-action before it.',
          };
        }
        const foreign = platforms.find((each) => each.startsWith('linux/') && !each.startsWith(`linux/${runnerOf(job.fields['runs-on'])}`));
        if (foreign !== undefined && !uses.has('docker/setup-qemu-action') && !crossCompiles(world)) {
          yield {
            path,
            message: `${foreign} is built on a machine of another processor, and job ${job.name} sets up no emulator`,
            why: 'The first command of the Dockerfile that runs in the image ends with "exec format error".',
            fix: 'Add docker/setup-qemu-action before it, or build on a runner of that processor.',
          };
        }
        if (intoDocker && platforms.length > 1) {
          yield {
            path,
            severity: 'error',
            message: `an image of ${platforms.length} platforms cannot be loaded into Docker`,
            why: 'The build ends with "docker exporter does not currently support exporting manifest lists".',
            fix: 'Build one platform where the image is loaded, or push it.',
          };
        }
      }
    }
  },
});

function runnerOf(runsOn: unknown): string {
  return /arm/i.test(JSON.stringify([runsOn])) ? 'arm64' : 'amd64';
}

/** Dockerfiles that compile on the processor of the machine need no emulator. */
function crossCompiles(world: World): boolean {
  return world.once('Dockerfiles compile across', () =>
    world.ofKind(documentKind('TextFile')).some(({ object }) => /--platform=\$\{?BUILDPLATFORM/.test(textAt(object, 'text') ?? '')),
  );
}
