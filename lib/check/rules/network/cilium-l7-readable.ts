import { CILIUM_POLICIES, ciliumSpecs, endpoints, subjects } from '../../cilium.ts';
import { encryption } from '../../encryption.ts';
import { at, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const ciliumL7Readable = defineRule({
  id: 'cilium-l7-readable',
  severity: 'error',
  kinds: CILIUM_POLICIES,
  asks: 'HTTP rules of a Cilium policy are only on ports whose traffic is not encrypted by the mesh.',
  source: 'https://docs.cilium.io/en/stable/network/servicemesh/istio/; seed 002, D-07',
  *check(manifest, world) {
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const [direction, peers] of [
        ['ingress', 'fromEndpoints'],
        ['egress', 'toEndpoints'],
      ] as const) {
        for (const [index, rule] of itemsAt(spec, direction).entries()) {
          for (const [place, toPort] of itemsAt(rule, 'toPorts').entries()) {
            if (itemsAt(toPort, 'rules.http').length === 0) continue;
            const own = subjects(world, spec, manifest);
            const others = itemsAt(rule, peers).flatMap((selector) => endpoints(world, selector, manifest));
            const [servers, clients] = direction === 'ingress' ? [own, others] : [others, own];
            const reason = servers.map((server) => encryption(world, server, portsOf(toPort), clients)).find((each) => each !== undefined);
            if (reason === undefined) continue;
            yield {
              path: `${path}.${direction}[${index}].toPorts[${place}].rules.http`,
              message: `HTTP rules on ${reason}`,
              why: 'Cilium sees TLS where it expects HTTP and drops every request: callers get 403 or a reset from the moment the policy is active.',
              fix: 'Move the methods and paths into an Istio AuthorizationPolicy and keep only the port here, or set tls.mode: DISABLE for this Service.',
            };
          }
        }
      }
    }
  },
});

function portsOf(toPort: unknown): readonly string[] {
  return itemsAt(toPort, 'ports').flatMap((each) => text(at(each, 'port')) ?? []);
}
