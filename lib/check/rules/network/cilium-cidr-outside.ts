import { claims } from '../../clusters/ranges.ts';
import { isNetwork, networkCovers } from '../../network/address.ts';
import { remoteNode } from '../../network/remote-node.ts';
import { isOfServices } from '../../network/service-addresses.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { treeNodes } from '../../scheduling/tree-nodes.ts';
import type { World } from '../../world.ts';

/** Entities that mean machines of other clusters, too. */
const REMOTE: ReadonlySet<string> = new Set(['remote-node', 'cluster', 'all']);

/** Entities that mean machines. */
const NODES: ReadonlySet<string> = new Set(['remote-node', 'host', 'kube-apiserver', 'cluster', 'all']);

export const ciliumCidrOutside = defineRule({
  id: 'cilium-cidr-outside',
  severity: 'error',
  kinds: ['cilium.io/v2/CiliumNetworkPolicy', 'cilium.io/v2/CiliumClusterwideNetworkPolicy'],
  asks: 'Addresses in a policy of Cilium are those of the outside world: pods, Services and nodes are known by labels and entities.',
  source:
    'https://docs.cilium.io/en/stable/security/policy/language/#cidr-based; https://docs.cilium.io/en/stable/security/policy/language/#access-to-from-node',
  *check(manifest, world) {
    const { object } = manifest;
    const rules = [
      { path: 'spec', rule: object['spec'] },
      ...itemsAt(object, 'specs').map((rule, index) => ({ path: `specs[${index}]`, rule })),
    ];
    for (const { path, rule } of rules) {
      const byEntity = named(rule, NODES);
      for (const [index, each] of itemsAt(rule, 'egress').entries()) {
        // Beside a deny, or an entity that says the same, the address does no harm.
        const entities = itemsAt(each, 'toEntities').map(text);
        for (const [key, list] of [
          ['toCIDR', itemsAt(each, 'toCIDR').map(text)],
          ['toCIDRSet', itemsAt(each, 'toCIDRSet').map((one) => textAt(one, 'cidr'))],
        ] as const) {
          for (const [place, cidr] of list.entries()) {
            const far = cidr === undefined ? undefined : remoteNode(cidr, manifest, world);
            if (far !== undefined && !named(rule, REMOTE)) yield { path: `${path}.egress[${index}].${key}[${place}]`, ...far };
            if (far !== undefined) continue;
            const found = cidr === undefined || entities.length > 0 ? undefined : inside(cidr, world);
            // A machine of another cluster is of the outside world until the clusters are joined: both may be meant.
            if (found === undefined || (found.isNode && byEntity)) continue;
            yield {
              path: `${path}.egress[${index}].${key}[${place}]`,
              message: `${cidr ?? ''} is ${found.what}, which Cilium does not know by its address`,
              why: 'Cilium compares addresses only for the world outside of the cluster: the rule opens nothing, and the connection is dropped.',
              fix: found.fix,
            };
          }
        }
      }
    }
  },
});

function named(rule: unknown, wanted: ReadonlySet<string>): boolean {
  return itemsAt(rule, 'egress').some((each) => itemsAt(each, 'toEntities').some((entity) => wanted.has(text(entity) ?? '')));
}

function inside(cidr: string, world: World): { readonly what: string; readonly fix: string; readonly isNode?: true } | undefined {
  const [address = '', bits] = cidr.split('/');
  // A wide range may well have the outside world in it.
  if (!isNetwork(cidr)) return undefined;
  const single = bits === '32' || bits === undefined;
  const entity = 'Write toEntities: [kube-apiserver] for the API server, [host, remote-node] for nodes.';
  const ranges = claims(world);
  const covered = (of: string): boolean =>
    ranges.some((each) => each.of === of && isNetwork(each.range) && networkCovers(each.range, cidr));
  if (isOfServices(cidr, world))
    return {
      what: address.endsWith('.10') ? 'the address of a Service (DNS)' : 'the address of a Service',
      fix: address.endsWith('.1') ? 'Write toEntities: [kube-apiserver].' : 'Name the pods behind it with toEndpoints.',
    };
  if (single && nodeAddresses(world).has(address)) return { what: 'the address of a node', fix: entity, isNode: true };
  return covered('pods') ? { what: 'part of the network of the pods', fix: 'Name the pods with toEndpoints.' } : undefined;
}

function nodeAddresses(world: World): ReadonlySet<string> {
  return world.once(
    'addresses of nodes',
    () =>
      new Set([
        ...(treeNodes(world) ?? []).flatMap(({ addresses }) => addresses),
        ...claims(world).flatMap((each) => (each.of === 'nodes' ? [each.range.replace(/\/32$/, '')] : [])),
      ]),
  );
}
