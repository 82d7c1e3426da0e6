import { NEEDING_KINDS, needsOf, type Need } from '../../delivery/needs.ts';
import { orderOf, type Order } from '../../delivery/order.ts';
import { isOrdered } from '../../delivery/waves.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const neededComesFirst = defineRule({
  id: 'needed-comes-first',
  severity: 'error',
  kinds: [...POD_KINDS, ...NEEDING_KINDS],
  asks: 'What an object needs to become healthy is synced no later than the object itself, also where Applications with waves bring the two.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/; https://argo-cd.readthedocs.io/en/stable/operator-manual/health/; https://github.com/argoproj/argo-cd/issues/12840',
  *check(manifest, world) {
    if (!isOrdered(world)) return;
    const said = new Set<string>();
    for (const need of needsOf(manifest, world)) {
      const order = latest(manifest, need, world);
      if (order === undefined || said.has(need.what)) continue;
      said.add(need.what);
      yield issue(manifest, need, order);
    }
  },
});

/** The order of an object and of what brings what it needs, where all of that comes too late. */
function latest(manifest: WorldObject, { from }: Need, world: World): Order | undefined {
  let found: Order | undefined;
  for (const each of from) {
    const order = orderOf(world, manifest, each);
    if (order.is !== 'later') return undefined;
    found = order;
  }
  return found;
}

function issue({ object }: WorldObject, { what, path, guessed }: Need, { own, other, sure }: Order): Issue {
  const [ownApp, otherApp] = [own.manifest.object, other.manifest.object].map((each) =>
    each.kind === 'Application' ? each.metadata.name : undefined,
  );
  const place = otherApp === undefined ? other.time.shown : `Application ${otherApp} in ${other.time.shown}`;
  const first =
    ownApp === undefined
      ? `this ${object.kind} in ${own.time.shown}`
      : `Application ${ownApp} in ${own.time.shown}, ${own.manifest.object === object ? 'which needs it' : `which brings this ${object.kind}`}`;
  const moved = otherApp === undefined ? what.replace(/,.*/, '') : `Application ${otherApp}`;
  return {
    path,
    // Whether waves of Applications wait for each other is a setting of Argo CD that is not here.
    severity: sure && guessed !== true ? 'error' : sure || guessed !== true ? 'warning' : 'info',
    message: `${what} comes ${otherApp === undefined ? 'in' : 'with'} ${place}, after ${first}`,
    why: own.time.hook
      ? 'The hook starts before what it reads exists: on a fresh cluster its pod never starts, the hook does not end, and the sync stops there.'
      : 'Argo CD waits for this wave to become healthy before it starts the next: this object waits for what is never applied, and the sync hangs.',
    fix:
      own.time.hook && !other.time.hook
        ? `Give ${moved} the same hook and an earlier wave, or make this one a Sync hook.`
        : `Give ${moved} the wave ${own.time.wave} or an earlier one.`,
  };
}
