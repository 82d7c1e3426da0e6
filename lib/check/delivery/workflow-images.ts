import { text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { triggersOf, type Job, type Step } from './workflows.ts';

/** An image that a step builds. */
export interface BuiltImage {
  readonly path: string;
  /** `acme/api:${{ steps.tag.outputs.short }}`, expressions as they are written. */
  readonly tags: readonly string[];
  readonly platforms: readonly string[];
  readonly push: 'always' | 'sometimes' | 'never';
  /** Into the Docker of the machine, where other steps see it, or into a file. */
  readonly load: boolean;
  /** Into Docker itself, which holds one platform of an image. */
  readonly intoDocker: boolean;
  /** As exporters are told: `type=image,push-by-digest=true`. */
  readonly outputs: string;
}

export function buildsOf(job: Job): readonly BuiltImage[] {
  return job.steps.flatMap((step) => {
    if (step.action !== 'docker/build-push-action') return [];
    const outputs = text(step.inputs['outputs']) ?? '';
    const push = text(step.inputs['push']) ?? (/push=true|type=registry/.test(outputs) ? 'true' : 'false');
    return [
      {
        path: step.path,
        tags: list(step.inputs['tags']),
        platforms: list(step.inputs['platforms']).filter((each) => !each.includes('${{')),
        push: push === 'true' ? ('always' as const) : push === 'false' ? ('never' as const) : ('sometimes' as const),
        load: (text(step.inputs['load']) ?? 'false') !== 'false' || /type=(docker|image|oci|tar)/.test(outputs),
        intoDocker: (text(step.inputs['load']) ?? 'false') !== 'false' || /type=docker(?![^\n]*dest=)/.test(outputs),
        outputs,
      },
    ];
  });
}

/** Steps that look at an image by its name. */
export function scansOf(job: Job): readonly { readonly step: Step; readonly image: string; readonly condition: string }[] {
  return job.steps.flatMap((step, index) => {
    const image = text(step.inputs['image-ref'] ?? (step.action === 'anchore/scan-action' ? step.inputs['image'] : undefined))?.trim();
    if (image === undefined || image === '') return [];
    return [{ step, image, condition: textAt((job.fields['steps'] as unknown[])[index], 'if') ?? '' }];
  });
}

/** Whether a step may run for a pull request, where images are mostly not pushed. */
export function mayRunOnPullRequest(manifest: WorldObject, job: Job, condition: string): boolean {
  const said = `${job.condition ?? ''} ${condition}`;
  return triggersOf(manifest).includes('pull_request') && !/event_name|github\.ref|\.push\b|inputs\./.test(said);
}

function list(input: unknown): readonly string[] {
  return (text(input) ?? '')
    .split(/[\n,]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
