import { askedBy, nodeAddresses, ONE_WIRE, POOL_KINDS, pools, type Pool } from '../../clusters/pools.ts';
import { overlap } from '../../clusters/ranges.ts';
import { areApart, calledWhere, everywhere, toldBy } from '../../clusters/where.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { treeNodes } from '../../scheduling/tree-nodes.ts';
import type { World } from '../../world.ts';

export const addressPoolsApart = defineRule({
  id: 'address-pools-apart',
  severity: 'error',
  kinds: POOL_KINDS,
  asks: 'Addresses for Services are in one pool, and none of them is that of a machine.',
  source: 'https://metallb.io/configuration/; seed 004, section 2.3',
  *check(manifest, world) {
    const all = pools(world);
    for (const own of toldBy(all, manifest)) yield* pool(own, all, world);
  },
});

function* pool(own: Pool, all: readonly Pool[], world: World): Iterable<Issue> {
  const before = all.slice(0, all.indexOf(own));
  const twin = before.find(
    (each) => overlap(own.range, each.range) && !isReplaced(own, each) && (!areApart(own, each) || areOnOneWire(own, each, world)),
  );
  if (twin !== undefined) {
    const apart = areApart(own, twin);
    const whose = twin.manifest.object === own.manifest.object ? 'the same pool' : calledWhere(twin);
    yield {
      path: own.path,
      // Two sites may have the same range behind their routers.
      ...(apart ? { severity: 'warning' as const } : {}),
      message: own.range === twin.range ? `${own.range} is in ${whose}, too` : `${own.range} overlaps ${twin.range} of ${whose}`,
      why: apart ? ONE_WIRE : 'The pool is refused, and no Service gets an address from it.',
      fix: 'Give each pool addresses of its own.',
    };
  }
  yield* abroad(own, world);
  const node = nodeAddresses(world).find(({ address }) => overlap(own.range, address));
  // A control plane in another cluster may have its address from a pool.
  if (node === undefined || askedBy(world).has(node.address)) return;
  yield {
    path: own.path,
    severity: 'warning',
    message: `${own.range} holds ${node.address}, the API server that ${calledWhere(node.by)} names`,
    why: 'Once a Service gets this address, two machines answer for it: the API server is gone for whoever asks the wrong one.',
    fix: 'Leave the addresses of machines out of the pool.',
  };
}

/** A pool that is announced by ARP lies in the network of its machines. Which that is, their addresses tell only nearly. */
function* abroad(own: Pool, world: World): Iterable<Issue> {
  // Where an inventory tells the addresses of nodes, pool-on-node-network judges by them.
  if ((treeNodes(own.world) ?? []).some(({ addresses }) => addresses.length > 0)) return;
  const machines = nodeAddresses(world).filter(({ by, address }) => by.cluster === own.cluster && /^(10|172|192)\./.test(address));
  const network = (address: string): string => address.replace(/\.\d+(?:[-/].*)?$/, '.0/24');
  if (machines.length === 0 || !isAnnouncedByArp(own, world) || machines.some(({ address }) => network(address) === network(own.range)))
    return;
  yield {
    path: own.path,
    severity: 'info',
    message: `${own.range} may lie outside the network of the machines: ${machines.map(({ address }) => address).join(', ')} is in ${network(machines[0]?.address ?? '')}`,
    why: 'Addresses are announced by ARP, which goes no further than the network: nobody finds an address of another one.',
    fix: 'Take a range of the network that the machines are in.',
  };
}

function isAnnouncedByArp({ world: own, manifest }: Pool, world: World): boolean {
  return manifest.object.kind === 'IPAddressPool' && own.ofKind('metallb.io/v1beta1/L2Advertisement').length > 0 && !isRouted(world);
}

function isRouted(world: World): boolean {
  return (
    everywhere(world, 'metallb.io/v1beta1/BGPAdvertisement', 'metallb.io/v1beta2/BGPPeer', 'cilium.io/v2alpha1/CiliumBGPPeeringPolicy')
      .length > 0
  );
}

/** One pool as two overlays build it, or as a guide shows it. */
function isReplaced(a: Pool, b: Pool): boolean {
  return a.manifest.file !== undefined && a.manifest.file === b.manifest.file && a.manifest.overlay !== b.manifest.overlay;
}

/** Nothing says that the addresses are announced by a router. */
function areOnOneWire(a: Pool, b: Pool, world: World): boolean {
  return !isRouted(world) && a.manifest.object.kind === b.manifest.object.kind;
}
