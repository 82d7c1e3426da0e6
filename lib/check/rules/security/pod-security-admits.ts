import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { exemptNamespaces } from '../../security/exemptions.ts';
import { violations, type Level } from '../../security/standards.ts';
import { installsMeshWithoutCni } from '../../security/mesh-init.ts';
import type { World } from '../../world.ts';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

export const podSecurityAdmits = defineRule({
  id: 'pod-security-admits',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Pods keep the pod security standard that their namespace enforces.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/; seed 004, L22',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const level = world.namespaceLabels(pod.namespace)?.[ENFORCE];
    if ((level !== 'baseline' && level !== 'restricted') || exemptNamespaces(world).has(pod.namespace)) return;
    const fix = `Change the pod, or put it into a namespace that enforces less than ${level}.`;
    for (const { path, what } of violations(pod, level)) {
      yield { path, message: `${what}, which namespace ${pod.namespace} refuses (it enforces ${level})`, why: refused(pod), fix };
    }
    yield* injected(world, pod, level);
  },
});

function refused({ owner }: PodTemplate): string {
  return owner.object.kind === 'Pod'
    ? 'The API server refuses it.'
    : `The API server takes the ${owner.object.kind} and refuses its pods: it stays at 0 of them, and only the events of its controller say why.`;
}

/** Without the mesh's CNI plugin an init container of the sidecar sets up the network, as root. */
function* injected(world: World, pod: PodTemplate, level: Level): Iterable<Issue> {
  if (pod.injection !== 'yes' || !installsMeshWithoutCni(world)) return;
  yield {
    path: pod.path === '' ? 'metadata' : `${pod.path}.metadata`,
    message: `its sidecar comes with an init container that needs NET_ADMIN and root, which namespace ${pod.namespace} refuses (it enforces ${level})`,
    why: refused(pod),
    fix: "Install Istio's CNI plugin (pilot.cni.enabled: true), which sets up the network from the node.",
  };
}
