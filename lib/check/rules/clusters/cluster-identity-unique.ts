import { ciliumMembers, ciliumMesh, isSameCluster, istioMesh, MEMBER_KINDS, type Member } from '../../clusters/members.ts';
import { calledWhere } from '../../clusters/where.ts';
import { at, numberAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const NAME = /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/;

export const clusterIdentityUnique = defineRule({
  id: 'cluster-identity-unique',
  severity: 'error',
  kinds: MEMBER_KINDS,
  asks: 'Clusters that a mesh joins have names, ids and API servers of their own.',
  source:
    'https://docs.cilium.io/en/stable/network/clustermesh/clustermesh/#prepare-the-clusters; https://istio.io/latest/docs/setup/install/multicluster/; seed 004, section 2.3',
  *check(manifest, world) {
    const mesh = ciliumMesh(world);
    const own = mesh.find((each) => each.manifest.object === manifest.object);
    if (own !== undefined) {
      yield* form(own);
      yield* twins(own, before(own, mesh));
    }
    const all = ciliumMembers(world).filter(({ name }) => name !== undefined);
    const member = all.find((each) => each.manifest.object === manifest.object);
    if (member !== undefined) yield* sameServer(member, before(member, all));
    const istio = istioMesh(world);
    const plane = istio.find((each) => each.manifest.object === manifest.object);
    if (plane !== undefined) yield* samePlane(plane, before(plane, istio));
  },
});

/** Of two that are alike, the later one is spoken of. */
function before(own: Member, all: readonly Member[]): readonly Member[] {
  return all.slice(0, all.indexOf(own));
}

const WHY = 'Agents take the other cluster for their own: identities and addresses mix, and traffic goes to pods that are not there.';

/** What Cilium demands of a cluster in a mesh by itself. */
function* form({ values, path }: Member): Iterable<Issue> {
  const id = numberAt(values, 'cluster.id');
  const name = textAt(values, 'cluster.name');
  const most = numberAt(values, 'clustermesh.maxConnectedClusters') ?? 255;
  if (id !== undefined && (id < 1 || id > most)) {
    const message = `cluster.id is ${id} in a mesh: ids go from 1 to ${most}`;
    yield {
      path: `${path}.cluster.id`,
      message,
      why: 'The agents of a mesh refuse to start with this id.',
      fix: 'Give the cluster an id of its own.',
    };
  }
  if (name !== undefined && (name === 'default' || !NAME.test(name))) {
    const message = `cluster.name "${name}" cannot be used in a mesh${name === 'default' ? '' : ': it takes at most 32 lower-case letters, digits and hyphens'}`;
    yield { path: `${path}.cluster.name`, message, why: 'The agents of a mesh refuse to start with this name.', fix: 'Name the cluster.' };
  }
}

function* twins(own: Member, others: readonly Member[]): Iterable<Issue> {
  for (const [field, says] of [
    ['cluster.id', 'id'],
    ['cluster.name', 'name'],
  ] as const) {
    const value = textAt(own.values, field);
    const twin = others.find((each) => value !== undefined && value !== '0' && textAt(each.values, field) === value && differs(each, own));
    if (twin === undefined) continue;
    yield {
      path: `${own.path}.${field}`,
      message: `${field} ${value ?? ''} is that of ${calledWhere(twin)}, too`,
      why: WHY,
      fix: `Give each cluster of the mesh ${says === 'id' ? 'an id' : 'a name'} of its own.`,
    };
  }
}

/** Agents of two clusters that watch one API server, joined or not. */
function* sameServer(own: Member, others: readonly Member[]): Iterable<Issue> {
  const host = textAt(own.values, 'k8sServiceHost');
  if (host === undefined || /^(auto|localhost|127\.|::1|\$|\{)/.test(host)) return;
  const port = textAt(own.values, 'k8sServicePort');
  const neighbour = others.find(
    (each) => textAt(each.values, 'k8sServiceHost') === host && textAt(each.values, 'k8sServicePort') === port && differs(each, own),
  );
  if (neighbour === undefined) return;
  yield {
    path: `${own.path}.k8sServiceHost`,
    message: `k8sServiceHost ${host} is the API server of ${calledWhere(neighbour)}, too`,
    why: 'The agents watch the pods of another cluster: policies and addresses on their own nodes are wrong.',
    fix: 'Name the API server of this cluster.',
  };
}

/** Two clusters: they stand in two places, or their name or id tells them apart. */
function differs(a: Member, b: Member): boolean {
  if (a.cluster !== undefined && b.cluster !== undefined) return a.cluster !== b.cluster;
  const [name, other] = [a, b].map(({ values }) => textAt(values, 'cluster.name'));
  const [id, otherId] = [a, b].map(({ values }) => at(values, 'cluster.id'));
  return (name !== undefined && other !== undefined && name !== other) || (id !== undefined && otherId !== undefined && id !== otherId);
}

/** Control planes of several networks under one name. */
function* samePlane(own: Member, others: readonly Member[]): Iterable<Issue> {
  const network = (each: Member): string | undefined => textAt(each.values, 'global.network');
  const mesh = (each: Member): string | undefined => textAt(each.values, 'global.meshID');
  const twin = others.find(
    (each) =>
      each.name === own.name &&
      mesh(each) === mesh(own) &&
      (network(each) !== network(own) || (each.cluster !== undefined && own.cluster !== undefined && !isSameCluster(each, own))),
  );
  if (twin === undefined) return;
  const field = 'global.multiCluster.clusterName';
  yield {
    path: `${own.path}.${field}`,
    message: `clusterName ${own.name ?? ''} is that of ${calledWhere(twin)}, too`,
    why: 'Istiod takes the endpoints of one cluster for those of the other: requests go to addresses that are not reachable, and answer 503.',
    fix: 'Give each cluster of the mesh a name of its own, the one of its remote secret.',
  };
}
