import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { at, itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const quarantineDenies = defineRule({
  id: 'quarantine-denies',
  severity: 'error',
  kinds: [...CILIUM_POLICIES, 'networking.k8s.io/v1/NetworkPolicy'],
  asks: 'A policy that is to isolate quarantined pods denies; allowing nothing takes nothing away.',
  source: 'https://docs.cilium.io/en/stable/security/policy/deny/; seed 002, D-09',
  *check(manifest, world) {
    const why =
      'Policies add up: whatever another policy allows these pods still passes, so the shell that was found keeps its connections.';
    if (manifest.object.kind === 'NetworkPolicy') {
      if (!isAboutQuarantine(at(manifest.object, 'spec.podSelector'))) return;
      const namespace = manifest.object.metadata.namespace ?? '';
      const others = [
        ...world.inNamespace('networking.k8s.io/v1/NetworkPolicy', namespace),
        ...world.inNamespace(CILIUM_POLICIES[0], namespace),
      ].filter((each) => each !== manifest);
      if (others.length === 0) return;
      const fix =
        'Use a policy with deny rules: a CiliumClusterwideNetworkPolicy with ingressDeny and egressDeny, or a Calico GlobalNetworkPolicy with action Deny.';
      yield {
        path: 'spec.podSelector',
        message: `a NetworkPolicy cannot deny, and ${others[0]?.object.kind ?? ''} ${others[0]?.object.metadata.name ?? ''} allows beside it`,
        why,
        fix,
      };
      return;
    }
    for (const { spec, path } of ciliumSpecs(manifest)) {
      if (!isAboutQuarantine(at(spec, 'endpointSelector'))) continue;
      const open = (['ingress', 'egress'] as const).filter((direction) => itemsAt(spec, `${direction}Deny`).length === 0);
      if (open.length === 0) continue;
      const deny = open.map((direction) => `${direction}Deny: [{${direction === 'ingress' ? 'from' : 'to'}Entities: [all]}]`).join(' and ');
      yield { path, message: `the policy for quarantined pods denies no ${open.join(' and no ')}`, why, fix: `Add ${deny}.` };
    }
  },
});

/** The selector speaks of quarantine, in a label's name or value. */
function isAboutQuarantine(selector: unknown): boolean {
  return /quarantine/i.test(JSON.stringify(selector ?? ''));
}
