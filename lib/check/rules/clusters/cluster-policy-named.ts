import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { ciliumMesh, type Member } from '../../clusters/members.ts';
import { fieldsAt, itemsAt, textAt, textsAt } from '../../read.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { defineRule, fullName, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

const CLUSTER = 'io.cilium.k8s.policy.cluster';
const NAMESPACE = 'io.kubernetes.pod.namespace';
const PEERS = { ingress: 'fromEndpoints', egress: 'toEndpoints' } as const;

export const clusterPolicyNamed = defineRule({
  id: 'cluster-policy-named',
  severity: 'warning',
  kinds: CILIUM_POLICIES,
  asks: 'A rule about pods of another cluster names that cluster, by the name that it has in the mesh.',
  source: 'https://docs.cilium.io/en/stable/network/clustermesh/policy/; seed 004, L31',
  *check(manifest, world) {
    const mesh = ciliumMesh(world);
    if (mesh.length === 0) return;
    const members = membersOf(mesh);
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const [direction, list] of Object.entries(PEERS)) {
        for (const [index, rule] of itemsAt(spec, direction).entries()) {
          for (const [place, peer] of itemsAt(rule, list).entries()) {
            const labels = Object.fromEntries(
              Object.entries(textsAt(peer, 'matchLabels')).map(([key, value]) => [key.replace(/^(k8s|any)[:.]/, ''), value]),
            );
            const { [NAMESPACE]: namespace, [CLUSTER]: named, ...others } = labels;
            const where = `${path}.${direction}[${index}].${list}[${place}]`;
            if (named !== undefined) yield* unknown(named, members, where);
            if (namespace === undefined || named !== undefined || itemsAt(peer, 'matchExpressions').length > 0) continue;
            const plain = Object.fromEntries(Object.entries(others).filter(([key]) => !key.startsWith('io.c')));
            if (world.podsWith(plain, namespace).length > 0 || world.podsIn(namespace).length > 0) continue;
            const there = mesh.length < 2 ? undefined : elsewhere(world, plain, namespace);
            const stub = there === undefined && direction === 'egress' ? stubIn(world, namespace) : undefined;
            if (there === undefined && stub === undefined) continue;
            yield {
              path: where,
              message:
                stub === undefined
                  ? `pods in "${namespace}" run in ${there ?? ''} only, and the rule does not name a cluster`
                  : `Service ${stub} has its pods in another cluster (it is global, and selects none here), and the rule does not name that cluster`,
              why: 'From Cilium 1.19 on such a rule means the own cluster: connections to the other one are dropped after the upgrade.',
              fix: there === undefined ? `Add ${CLUSTER} with the name of the cluster that has them.` : `Add ${CLUSTER}: ${there}.`,
            };
          }
        }
      }
    }
  },
});

/** Clusters by the names that Cilium gives them, and those that each is told to join; `undefined` where one stays open. */
function membersOf(mesh: readonly Member[]): ReadonlySet<string> | undefined {
  const named = mesh.flatMap(({ name, values }) => [
    name ?? 'default',
    ...itemsAt(values, 'clustermesh.config.clusters').map((each) => textAt(each, 'name') ?? ''),
    ...Object.keys(fieldsAt(values, 'clustermesh.config.clusters')),
  ]);
  return named.some((name) => /[${<]/.test(name)) ? undefined : new Set(named);
}

function* unknown(named: string, members: ReadonlySet<string> | undefined, path: string): Iterable<Issue> {
  if (members === undefined || members.has(named) || members.size < 2 || /[${<]/.test(named)) return;
  const near = nearName(named, members);
  yield {
    path,
    severity: 'error',
    message: `no cluster of the mesh is called ${named}: there ${members.size === 1 ? 'is' : 'are'} ${[...members].sort().join(', ')}`,
    why: 'The rule is about no pod at all: the connections that it was to let through are dropped.',
    fix: near === undefined ? 'Write the cluster.name of the Cilium of that cluster.' : `Did you mean "${near}"?`,
  };
}

/** A Service that other clusters fill, in a namespace without pods: `vault/vault`. */
function stubIn(world: World, namespace: string): string | undefined {
  if (isOpaque(world, namespace)) return undefined;
  const stub = world
    .inNamespace('v1/Service', namespace)
    .find(
      ({ object }) =>
        textsAt(object, 'metadata.annotations')['service.cilium.io/global'] === 'true' &&
        Object.keys(fieldsAt(object, 'spec.selector')).length === 0,
    );
  return stub === undefined ? undefined : fullName(stub);
}

function elsewhere(world: World, labels: Readonly<Record<string, string>>, namespace: string): string | undefined {
  for (const [name, other] of world.everywhere.worlds) {
    if (other !== world && name !== undefined && other.podsWith(labels, namespace).length > 0) return name;
  }
  return undefined;
}
