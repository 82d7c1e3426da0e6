import type { Problem } from '../errors.ts';
import { addTo } from '../values/multimap.ts';
import { joined } from './located.ts';
import type { Path } from './located.ts';
import type { ParsedCluster } from './parse.ts';

/** A fact of one cluster, and where it is stated. */
interface Stated<T> {
  readonly by: ParsedCluster;
  readonly path: Path;
  readonly value: T;
}

/**
 * What only the whole folder shows: a name twice, and networks, machines and addresses that two clusters both claim.
 * Two clusters made from one line of one file share one fact; that is what the file says.
 */
export function judgeTogether(clusters: readonly ParsedCluster[]): Problem[] {
  return [...sameNames(clusters), ...sharedNetworks(clusters), ...sharedMachines(clusters), ...sharedPools(clusters), ...fleets(clusters)];
}

function sameNames(clusters: readonly ParsedCluster[]): Problem[] {
  const named = new Map<string, ParsedCluster>();
  return clusters.flatMap((one): readonly Problem[] => {
    const { file, name } = one.cluster;
    const other = named.get(name);
    named.set(name, other ?? one);
    if (other === undefined) return [];
    const what = `${name} is a cluster of ${other.cluster.file}:${other.line} already`;
    return [{ where: `${file}:${one.line} name`, what, fix: 'Give each cluster a name of its own.' }];
  });
}

function sharedNetworks(clusters: readonly ParsedCluster[]): Problem[] {
  const networks = clusters.flatMap((by) =>
    (['pods', 'services'] as const).flatMap((key) => {
      const cidr = by.cluster.networks[key];
      return cidr === undefined ? [] : [{ by, path: ['networks', key], value: { key, cidr } }];
    }),
  );
  return pairs(networks).flatMap(([one, other]): readonly Problem[] => {
    const [own, their] = [one.value, other.value];
    if (!own.cidr.overlaps(their.cidr)) return [];
    const what = `${own.cidr.text} overlaps ${their.key} ${their.cidr.text} of ${other.by.cluster.name}, and clusters that meet cannot tell such addresses apart`;
    return [{ where: placeOf(one), what, fix: 'Choose a network of its own for each cluster.' }];
  });
}

/** Whoever copies an inventory and forgets the nodes would install a second cluster over the first one. */
function sharedMachines(clusters: readonly ParsedCluster[]): Problem[] {
  const taken = new Map<string, Stated<string>>();
  const machines = clusters.flatMap((by) =>
    by.cluster.nodes.map(({ name, address }, index) => ({ by, path: ['nodes', index, 'address'], value: name, address })),
  );
  return machines.flatMap((one): readonly Problem[] => {
    const other = taken.get(one.address);
    taken.set(one.address, other ?? one);
    if (other === undefined || isOneFact(one, other)) return [];
    const what = `${one.address} is node ${other.value} of ${other.by.cluster.name} already, and a machine belongs to one cluster`;
    return [{ where: placeOf(one), what, fix: 'Write the address of its own machine.' }];
  });
}

function sharedPools(clusters: readonly ParsedCluster[]): Problem[] {
  const pools = clusters.flatMap((by) => {
    const pool = by.cluster.networks.loadBalancer?.pool;
    return pool === undefined ? [] : [{ by, path: ['networks', 'loadBalancer', 'pool'], value: pool }];
  });
  const both = pairs(pools).flatMap(([one, other]): readonly Problem[] => {
    if (!one.value.overlaps(other.value)) return [];
    const what = `${one.value.text} overlaps the pool ${other.value.text} of ${other.by.cluster.name}: both would answer for the same address, by turns`;
    return [{ where: placeOf(one), what, fix: 'Give each cluster addresses of its own.' }];
  });
  const over = pools.flatMap((one) =>
    clusters.flatMap(({ cluster }) => {
      const node = cluster === one.by.cluster ? undefined : cluster.nodes.find(({ address }) => one.value.contains(address));
      if (node === undefined) return [];
      const what = `${one.value.text} holds ${node.address}, node ${node.name} of ${cluster.name}: a Service could take its address`;
      return [{ where: placeOf(one), what, fix: 'Move the pool away from the nodes of all clusters.' }];
    }),
  );
  return [...both, ...over];
}

/** A fleet has one cluster that manages it, and a number for each. */
function fleets(clusters: readonly ParsedCluster[]): Problem[] {
  const members = new Map<string, ParsedCluster[]>();
  for (const each of clusters) if (each.cluster.fleet !== undefined) addTo(members, each.cluster.fleet.name, each);
  return [...members].flatMap(([fleet, of]) => [...sharedIds(of), ...management(fleet, of)]);
}

function sharedIds(members: readonly ParsedCluster[]): Problem[] {
  const taken = new Map<number, ParsedCluster>();
  return members.flatMap((by): readonly Problem[] => {
    const id = by.cluster.fleet?.id ?? 0;
    const other = taken.get(id);
    taken.set(id, other ?? by);
    if (other === undefined) return [];
    const what = `${id} is the number of ${other.cluster.name} already: the mesh would take both clusters for one`;
    return [{ where: placeOf({ by, path: ['fleet', 'id'], value: id }), what, fix: 'Give each cluster of the fleet a number of its own.' }];
  });
}

function management(fleet: string, members: readonly ParsedCluster[]): Problem[] {
  const [first, second] = members.filter(({ cluster }) => cluster.fleet?.role === 'management');
  const by = second ?? members[0];
  if (by === undefined || (first !== undefined && second === undefined)) return [];
  const where = placeOf({ by, path: ['fleet', 'role'], value: undefined });
  if (first === undefined) {
    return [
      {
        where,
        what: `no cluster of the fleet ${fleet} is its management: nothing would install them`,
        fix: 'Give one the role management.',
      },
    ];
  }
  return [{ where, what: `${first.cluster.name} manages the fleet ${fleet} already`, fix: 'Give one cluster alone the role management.' }];
}

/** Every pair of two clusters, the later one first. */
function pairs<T>(facts: readonly Stated<T>[]): (readonly [Stated<T>, Stated<T>])[] {
  return facts.flatMap((one, index) =>
    facts.slice(0, index).flatMap((other) => (one.by === other.by || isOneFact(one, other) ? [] : [[one, other] as const])),
  );
}

function isOneFact(one: Stated<unknown>, other: Stated<unknown>): boolean {
  return lineOf(one) === lineOf(other);
}

function lineOf({ by, path }: Stated<unknown>): string {
  return `${by.cluster.file}:${by.lineOf(path)}`;
}

/** `clusters/homelab.yaml:12 nodes[0].address` */
function placeOf(fact: Stated<unknown>): string {
  return `${lineOf(fact)} ${fact.path.reduce<string>(joined, '')}`;
}
