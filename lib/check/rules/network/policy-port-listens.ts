import { policiesIn, podsOf, POLICY_KINDS } from '../../network/world-policies.ts';
import { namedPods } from '../../network/one-sided.ts';
import type { PolicyRule } from '../../network/policy.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

/** Ports of a sidecar that no container of the tree declares. Set by Istio. */
const SIDECAR = new Set([15000, 15001, 15006, 15008, 15020, 15021, 15053, 15090]);

export const policyPortListens = defineRule({
  id: 'policy-port-listens',
  severity: 'warning',
  kinds: POLICY_KINDS,
  asks: 'A port that a policy opens is one that the pods at its end listen on, not that of their Service or of somebody else.',
  source:
    'https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples; https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  *check(manifest, world) {
    for (const policy of policiesIn(world, manifest)) {
      for (const rule of policy.egress.allows) yield* outward(rule, world);
      const pods = podsOf(world, policy);
      const ports = pods.flatMap(({ containers }) => containers.flatMap((each) => each.ports));
      if (pods.length === 0 || pods.some(({ containers }) => containers.every((each) => each.ports.length === 0))) continue;
      const said = new Set<number>();
      for (const rule of policy.ingress.allows) {
        for (const { first, last, name } of rule.ports ?? []) {
          if (name !== undefined || first !== last || first === 0 || SIDECAR.has(first) || said.has(first)) continue;
          if (ports.some(({ port }) => port === first)) continue;
          const service = pods
            .flatMap((pod) => world.servicesOf(pod))
            .find((each) => servicePorts(each.object).some(({ port }) => port === first));
          const target = servicePorts(service?.object).find(({ port }) => port === first)?.targetPort;
          // Containers need not declare what they listen on: only a mix-up with the Service is sure enough to speak of.
          if (service === undefined || target === first) continue;
          said.add(first);
          yield {
            path: rule.path,
            message: `port ${first} is the port of Service ${service.object.metadata.name}; its pods listen on ${String(target)}`,
            why: 'Policies are asked after the address of the Service has been translated: what arrives at the pod has its own port, and is dropped.',
            fix: `Write port ${String(target)}.`,
          };
        }
      }
    }
  },
});

/** A way out to pods that listen elsewhere, through ports of which each belongs to somebody else: copied, and half changed. */
function* outward(rule: PolicyRule, world: World): Iterable<Issue> {
  const ports = (rule.ports ?? []).filter(({ first, last, name }) => name === undefined && first === last && first > 0);
  const pods = ports.length === 0 || ports.length !== rule.ports?.length ? [] : namedPods(world, rule);
  const declared = [...new Set(pods.flatMap(({ containers }) => containers.flatMap((each) => each.ports.map(({ port }) => port))))];
  if (pods.length === 0 || pods.some(({ containers }) => containers.every((each) => each.ports.length === 0))) return;
  if (ports.some(({ first }) => declared.includes(first) || SIDECAR.has(first))) return;
  const owners = ports.map(({ first }) => ownerOf(world, pods[0]?.namespace ?? '', first));
  const [owner] = owners;
  const [port] = ports;
  if (owner === undefined || port === undefined || owners.includes(undefined)) return;
  const names = [...new Set(pods.map(({ owner: { object } }) => `${object.kind} ${object.metadata.name}`))];
  yield {
    path: rule.path,
    message: `port ${port.first} is that of ${owner}; the pods of ${names.slice(0, 3).join(', ')} listen on ${declared.join(', ')}`,
    why: 'The rule lets nothing through that anybody answers, and what the pods need is dropped.',
    fix: `Write port ${declared.join(' or ')}.`,
  };
}

/** Who declares a port in a namespace: its workload, or the Service that has it. */
function ownerOf(world: World, namespace: string, port: number): string | undefined {
  const owners = world.once(`owners of ports in ${namespace}`, () => {
    const found = new Map<number, string>();
    for (const { object } of world.inNamespace('v1/Service', namespace)) {
      for (const each of servicePorts(object)) if (!found.has(each.port)) found.set(each.port, `Service ${object.metadata.name}`);
    }
    for (const { owner, containers } of world.podsIn(namespace)) {
      for (const { port: own } of containers.flatMap((each) => each.ports))
        found.set(own, `${owner.object.kind} ${owner.object.metadata.name}`);
    }
    return found;
  });
  return owners.get(port);
}
