import { buildsOf } from '../delivery/workflow-images.ts';
import { jobsOf, WORKFLOW } from '../delivery/workflows.ts';
import { documentKind } from '../document.ts';
import { parseImage } from '../images.ts';
import { at, text, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { dockerfileOf, imageIn, type OwnImage } from './dockerfiles.ts';

/** The Dockerfile that makes an image: by its name, or because a workflow builds it under that name. */
export function builtBy(image: string | undefined, world: World): OwnImage | undefined {
  if (image === undefined) return undefined;
  return dockerfileOf(image, world) ?? byWorkflow(world).get(parseImage(image).path);
}

function byWorkflow(world: World): ReadonlyMap<string, OwnImage> {
  return world.once('dockerfiles by the workflow that builds them', () => {
    const found = new Map<string, OwnImage>();
    const files = new Map(world.ofKind(documentKind('TextFile')).map(({ object, file = '' }) => [file, textAt(object, 'text') ?? '']));
    for (const job of world.ofKind(WORKFLOW).flatMap(jobsOf)) {
      for (const { path, tags } of buildsOf(job)) {
        const step = job.steps.find((each) => each.path === path);
        const context = (text(at(step?.inputs, 'context')) ?? '.').replace(/^\.\/?|\/$/g, '');
        const file = (text(at(step?.inputs, 'file')) ?? `${context === '' ? '' : `${context}/`}Dockerfile`).replace(/^\.\//, '');
        const content = files.get(file);
        const image = content === undefined ? undefined : imageIn(file, content);
        if (image === undefined) continue;
        // What stands in a tag beside the name is filled in at each run.
        for (const tag of tags) found.set(parseImage(tag.replace(/:[^/]*\$.*$/, '')).path, image);
      }
    }
    return found;
  });
}
