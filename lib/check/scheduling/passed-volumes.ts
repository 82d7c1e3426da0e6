import type { KubeObject } from '../../manifest/manifest.ts';
import { groupedBy } from '../../values/multimap.ts';
import { releasesOf } from '../hosts/releases.ts';
import { at, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { accessModes, defaultClasses } from './claims.ts';

/** A claim without a class, and a volume by hand without one: where there is a default class, they do not meet. */
export function* passedBy(object: KubeObject, world: World): Iterable<Issue> {
  const name = defaultClass(world);
  // One with a selector is refused by the class, which another rule tells.
  if (['volumeName', 'storageClassName', 'selector'].some((key) => at(object, `spec.${key}`) !== undefined) || name === undefined) return;
  const fitting = freeVolumes(world)
    .get(textAt(object, 'spec.resources.requests.storage') ?? '')
    ?.find((each) => accessModes(object).every((mode) => accessModes(each.object).includes(mode)));
  if (fitting === undefined) return;
  yield {
    path: 'spec',
    severity: 'warning',
    message: `it names no class and gets the default one, ${name}: volume ${fitting.object.metadata.name}, which has none, is passed by`,
    why: 'The class makes a new, empty volume for it and what lies on the other is never seen.',
    fix: 'Write storageClassName: "", and volumeName: the volume that is meant.',
  };
}

/** Volumes without a class that nobody names, by their size; none where a claim asks for such volumes. */
function freeVolumes(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('volumes without a class', () => {
    const claims = world.ofKind('v1/PersistentVolumeClaim').map(({ object }) => object);
    const named = new Set(claims.map((each) => textAt(each, 'spec.volumeName')));
    const asked = claims.some((each) => at(each, 'spec.storageClassName') === '' && textAt(each, 'spec.volumeName') === undefined);
    const free = world.ofKind('v1/PersistentVolume').filter(({ object }) => {
      const isKept = named.has(object.metadata.name) || textAt(object, 'spec.claimRef.name') !== undefined;
      return textAt(object, 'spec.storageClassName') === undefined && !isKept;
    });
    return groupedBy(asked ? [] : free, ({ object }) => textAt(object, 'spec.capacity.storage') ?? '');
  });
}

/** The class that the cluster fills in, where the tree shows one: an object, or the chart of Longhorn. */
export function defaultClass(world: World): string | undefined {
  return world.once('default class', () => {
    const [first] = defaultClasses(world);
    return first?.object.metadata.name ?? chartDefaultClass(world);
  });
}

/** The class that a chart makes the default: that of Longhorn does so unless it is told otherwise. */
export function chartDefaultClass(world: World): string | undefined {
  const longhorn = releasesOf(world).find(
    ({ chart, values, open }) => chart === 'longhorn' && open !== true && at(values, 'persistence.defaultClass') !== false,
  );
  return longhorn === undefined ? undefined : 'longhorn';
}
