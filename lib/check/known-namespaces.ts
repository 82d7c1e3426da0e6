import { PLATFORM } from './reference.ts';
import type { World } from './world.ts';

/** Namespaces of parts that many clusters have, beside those of the platform. */
const OTHERS = [
  'argo-rollouts',
  'cilium',
  'cilium-secrets',
  'cilium-system',
  'external-dns',
  'falco',
  'harbor',
  'istio-ingress',
  'jenkins',
  'keycloak',
  'kube-flannel',
  'local-path-storage',
  'metrics-server',
  'nfs-provisioner',
  'sealed-secrets',
  'tigera-operator',
];

/** Names that a namespace may be meant by: those of the tree's objects and Applications, and the usual ones. */
export function knownNamespaces(world: World): ReadonlySet<string> {
  return world.once('known namespaces', () => {
    const found = new Set([...PLATFORM, ...OTHERS]);
    for (const { object } of world.objects) {
      // A policy or a command may be about a namespace that is spelt otherwise; where objects stand, it is.
      if (object.metadata.namespace !== undefined && !object.apiVersion.startsWith('slipway.dev/')) found.add(object.metadata.namespace);
    }
    for (const { object } of world.ofKind('v1/Namespace')) found.add(object.metadata.name);
    for (const { namespace } of world.installers()) if (namespace !== undefined) found.add(namespace);
    return found;
  });
}
