import type { Peer } from '../../network/peer.ts';
import { portsInclude, type PolicyRule } from '../../network/policy.ts';
import { hasForeignPolicies, isolatesEgress, peerOf, policiesOf } from '../../network/world-policies.ts';
import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { grantsOf } from '../../security/grants.ts';
import { kubectlVerb } from '../../security/kubectl-calls.ts';
import type { World } from '../../world.ts';

/** What the API server may be to a policy: an identity of its own, the host that it runs on, or something outside. */
const SERVERS: readonly Peer[] = ['kube-apiserver', 'host', 'remote-node', 'world'].map((entity) => ({ kind: 'entity', entity }));
/** Port of its Service, and the one on which it listens. */
const PORTS = [443, 6443];

export const policyApiServer = defineRule({
  id: 'policy-api-server',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Pods that call kubectl, or work with the rights of an account, may reach the API server, where policies limit their way out.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided || hasForeignPolicies(world) || !isolatesEgress(world, pod)) return;
    const verb = kubectlVerb(manifest, pod, world);
    const work = verb === undefined ? rightsOf(pod, world) : `calls kubectl ${verb}`;
    if (work === undefined) return;
    const from = peerOf(world, pod);
    const own = policiesOf(world, pod).filter((policy) => policy.selects(from));
    // Addresses of nodes are in no tree: a rule with addresses may be about them.
    const reaches = (rule: PolicyRule): boolean =>
      SERVERS.some((to) => rule.matches(to) && PORTS.some((port) => portsInclude(rule.ports, { from, to, port, protocol: 'TCP' })));
    const numbered = own.some(({ manifest: each }) => /"cidr":|"toCIDR/.test(JSON.stringify(each.object)));
    if (numbered || own.some(({ egress }) => egress.allows.some(reaches))) return;
    const names = [
      ...new Set(
        own.filter(({ egress }) => egress.isolates).map(({ manifest: each }) => `${each.object.kind} ${each.object.metadata.name}`),
      ),
    ];
    yield {
      path: pod.specPath,
      message: `it ${work}, and no egress rule reaches the API server on port 443 or 6443: ${names.slice(0, 3).join(', ')} limit${names.length === 1 ? 's' : ''} its way out`,
      why: 'Each call ends with "i/o timeout" after half a minute: what the pod was to do is never done.',
      fix: 'Add an egress rule for the addresses of the API server (ipBlock, port 6443), or toEntities: [kube-apiserver] with Cilium.',
    };
  },
});

/** The rights of the account with which a program asks the API server: nobody gives them to one that does not. */
function rightsOf({ spec, namespace }: PodTemplate, world: World): string | undefined {
  const account = text(spec['serviceAccountName']);
  if (account === undefined || spec['automountServiceAccountToken'] === false) return undefined;
  const [rule] = grantsOf(world, namespace, account) ?? [];
  const [resource] = itemsAt(rule, 'resources');
  const [verb] = itemsAt(rule, 'verbs');
  if (resource === undefined || verb === undefined) return undefined;
  const words = textAt({ verb }, 'verb') === '*' ? 'may do all' : `may ${text(verb) ?? ''} ${text(resource) ?? ''}`;
  return `works with the rights of ServiceAccount ${account} (${words})`;
}
