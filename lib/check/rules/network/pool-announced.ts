import { everywhere } from '../../clusters/where.ts';
import { at, itemsAt, text, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { matchesSelector } from '../../selector.ts';

const ADVERTISEMENTS = ['metallb.io/v1beta1/L2Advertisement', 'metallb.io/v1beta1/BGPAdvertisement'] as const;

export const poolAnnounced = defineRule({
  id: 'pool-announced',
  severity: 'warning',
  kinds: ['metallb.io/v1beta1/IPAddressPool'],
  asks: 'The addresses of a pool of MetalLB are announced by an advertisement.',
  source: 'https://metallb.io/configuration/#layer-2-configuration; seed 004, section 8.5',
  *check({ object }, world) {
    const { name, namespace } = object.metadata;
    const here = ADVERTISEMENTS.flatMap((kind) => world.ofKind(kind)).filter(
      (each) => each.object.metadata.namespace === undefined || namespace === undefined || each.object.metadata.namespace === namespace,
    );
    const announced = here.some((each) => {
      const [names, selectors] = [itemsAt(each.object, 'spec.ipAddressPools'), itemsAt(each.object, 'spec.ipAddressPoolSelectors')];
      if (names.length === 0 && selectors.length === 0) return true;
      return (
        names.some((pool) => text(pool) === name) ||
        selectors.some((selector) => matchesSelector(selector, textsAt(object, 'metadata.labels')))
      );
    });
    // A name that no pool has is told at the advertisement that names it.
    const known = new Set(world.ofKind('metallb.io/v1beta1/IPAddressPool').map((each) => each.object.metadata.name));
    const slip = here.some((each) => itemsAt(each.object, 'spec.ipAddressPools').some((pool) => !known.has(text(pool) ?? '')));
    // Where it stands in another folder that is taken for another cluster, the tree has one all the same.
    if (
      announced ||
      slip ||
      (here.length === 0 && everywhere(world, ...ADVERTISEMENTS).length > 0) ||
      at(object, 'spec.addresses') === undefined
    )
      return;
    yield {
      path: 'metadata.name',
      message:
        here.length === 0
          ? 'there is no L2Advertisement and no BGPAdvertisement'
          : `no advertisement is about pool ${name}: they name ${named(here)}`,
      why: 'Services get an address of the pool, and no machine answers for it.',
      fix: `Add an L2Advertisement with ipAddressPools: [${name}].`,
    };
  },
});

function named(here: readonly { readonly object: object }[]): string {
  return (
    [...new Set(here.flatMap(({ object }) => itemsAt(object, 'spec.ipAddressPools').map((pool) => text(pool) ?? '')))].join(', ') ||
    'labels of others'
  );
}
