import { hookLife } from '../../delivery/hook-lives.ts';
import { NEEDING_KINDS, needsOf } from '../../delivery/needs.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Kinds that what runs does not live without for the moment in which they are made again. */
const MISSED: Readonly<Record<string, string>> = {
  ServiceAccount:
    'The tokens of running pods belong to the account that is gone: the API server answers 401 until each of them is renewed.',
  PersistentVolumeClaim: 'A claim in use is not deleted, only marked: the sync waits for it, and goes no further.',
  ExternalSecret: 'The Secret goes with it until it is fetched again: pods that start in between fail.',
};

export const hookLasts = defineRule({
  id: 'hook-lasts',
  severity: 'error',
  kinds: [...POD_KINDS, ...NEEDING_KINDS],
  asks: 'What stays in the cluster needs nothing that Argo CD deletes as a hook.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/#hook-lifecycle-and-cleanup',
  *check(manifest, world) {
    if (manifest.object.kind === 'Job' || !hasHooks(world) || hookLife(manifest) !== undefined) return;
    const { kind, metadata } = manifest.object;
    const said = new Set<string>();
    for (const { what, path, from } of needsOf(manifest, world)) {
      const [hook] = from;
      const life = hook === undefined || from.length > 1 ? undefined : hookLife(hook);
      const missed = hook === undefined ? undefined : MISSED[hook.object.kind];
      if (hook === undefined || life === undefined || said.has(what) || (life === 'until the next sync' && missed === undefined)) continue;
      said.add(what);
      const name = `${hook.object.kind} ${hook.object.metadata.name}`;
      const isGone = life === 'until success';
      yield {
        path,
        ...(isGone ? {} : { severity: 'warning' as const }),
        message: `${kind} ${metadata.name} needs ${name}, a hook that ${isGone ? 'is deleted as soon as it has succeeded' : 'every sync deletes and makes anew'}`,
        why: isGone
          ? 'Pods that start later, after a move or a crash, find nothing: they hang or are refused, though every sync was green.'
          : (missed ?? ''),
        fix: `Take the hook off ${name}: give it an earlier sync-wave, and what must come before the sync an object of its own.`,
      };
    }
  },
});

/** Hooks besides Jobs, where Argo CD is at work. */
function hasHooks(world: World): boolean {
  return world.once('hooks that are no jobs', () => world.installers().length > 0 && world.objects.some(isHook));
}

function isHook(each: WorldObject): boolean {
  return each.object.kind !== 'Job' && hookLife(each) !== undefined;
}
