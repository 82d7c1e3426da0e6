import { clusterUrls } from '../../cluster-urls.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { dnsStop } from '../../network/needs.ts';
import { policiesIn, podsOf, POLICY_KINDS } from '../../network/world-policies.ts';
import type { Peer } from '../../network/peer.ts';
import type { Policy } from '../../network/policy.ts';
import { blamed } from '../../network/verdict.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const policyDns = defineRule({
  id: 'policy-dns',
  severity: 'error',
  kinds: POLICY_KINDS,
  asks: "Pods whose way out a policy limits may still ask the cluster's DNS.",
  source: 'https://docs.cilium.io/en/stable/security/policy/language/#dns-based; seed 002, D-07',
  *check(manifest, world) {
    yield* otherLabel(manifest, world);
    for (const policy of policiesIn(world, manifest)) {
      const denied = podsOf(world, policy).flatMap((pod) => {
        const stop = dnsStop(world, pod);
        return stop !== undefined && blamed('egress', { ...stop, near: undefined })?.policy === manifest ? [{ pod, stop }] : [];
      });
      const [first] = denied;
      // A policy that lets nothing out at all means it.
      if (first === undefined || (policy.egress.allows.length === 0 && first.stop.by === undefined)) continue;
      if (callsApiOnly(policy) && denied.every(({ pod }) => clusterUrls(pod.owner, world).length === 0)) continue;
      const who = denied.map(({ pod }) => `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`);
      const dns =
        manifest.object.kind === 'NetworkPolicy'
          ? '- {to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}'
          : '- {toEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": kube-system, k8s-app: kube-dns}}], toPorts: [{ports: [{port: "53", protocol: ANY}]}]}';
      yield {
        path: first.stop.by?.path ?? `${policy.path}.egress`,
        message: `${[...new Set(who)].join(', ')} may not ask the cluster's DNS: no egress rule reaches kube-dns in kube-system on port 53/UDP`,
        why: 'Every name that the pod looks up times out, so even the connections that the policy allows are never opened.',
        fix:
          first.stop.by === undefined
            ? `Add to ${policy.path}.egress: ${dns}.`
            : 'A deny outweighs every allow: narrow it, or leave these pods out of the endpointSelector.',
      };
    }
  },
});

/** The cluster has one DNS, under one label: a policy that looks for it under another than all the others finds nobody. */
function* otherLabel(manifest: WorldObject, world: World): Iterable<Issue> {
  const [own, ...more] = labelsOfDns(manifest.object);
  if (own === undefined || more.length > 0 || world.podsWith({ 'k8s-app': own }).length > 0) return;
  const counts = labelCounts(world);
  const [usual, count] = [...counts].find(([label]) => label !== own) ?? [];
  // One stands alone, and all the others agree.
  if (usual === undefined || count === undefined || counts.size > 2 || counts.get(own) !== 1 || count < 2) {
    yield* ownLabel(own, world);
    return;
  }
  yield {
    path: 'spec.egress',
    severity: 'warning',
    message: `it lets pods ask the DNS with the label k8s-app=${own}, where the ${count} other policies have k8s-app=${usual}`,
    why: 'One of the labels finds no pod: every name that these pods look up times out.',
    fix: `Write k8s-app: ${usual}.`,
  };
}

/** How many policies look for the DNS under each label: counted once, not by each of them. */
function labelCounts(world: World): ReadonlyMap<string, number> {
  return world.once('labels of DNS in policies', () => {
    const counts = new Map<string, number>();
    for (const kind of POLICY_KINDS) {
      for (const { object } of world.ofKind(kind)) {
        for (const label of labelsOfDns(object)) counts.set(label, (counts.get(label) ?? 0) + 1);
      }
    }
    return counts;
  });
}

function labelsOfDns(object: unknown): readonly string[] {
  const found = JSON.stringify(object).match(/"k8s-app":"[\w-]*(?:dns)[\w-]*"/g) ?? [];
  return [...new Set(found.map((each) => each.slice('"k8s-app":"'.length, -1)))];
}

/** Where the only way out is the API server, controllers go by the address that Kubernetes gives to each pod. */
function callsApiOnly({ egress }: Policy): boolean {
  const api: Peer = { kind: 'entity', entity: 'kube-apiserver' };
  const world: Peer = { kind: 'entity', entity: 'world' };
  return egress.allows.every(
    (rule) =>
      (rule.matches(api) && !rule.matches(world)) ||
      (rule.ports?.every(({ first, last }) => first === API_PORT && last === API_PORT) ?? false),
  );
}

/** Port at which API servers listen. Set by kubeadm, k3s and others. */
const API_PORT = 6443;

/** The label of CoreDNS is that of its predecessor wherever kubeadm, k3s or a cloud installs it. */
function* ownLabel(own: string, world: World): Iterable<Issue> {
  if (/^core-?dns$/.test(own) && !releasesOf(world).some(({ chart }) => chart.includes('coredns'))) {
    yield {
      path: 'spec.egress',
      severity: 'warning',
      message: `it lets pods ask the DNS with the label k8s-app=${own}, and CoreDNS has kept k8s-app=kube-dns in the clusters of kubeadm and its kin`,
      why: 'The label finds no pod: every name that these pods look up times out.',
      fix: 'Write k8s-app: kube-dns.',
    };
  }
}
