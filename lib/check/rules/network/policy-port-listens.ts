import { policiesIn, podsOf, POLICY_KINDS } from '../../network/world-policies.ts';
import { defineRule } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

/** Ports of a sidecar that no container of the tree declares. Set by Istio. */
const SIDECAR = new Set([15000, 15001, 15006, 15008, 15020, 15021, 15053, 15090]);

export const policyPortListens = defineRule({
  id: 'policy-port-listens',
  severity: 'warning',
  kinds: POLICY_KINDS,
  asks: 'A port that a policy opens on the way in is one that its pods listen on, not that of their Service.',
  source:
    'https://docs.cilium.io/en/stable/security/policy/language/#layer-4-examples; https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  *check(manifest, world) {
    for (const policy of policiesIn(world, manifest)) {
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
