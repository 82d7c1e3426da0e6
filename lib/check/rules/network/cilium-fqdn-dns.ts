import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { nameFits } from '../../network/fqdn.ts';
import { policiesIn, policiesOf, podsOf } from '../../network/world-policies.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const ciliumFqdnDns = defineRule({
  id: 'cilium-fqdn-dns',
  severity: 'error',
  kinds: CILIUM_POLICIES,
  asks: 'Pods with toFQDNs rules ask for these names through a DNS rule, from which Cilium learns their addresses.',
  source: 'https://docs.cilium.io/en/stable/security/policy/language/#dns-based',
  *check(manifest, world) {
    for (const { spec, path } of ciliumSpecs(manifest)) {
      const rules = itemsAt(spec, 'egress');
      const index = rules.findIndex((rule) => itemsAt(rule, 'toFQDNs').length > 0);
      if (index === -1) continue;
      const entries = dnsEntries(world, manifest);
      const why =
        'Cilium opens the addresses that it saw in the answers to DNS queries of the pod: a name that it did not see stays shut, and the connection times out.';
      if (entries.length === 0) {
        yield {
          path: `${path}.egress[${index}].toFQDNs`,
          message: 'no DNS rule shows Cilium the answers from which it learns the addresses of these names',
          why,
          fix: 'Give the rule for kube-dns on port 53 rules: {dns: [{matchPattern: "*"}]}.',
        };
        continue;
      }
      for (const [place, rule] of rules.entries()) {
        const lost = itemsAt(rule, 'toFQDNs')
          .flatMap((each) => textAt(each, 'matchName') ?? [])
          .find((name) => !entries.some((entry) => nameFits(entry, name)));
        if (lost === undefined) continue;
        yield {
          path: `${path}.egress[${place}].toFQDNs`,
          message: `no DNS rule lets the pods ask for ${lost}`,
          why,
          fix: `Add {matchName: ${lost}} to the DNS rule.`,
        };
      }
    }
  },
});

/** Entries of DNS rules that the selected pods have; where the pods are not in the tree, of any policy that may be theirs. */
function dnsEntries(world: World, manifest: WorldObject): readonly unknown[] {
  const pods = policiesIn(world, manifest).flatMap((policy) => podsOf(world, policy));
  if (pods.length > 0)
    return [...new Set(pods.flatMap((pod) => policiesOf(world, pod).map((policy) => policy.manifest)))].flatMap(entriesOf);
  const { namespace } = manifest.object.metadata;
  const near = namespace === undefined ? world.ofKind(CILIUM_POLICIES[0]) : world.inNamespace(CILIUM_POLICIES[0], namespace);
  return [manifest, ...near, ...world.ofKind(CILIUM_POLICIES[1])].flatMap(entriesOf);
}

function entriesOf(manifest: WorldObject): readonly unknown[] {
  if (!manifest.object.kind.startsWith('Cilium')) return [];
  return ciliumSpecs(manifest)
    .flatMap(({ spec }) => itemsAt(spec, 'egress'))
    .flatMap((rule) => itemsAt(rule, 'toPorts'))
    .flatMap((toPort) => itemsAt(at(toPort, 'rules'), 'dns'));
}
