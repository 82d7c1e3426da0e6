import { ciliumMesh, isSameCluster, istioMesh, MEMBER_KINDS, type Member } from '../../clusters/members.ts';
import { calledWhere, everywhere } from '../../clusters/where.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Settings of Cilium that all clusters of a mesh share, and what counts where nothing is said. */
const DATAPATH: Readonly<Record<string, string>> = {
  routingMode: 'tunnel',
  tunnelProtocol: 'vxlan',
  'clustermesh.maxConnectedClusters': '255',
};

export const meshSettingsAgree = defineRule({
  id: 'mesh-settings-agree',
  severity: 'error',
  kinds: MEMBER_KINDS,
  asks: 'The clusters of a mesh agree on its id, its trust domain, and how packets get from one to another.',
  source:
    'https://docs.cilium.io/en/stable/network/clustermesh/clustermesh/#prerequisites; https://istio.io/latest/docs/setup/install/multicluster/before-you-begin/; seed 004, section 20',
  *check(manifest, world) {
    const cilium = pair(manifest.object, ciliumMesh(world));
    if (cilium !== undefined) yield* datapath(...cilium);
    const istio = pair(manifest.object, istioMesh(world));
    if (istio === undefined) return;
    yield* meshId(...istio, world);
    yield* trust(...istio);
  },
});

/** The member that an object is, with the first of another cluster before it: that one sets what the others follow. */
function pair(object: object, mesh: readonly Member[]): readonly [Member, Member] | undefined {
  const own = mesh.find((each) => each.manifest.object === object);
  const first = mesh.find((each) => own !== undefined && !isSameCluster(each, own));
  return own === undefined || first === undefined || mesh.indexOf(first) > mesh.indexOf(own) ? undefined : [own, first];
}

function* datapath(own: Member, first: Member): Iterable<Issue> {
  for (const [key, usual] of Object.entries(DATAPATH)) {
    const [here, there] = [own, first].map(({ values }) => textAt(values, key));
    // Where neither tunnels, the protocol does not matter.
    if ((here ?? usual) === (there ?? usual) || (key === 'tunnelProtocol' && textAt(own.values, 'routingMode') === 'native')) continue;
    yield {
      path: here === undefined ? own.path : `${own.path}.${key}`,
      message: `${key} is ${here ?? `${usual} (the default)`}, and ${there ?? `${usual} (the default)`} in ${calledWhere(first)}`,
      why: 'The nodes of the clusters pack and route packets differently: what one sends, the other drops.',
      fix: 'Use the same setting in every cluster of the mesh.',
    };
  }
}

function* meshId(own: Member, first: Member, world: World): Iterable<Issue> {
  const key = 'global.meshID';
  const [here, there] = [own, first].map(({ values }) => textAt(values, key));
  if (here === there || (here !== undefined && there !== undefined && !isOneMesh(here, there, world))) return;
  const [silent, told] = here === undefined ? [own, first] : [first, own];
  yield {
    path: here === undefined ? own.path : `${own.path}.${key}`,
    severity: 'warning',
    message:
      here === undefined || there === undefined
        ? `${calledWhere(silent)} has no meshID, ${calledWhere(told)} has ${here ?? there ?? ''}`
        : `meshID is ${here}, and ${there} in ${calledWhere(first)}`,
    why: 'The control planes take each other for strangers: telemetry and trust between the clusters fall apart.',
    fix: 'Set the same global.meshID in all clusters.',
  };
}

/** Several meshes in one repository are no mistake; two ways to write one id are, and so are two in a tree that joins clusters. */
function isOneMesh(a: string, b: string, world: World): boolean {
  const plain = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain(a) === plain(b)) return true;
  const members = istioMesh(world).map(({ values }) => textAt(values, 'global.meshID'));
  const joins = everywhere(world, 'v1/Secret').some(
    ({ manifest }) => textsAt(manifest.object, 'metadata.labels')['istio/multicluster'] === 'true',
  );
  return joins && [a, b].every((id) => members.filter((each) => each === id).length === 1);
}

function* trust(own: Member, first: Member): Iterable<Issue> {
  const key = 'meshConfig.trustDomain';
  const [here = 'cluster.local', there = 'cluster.local'] = [own, first].map(({ values }) => textAt(values, key));
  const aliases = [...itemsAt(own.values, 'meshConfig.trustDomainAliases'), ...itemsAt(first.values, 'meshConfig.trustDomainAliases')];
  const meshes = [own, first].map(({ values }) => textAt(values, 'global.meshID'));
  if (here === there || aliases.includes(here) || aliases.includes(there) || meshes[0] !== meshes[1]) return;
  yield {
    path: textAt(own.values, key) === undefined ? own.path : `${own.path}.${key}`,
    severity: 'warning',
    message: `trustDomain is ${here}, and ${there} in ${calledWhere(first)}; neither is an alias of the other`,
    why: 'A certificate of the other cluster names a domain that nobody here trusts: policies by principal refuse every call from there.',
    fix: 'Use one trustDomain, or add the other under meshConfig.trustDomainAliases.',
  };
}
