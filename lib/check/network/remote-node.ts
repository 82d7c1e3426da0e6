import { ciliumMesh } from '../clusters/members.ts';
import { clusterOf } from '../clusters/where.ts';
import { at, textAt } from '../read.ts';
import type { Issue, WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** The API server of another cluster of the mesh, whose machines are known to Cilium like the own ones. */
export function remoteNode(cidr: string, manifest: WorldObject, world: World): Omit<Issue, 'path'> | undefined {
  const [address = '', bits = '32'] = cidr.split('/');
  const mesh = bits === '32' ? ciliumMesh(world) : [];
  const other = mesh.find(({ values }) => textAt(values, 'k8sServiceHost') === address);
  const own = other === undefined ? undefined : mesh.find(({ name }) => name !== undefined && name === clusterOf(manifest, world));
  if (own === undefined || other === undefined || own.name === other.name || textAt(own.values, 'k8sServiceHost') === address)
    return undefined;
  if (JSON.stringify(at(own.values, 'policyCIDRMatchMode') ?? '').includes('nodes')) return undefined;
  return {
    message: `${cidr} is a node of ${other.name ?? 'another cluster'}, which the mesh joins: Cilium knows it as remote-node, not by its address`,
    why: 'Until the clusters are joined the rule works; from that moment on it opens nothing, and connections to that API server time out.',
    fix: "Add toEntities: [remote-node] with the same port beside it, or policyCIDRMatchMode: [nodes] in Cilium's values.",
  };
}
