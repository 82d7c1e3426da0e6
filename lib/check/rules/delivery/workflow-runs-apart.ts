import { triggerOf } from '../../delivery/workflow-triggers.ts';
import { jobsOf, triggersOf, WORKFLOW } from '../../delivery/workflows.ts';
import { at, itemsAt, strings, text } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const workflowRunsApart = defineRule({
  id: 'workflow-runs-apart',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'No two workflows push the same image, or deploy under the same name, for one push.',
  source: 'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow',
  *check(manifest, world) {
    const [twin] = (byName(world).get(nameOf(manifest)) ?? []).filter(
      (each) => isBefore(each, manifest) && startTogether(each, manifest) && workAlike(each, manifest),
    );
    if (twin !== undefined)
      yield {
        path: 'workflow.name',
        message: `${nameOf(manifest)} is also ${twin.file ?? ''}, and one push starts both`,
        why: 'Both run at the same time and do the same work on the same places: which one is last is chance, and a change in one file is undone by the other.',
        fix: 'Remove the file that is left over.',
      };
    for (const image of pushed(manifest)) {
      const other = (byImage(world).get(image) ?? []).find(
        (each) => each !== twin && isBefore(each, manifest) && startTogether(each, manifest),
      );
      if (other === undefined || !shareParts(other, manifest)) continue;
      yield {
        path: 'workflow.jobs',
        message: `it pushes ${image}, as ${other.file ?? ''} does, and one push starts both`,
        why: 'The image is built twice and pushed twice under one tag: what runs is of the one that was last, also where the checks of the other had refused it.',
        fix: 'Let one of them build and push, and take the step out of the other.',
      };
      return;
    }
  },
});

function nameOf({ object }: WorldObject): string {
  return text(at(object, 'workflow.name')) ?? '';
}

function byName(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('workflows by their name', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(WORKFLOW)) if (nameOf(each) !== '') addTo(found, nameOf(each), each);
    return found;
  });
}

function byImage(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('workflows by the images that they push', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind(WORKFLOW)) for (const image of pushed(each)) addTo(found, image, each);
    return found;
  });
}

/** The same jobs, and a line of a script that both have. */
function workAlike(one: WorldObject, other: WorldObject): boolean {
  const [first, second] = [one, other].map((each) => ({
    jobs: jobsOf(each)
      .map(({ name }) => name)
      .sort()
      .join(),
    lines: new Set(jobsOf(each).flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run.split('\n').map((line) => line.trim())))),
  }));
  if (first === undefined || first.jobs !== second?.jobs) return false;
  return [...first.lines].some(
    (line) => second.lines.has(line) && /^(?:kubectl|helm|docker|kustomize|terraform|ansible|ssh|scp|aws|gcloud)\b.{8}/.test(line),
  );
}

/** Of a pair, one speaks. */
function isBefore({ file = '' }: WorldObject, other: WorldObject): boolean {
  return file < (other.file ?? '');
}

/** Images that it pushes, as they are written, with the tag. */
function pushed(manifest: WorldObject): readonly string[] {
  const found = jobsOf(manifest).flatMap(({ steps }) =>
    steps.flatMap(({ action, inputs, run = '' }) => [
      ...(action === 'docker/build-push-action' && text(inputs['push']) === 'true' ? (text(inputs['tags']) ?? '').split(/[\n,]/) : []),
      ...[...run.matchAll(/^\s*docker\s+push\s+["']?((?:\$\{\{[^}]*\}\}|[^\s"'])+)/gm)].map(([, image = '']) => image),
    ]),
  );
  return [...new Set(found.map((each) => each.trim()))].filter(
    (each) => each.includes('/') && each.includes(':') && !each.includes('outputs.tags'),
  );
}

/** Both start by a push of a branch that both name, and neither looks at certain folders only. */
function startTogether(one: WorldObject, other: WorldObject): boolean {
  const [first, second] = [one, other].map((each) => {
    const trigger = triggerOf(each, 'push');
    const list = (key: string): readonly string[] => itemsAt(trigger, key).flatMap((item) => text(item) ?? []);
    return triggersOf(each).includes('push') ? { branches: list('branches'), paths: list('paths'), tags: list('tags') } : undefined;
  });
  if (first === undefined || second === undefined || first.tags.length + second.tags.length > 0) return false;
  const samePaths = first.paths.length === 0 || second.paths.length === 0 || first.paths.some((each) => second.paths.includes(each));
  return samePaths && first.branches.some((each) => second.branches.includes(each));
}

/** Names that are filled in by a matrix are of the same parts. */
function shareParts(one: WorldObject, other: WorldObject): boolean {
  const [first, second] = [one, other].map(
    (each) => new Set(jobsOf(each).flatMap(({ fields }) => [...strings(at(fields, 'strategy.matrix'))].map(({ value }) => value))),
  );
  if (first === undefined || second === undefined || first.size === 0 || second.size === 0) return true;
  return [...first].some((each) => second.has(each));
}
