import { Quantity } from '../../../values/quantity.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { classOf } from '../../scheduling/claims.ts';
import { quantityOf } from '../../quantities.ts';
import type { World } from '../../world.ts';
import type { WorldObject } from '../../rule.ts';

/** Provisioners that keep volumes on the disks of the nodes, and how many copies each makes unless the class says so. */
const COPIES: Readonly<Record<string, number>> = { 'driver.longhorn.io': 3, 'rancher.io/local-path': 1 };

export const volumesFitDisks = defineRule({
  id: 'volumes-fit-disks',
  severity: 'warning',
  kinds: ['v1/PersistentVolumeClaim'],
  asks: 'The volumes of a storage class, all copies counted, fit the disks of the nodes.',
  source: 'https://longhorn.io/docs/1.7.2/best-practices/#minimum-recommended-hardware; seed 002, L-14',
  *check(manifest, world) {
    const disks = world.facts.nodes?.flatMap(({ disk }) => disk ?? []);
    if (disks === undefined || disks.length === 0 || disks.length !== world.facts.nodes?.length) return;
    const storage = classOf(world, manifest.object);
    const found = storage === undefined ? undefined : sums(world).get(storage);
    if (storage === undefined || found?.largest !== manifest) return;
    const room = Quantity.sum(disks);
    if (found.total.compare(room) <= 0) return;
    yield {
      path: 'spec.resources.requests.storage',
      message: `the ${found.claims} claims of class ${storage.object.metadata.name} take ${shown(found.total)} with ${found.copies} ${found.copies === 1 ? 'copy' : 'copies'} each, and the disks of all nodes have ${shown(room)}; this is the largest`,
      why: 'The volumes grow until a disk is full: the node is under disk pressure, its pods are evicted, and the copies on it fail.',
      fix: 'Ask for less, keep fewer copies, or add disks.',
    };
  },
});

interface Sum {
  readonly total: Quantity;
  readonly copies: number;
  readonly claims: number;
  readonly largest: WorldObject;
}

function sums(world: World): ReadonlyMap<WorldObject, Sum> {
  return world.once('sums of claims', () => {
    const found = new Map<WorldObject, Sum>();
    for (const claim of world.ofKind('v1/PersistentVolumeClaim')) {
      const storage = classOf(world, claim.object);
      const usual = COPIES[textAt(storage?.object, 'provisioner') ?? ''];
      const size = quantityOf(textAt(claim.object, 'spec.resources.requests.storage'));
      if (storage === undefined || usual === undefined || size === undefined) continue;
      const stated = Number(textAt(storage.object, 'parameters.numberOfReplicas') ?? usual);
      const copies = Number.isSafeInteger(stated) && stated > 0 ? stated : usual;
      const before = found.get(storage);
      const sizeOf = (each: WorldObject | undefined): Quantity | undefined =>
        quantityOf(textAt(each?.object, 'spec.resources.requests.storage'));
      const largest = before === undefined || size.compare(sizeOf(before.largest) ?? size) > 0 ? claim : before.largest;
      const total = size.times(copies);
      found.set(storage, {
        total: before === undefined ? total : before.total.plus(total),
        copies,
        claims: (before?.claims ?? 0) + 1,
        largest,
      });
    }
    return found;
  });
}

function shown(size: Quantity): string {
  return `${Number((size.toNumber() / 1024 ** 3).toFixed(1))}Gi`;
}
