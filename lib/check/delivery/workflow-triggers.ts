import { at, fieldsAt, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { sourcesOf } from './sources.ts';
import { triggersOf, WORKFLOW } from './workflows.ts';

/** Settings of an event that starts a workflow. YAML 1.1 reads the key `on` as a boolean. */
export function triggerOf({ object }: WorldObject, event: string): unknown {
  return at(object, `workflow.on.${event}`) ?? fieldsAt(object, 'workflow.true')[event];
}

/** Branches whose pushes start the workflow; `undefined` where every branch may, or where another event runs on a branch. */
export function pushedBranches(manifest: WorldObject): readonly string[] | undefined {
  if (triggersOf(manifest).some((event) => !OF_NO_BRANCH.has(event))) return undefined;
  const branches = itemsAt(triggerOf(manifest, 'push'), 'branches').flatMap((each) => text(each) ?? []);
  return branches.length === 0 || branches.some((each) => /[*?![]/.test(each)) ? undefined : branches;
}

/** Events whose runs have no branch of their own: those of a pull request are at `refs/pull/7/merge`. */
const OF_NO_BRANCH = new Set(['push', 'pull_request']);

/** Names by which `workflow_run` may ask for workflows: their own, or the path of a file that gives none. */
export function workflowNames(world: World): ReadonlySet<string> {
  return world.once('workflow names', () => {
    const called = world.ofKind(WORKFLOW).map(({ object, file = '' }) => text(at(object, 'workflow.name')) ?? file);
    return new Set(called.filter((each) => each !== ''));
  });
}

/** Branches that workflows of the tree are started by, or that Applications follow. */
export function knownBranches(world: World): ReadonlySet<string> {
  return world.once('known branches', () => {
    const found = new Set<string>();
    for (const manifest of world.ofKind(WORKFLOW)) {
      for (const event of ['push', 'pull_request', 'workflow_run']) {
        for (const each of itemsAt(triggerOf(manifest, event), 'branches')) found.add(text(each) ?? '');
      }
    }
    for (const source of world.everywhere.installers().flatMap(sourcesOf)) {
      if (source.chart === undefined) found.add(textAt(source.fields, 'targetRevision') ?? '');
    }
    return found;
  });
}
