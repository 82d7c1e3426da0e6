import { ciliumMesh, type Member } from '../../clusters/members.ts';
import { calledWhere } from '../../clusters/where.ts';
import { HELM_KINDS } from '../../helm.ts';
import { nearName } from '../../reference.ts';
import { fieldsAt, items, numberAt, strings, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const meshPeersAgree = defineRule({
  id: 'mesh-peers-agree',
  severity: 'error',
  kinds: HELM_KINDS,
  asks: 'The clusters of a Cilium mesh know each other, by the names and addresses that they have.',
  source: 'https://docs.cilium.io/en/stable/network/clustermesh/clustermesh/; seed 004, section 8.2',
  *check(manifest, world) {
    const mesh = ciliumMesh(world).filter(({ name }) => name !== undefined);
    const own = mesh.find((each) => each.manifest.object === manifest.object);
    if (own === undefined || mesh.length < 2) return;
    const peers = peersOf(own);
    for (const { name, path, ips, port } of peers) {
      const peer = mesh.find((each) => each.name === name);
      if (peer === undefined) yield* unknown(name, path, mesh);
      else yield* [...address(peer, path, ips), ...published(peer, path, port)];
    }
    for (const other of mesh) {
      if (other.name === own.name || peers.some(({ name }) => name === other.name) || peers.length === 0) continue;
      if (!peersOf(other).some(({ name }) => name === own.name)) continue;
      yield {
        path: `${own.path}.clustermesh.config.clusters`,
        severity: 'warning',
        message: `${other.name ?? ''} is missing in the list, and ${calledWhere(other)} lists ${own.name ?? ''}`,
        why: 'The connection goes one way: global Services and policies see the other cluster from one side only.',
        fix: `Add ${other.name ?? ''} with its address.`,
      };
    }
  },
});

interface Peer {
  readonly name: string;
  readonly path: string;
  readonly ips: readonly string[];
  readonly port: number | undefined;
}

/** Newer charts take a map by name as well as a list. */
function peersOf({ values, path }: Member): readonly Peer[] {
  const list = fieldsAt(values, 'clustermesh.config')['clusters'];
  const place = `${path}.clustermesh.config.clusters`;
  const entries = Array.isArray(list)
    ? items(list).map((each, index) => [textAt(each, 'name'), each, `${place}[${index}]`] as const)
    : Object.entries(fieldsAt(values, 'clustermesh.config.clusters')).map(([name, each]) => [name, each, `${place}.${name}`] as const);
  return entries.flatMap(([name, each, at]) =>
    name === undefined
      ? []
      : { name, path: at, ips: items(fieldsAt({ each }, 'each')['ips']).flatMap((ip) => text(ip) ?? []), port: numberAt(each, 'port') },
  );
}

function* unknown(name: string, path: string, mesh: readonly Member[]): Iterable<Issue> {
  const near = nearName(
    name,
    mesh.flatMap((each) => each.name ?? []),
  );
  if (near === undefined) return;
  yield {
    path,
    message: `no cluster of the mesh calls itself ${name}; there is ${near}`,
    why: 'The certificate of the other side is for another name: the agents never connect, and the cluster stays unreachable.',
    fix: `Write ${near}, as its cluster.name says.`,
  };
}

/** The fixed address that the other cluster asks for, against the one that is listed here. */
function* address(peer: Member, path: string, ips: readonly string[]): Iterable<Issue> {
  const asked = [...strings(fieldsAt(peer.values, 'clustermesh.apiserver.service.annotations'))]
    .filter(({ key }) => /loadBalancerIPs$|lb-ipam-ips$/i.test(key))
    .flatMap(({ value }) => value.split(',').map((each) => each.trim()));
  const wrong = asked.length === 0 ? undefined : ips.find((ip) => !asked.includes(ip));
  if (wrong === undefined) return;
  yield {
    path: `${path}.ips`,
    message: `${wrong} is not the address of ${peer.name ?? ''}: ${calledWhere(peer)} asks for ${asked.join(', ')}`,
    why: 'The agents call an address where nobody, or another cluster, answers.',
    fix: `Write ${asked.join(', ')}.`,
  };
}

/** The port of a node where the other cluster publishes its mesh on one, and that of the Service where it has an address of its own. */
function* published(peer: Member, path: string, port: number | undefined): Iterable<Issue> {
  const service = fieldsAt(peer.values, 'clustermesh.apiserver.service');
  const type = textAt(service, 'type');
  const wanted = type === 'NodePort' ? (numberAt(service, 'nodePort') ?? 32379) : type === 'LoadBalancer' ? 2379 : undefined;
  if (wanted === undefined || port === undefined || port === wanted) return;
  yield {
    path: `${path}.port`,
    message: `${peer.name ?? ''} is called on port ${port}, and publishes its mesh on ${wanted} (${type ?? ''})`,
    why: 'Nobody answers there: the cluster stays "not ready, 0 endpoints", and global Services have local pods only.',
    fix: `Write port: ${wanted}.`,
  };
}
