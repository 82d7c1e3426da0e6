import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { ciliumMesh } from '../../clusters/members.ts';
import { itemsAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const CLUSTER = 'io.cilium.k8s.policy.cluster';
const NAMESPACE = 'io.kubernetes.pod.namespace';
const PEERS = { ingress: 'fromEndpoints', egress: 'toEndpoints' } as const;

export const clusterPolicyNamed = defineRule({
  id: 'cluster-policy-named',
  severity: 'warning',
  kinds: CILIUM_POLICIES,
  asks: 'A rule about pods of another cluster names that cluster.',
  source: 'https://docs.cilium.io/en/stable/network/clustermesh/policy/; seed 004, L31',
  *check(manifest, world) {
    if (ciliumMesh(world).length < 2 || world.everywhere.worlds.size < 2) return;
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const [direction, list] of Object.entries(PEERS)) {
        for (const [index, rule] of itemsAt(spec, direction).entries()) {
          for (const [place, peer] of itemsAt(rule, list).entries()) {
            const labels = Object.fromEntries(
              Object.entries(textsAt(peer, 'matchLabels')).map(([key, value]) => [key.replace(/^(k8s|any)[:.]/, ''), value]),
            );
            const { [NAMESPACE]: namespace, [CLUSTER]: named, ...others } = labels;
            if (namespace === undefined || named !== undefined || itemsAt(peer, 'matchExpressions').length > 0) continue;
            const plain = Object.fromEntries(Object.entries(others).filter(([key]) => !key.startsWith('io.c')));
            if (world.podsWith(plain, namespace).length > 0 || world.podsIn(namespace).length > 0) continue;
            const there = elsewhere(world, plain, namespace);
            if (there === undefined) continue;
            yield {
              path: `${path}.${direction}[${index}].${list}[${place}]`,
              message: `pods in "${namespace}" run in ${there} only, and the rule does not name a cluster`,
              why: 'From Cilium 1.19 on such a rule means the own cluster: connections to the other one are dropped after the upgrade.',
              fix: `Add ${CLUSTER}: ${there}.`,
            };
          }
        }
      }
    }
  },
});

function elsewhere(world: World, labels: Readonly<Record<string, string>>, namespace: string): string | undefined {
  for (const [name, other] of world.everywhere.worlds) {
    if (other !== world && name !== undefined && other.podsWith(labels, namespace).length > 0) return name;
  }
  return undefined;
}
