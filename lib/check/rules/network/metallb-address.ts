import { AddressRange } from '../../../values/cidr.ts';
import { addressesAsked, METALLB_KINDS } from '../../metallb.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const metallbAddress = defineRule({
  id: 'metallb-address',
  severity: 'error',
  kinds: METALLB_KINDS,
  asks: 'An address asked of MetalLB lies in one of its pools.',
  source: 'https://metallb.io/usage/#requesting-specific-ips; seed 002, L-07',
  *check(manifest, world) {
    for (const { path, value } of addressesAsked(manifest)) {
      const pools = poolsOf(world);
      for (const address of value.split(',').map((each) => each.trim())) {
        if (pools.length === 0 || pools.some(({ ranges }) => ranges.some((range) => contains(range, address)))) continue;
        const known = pools.map(({ name, ranges }) => `${name} (${ranges.join(', ')})`).join(', ');
        const why = 'MetalLB refuses the address, the Service stays <pending>, and nothing reaches the cluster.';
        yield {
          path,
          message: `${address} lies in no IPAddressPool: ${known}`,
          why,
          fix: 'Ask for an address of a pool, or widen the pool.',
        };
      }
    }
  },
});

function poolsOf(world: World): readonly { readonly name: string; readonly ranges: readonly string[] }[] {
  return world.once('address pools', () =>
    world
      .ofKind('metallb.io/v1beta1/IPAddressPool')
      .map(({ object }) => ({ name: object.metadata.name, ranges: itemsAt(object, 'spec.addresses').flatMap((each) => text(each) ?? []) })),
  );
}

function contains(range: string, address: string): boolean {
  try {
    return AddressRange.parse(range).contains(address);
  } catch {
    return false;
  }
}
