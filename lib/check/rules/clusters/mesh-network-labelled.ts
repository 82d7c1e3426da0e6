import { istioMembers } from '../../clusters/members.ts';
import { operatorGateways } from '../../clusters/operator-gateways.ts';
import { at, itemsAt, textAt, textsAt } from '../../read.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const NETWORK = 'topology.istio.io/network';

export const meshNetworkLabelled = defineRule({
  id: 'mesh-network-labelled',
  severity: 'error',
  kinds: ['v1/Namespace', 'networking.istio.io/v1/Gateway', 'v1/Service', 'install.istio.io/v1alpha1/IstioOperator', ...HELM_KINDS],
  asks: 'Networks of a mesh are named alike by the namespace of Istio, its control plane and its east-west gateway, which passes TLS through.',
  source: 'https://istio.io/latest/docs/setup/install/multicluster/multi-primary_multi-network/',
  *check(manifest, world) {
    const { object } = manifest;
    const networks = networksOf(world);
    if (object.kind === 'Namespace') yield* name(textsAt(object, 'metadata.labels')[NETWORK], `metadata.labels["${NETWORK}"]`, networks);
    else if (object.kind === 'Gateway') yield* crossing(object);
    else if (object.kind === 'Service') {
      const labels = textsAt(object, 'metadata.labels');
      if (isEastWest(object.metadata.name, labels))
        yield* doorway(labels[NETWORK], 'metadata.labels', `Service ${object.metadata.name}`, networks);
    } else if (object.kind === 'IstioOperator') yield* operatorGateways(object, networks);
    else yield* chart(manifest, networks);
  },
});

/** Networks that control planes of the tree have. */
function networksOf(world: World): readonly string[] {
  return world.everywhere.once('networks of meshes', () => [
    ...new Set(istioMembers(world).flatMap(({ values }) => textAt(values, 'global.network') ?? [])),
  ]);
}

function isEastWest(name: string, labels: Readonly<Record<string, string>>): boolean {
  return /east-?west-?gateway/.test(`${name} ${labels['istio'] ?? ''} ${labels['app'] ?? ''}`);
}

function* name(network: string | undefined, path: string, networks: readonly string[]): Iterable<Issue> {
  if (network === undefined || networks.length === 0 || networks.includes(network) || network.includes('$')) return;
  yield {
    path,
    message: `no control plane has the network ${network}: they have ${networks.join(', ')}`,
    why: 'Endpoints of this cluster count to a network without a gateway: other clusters call addresses that they cannot reach.',
    fix: `Write ${networks.length === 1 ? (networks[0] ?? '') : 'the network of this cluster'}, as global.network says.`,
  };
}

function* doorway(network: string | undefined, path: string, what: string, networks: readonly string[]): Iterable<Issue> {
  if (network !== undefined) {
    yield* name(network, path, networks);
    return;
  }
  if (networks.length === 0) return;
  yield {
    path,
    message: `${what} is an east-west gateway without the label ${NETWORK}`,
    why: 'Istiod does not know it for the gateway of its network: other clusters call the pods directly, and get no answer.',
    fix: `Add ${NETWORK}: ${networks[0] ?? ''}, or networkGateway in the values of the chart.`,
  };
}

function* chart(manifest: WorldObject, networks: readonly string[]): Iterable<Issue> {
  for (const { chart: called, values, path } of helmValuesOf(manifest)) {
    if (
      called !== 'gateway' ||
      !isEastWest(
        `${textAt(values, 'name') ?? ''} ${textAt(manifest.object, 'release') ?? ''} ${manifest.object.metadata.name}`,
        textsAt(values, 'labels'),
      )
    )
      continue;
    const labelled = textsAt(values, 'labels')[NETWORK];
    const own = textAt(values, 'networkGateway') ?? labelled;
    yield* doorway(own, path, 'the gateway', networks);
  }
}

/** Port 15443 carries mTLS of workloads from end to end. */
function* crossing(object: WorldObject['object']): Iterable<Issue> {
  for (const [index, server] of itemsAt(object, 'spec.servers').entries()) {
    if (at(server, 'port.number') !== 15443) continue;
    const mode = textAt(server, 'tls.mode');
    if (mode === 'AUTO_PASSTHROUGH' || mode === 'ISTIO_MUTUAL') continue;
    yield {
      path: `spec.servers[${index}].tls`,
      message: `port 15443 between clusters has the mode ${mode ?? 'SIMPLE (the default)'} instead of AUTO_PASSTHROUGH`,
      why: 'The gateway looks for a route of its own instead of the Service that the client names: every call from another cluster is refused.',
      fix: 'Set tls.mode: AUTO_PASSTHROUGH, with hosts "*.local".',
    };
  }
}
