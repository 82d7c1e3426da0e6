import { addTo } from '../../values/multimap.ts';
import { METALLB_KINDS, addressesAsked } from '../metallb.ts';
import { isNetwork } from '../network/address.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { World } from '../world.ts';
import { claims } from './ranges.ts';
import { everywhere, LOCAL, type Placed } from './where.ts';

/** A span of addresses that MetalLB or Cilium gives to Services. */
export interface Pool extends Placed {
  readonly path: string;
  readonly range: string;
}

export const POOL_KINDS = ['metallb.io/v1beta1/IPAddressPool', 'cilium.io/v2/CiliumLoadBalancerIPPool'] as const;

export function pools(world: World): readonly Pool[] {
  return world.everywhere.once('pools of all clusters', () =>
    everywhere(world, ...POOL_KINDS).flatMap((each) => {
      const { object } = each.manifest;
      const metallb = itemsAt(object, 'spec.addresses').map((range, index) => ({ path: `spec.addresses[${index}]`, range: text(range) }));
      const cilium = ['blocks', 'cidrs'].flatMap((list) =>
        itemsAt(object, `spec.${list}`).map((block, index) => {
          const [start, stop] = [textAt(block, 'start'), textAt(block, 'stop')];
          return {
            path: `spec.${list}[${index}]`,
            range: textAt(block, 'cidr') ?? (start === undefined ? undefined : `${start}-${stop ?? start}`),
          };
        }),
      );
      return [...metallb, ...cilium].flatMap(({ path, range }) => (range === undefined ? [] : { ...each, path, range: range.trim() }));
    }),
  );
}

/** An address of a machine, and what says so. */
export interface NodeAddress {
  readonly address: string;
  readonly by: Placed;
}

/** Addresses of machines that the tree tells: those of API servers. */
export function nodeAddresses(world: World): readonly NodeAddress[] {
  return world.everywhere.once('addresses of machines', () => {
    const told = claims(world).filter(({ of, range }) => of === 'nodes' && !range.includes('/'));
    const servers = everywhere(world, 'argoproj.io/v1alpha1/Application').flatMap((by) => {
      const server = textAt(by.manifest.object, 'spec.destination.server') ?? '';
      const address = LOCAL.test(server) ? undefined : /^https:\/\/(\d+\.\d+\.\d+\.\d+)(?::|\/|$)/.exec(server)?.[1];
      return address === undefined ? [] : { address, by };
    });
    return [...told.map((by) => ({ address: by.range, by })), ...servers].filter(({ address }) => isNetwork(address));
  });
}

/** An address that a Service, or a chart through its values, asks for. */
export interface Asked extends Placed {
  readonly path: string;
  readonly address: string;
  /** Services with the same key may share one address. */
  readonly sharing: string | undefined;
}

export function asked(world: World): readonly Asked[] {
  return world.everywhere.once('addresses asked for', () =>
    everywhere(world, ...METALLB_KINDS).flatMap((each) =>
      [...addressesAsked(each.manifest)].flatMap(({ path, value }) => {
        const annotations = textsAt(each.manifest.object, 'metadata.annotations');
        const sharing = Object.entries(annotations).find(([key]) =>
          /^(metallb\.(io|universe\.tf)\/allow-shared-ip|lbipam\.cilium\.io\/sharing-key)$/.test(key),
        )?.[1];
        return value.split(',').map((address) => ({ ...each, path, address: address.trim(), sharing }));
      }),
    ),
  );
}

/** The same by address. */
export function askedBy(world: World): ReadonlyMap<string, readonly Asked[]> {
  return world.everywhere.once('addresses asked for, by address', () => {
    const map = new Map<string, Asked[]>();
    for (const each of asked(world)) addTo(map, each.address, each);
    return map;
  });
}

/** What happens when an address is in two clusters. */
export const ONE_WIRE = 'In one network two machines answer for one address: which of the clusters a request reaches is a matter of luck.';
