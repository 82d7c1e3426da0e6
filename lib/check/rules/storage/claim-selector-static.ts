import { at, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { classOf } from '../../scheduling/claims.ts';
import { matchesSelector } from '../../selector.ts';
import type { World } from '../../world.ts';
import { groupedBy } from '../../../values/multimap.ts';

export const claimSelectorStatic = defineRule({
  id: 'claim-selector-static',
  severity: 'error',
  kinds: ['v1/PersistentVolumeClaim'],
  asks: 'A claim that chooses among volumes by labels asks no class that makes volumes, unless a volume with these labels is there.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#selector',
  *check({ object }, world) {
    const selector = at(object, 'spec.selector');
    const found = classOf(world, object);
    const driver = textAt(found?.object, 'provisioner');
    if (selector === undefined || driver === undefined || driver === 'kubernetes.io/no-provisioner') return;
    if (textAt(object, 'spec.volumeName') !== undefined) return;
    const name = found?.object.metadata.name ?? '';
    const made = volumesByClass(world).get(name) ?? [];
    if (made.some((each) => matchesSelector(selector, textsAt(each.object, 'metadata.labels')))) return;
    yield {
      path: 'spec.selector',
      message: `the claim has a selector, and class ${name} (${driver}) makes volumes, which have no labels to choose by`,
      why: 'Drivers refuse such a claim ("claim Selector is not supported"): it stays Pending, and its pods with it.',
      fix: 'Leave the selector out, or write storageClassName: "" for a volume that is made by hand.',
    };
  },
});

/** Volumes that somebody makes by hand. */
function volumesByClass(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('volumes by class', () =>
    groupedBy(world.ofKind('v1/PersistentVolume'), ({ object }) => textAt(object, 'spec.storageClassName') ?? ''),
  );
}
