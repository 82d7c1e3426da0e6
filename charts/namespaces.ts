import type { MeshNamespace, PlaintextNamespace } from '../lib/constructs/mesh-namespace.ts';

/** Where the blog runs. PERMISSIVE: its database and exporters have no sidecar (seed 002, PeerAuthentication). */
export const BLOG = { name: 'blog-system', injection: true, mtls: 'PERMISSIVE' } as const satisfies PlaintextNamespace;

/** A namespace whose pods get no sidecar. */
function outsideMesh(name: string): PlaintextNamespace {
  return { name, injection: false, mtls: 'PERMISSIVE' };
}

/**
 * Every namespace that GitOps creates (seed 002, namespaces); kube-system exists already. The blog's is an object with
 * labels; those of third-party software are created bare by their Applications.
 */
export const NAMESPACES = {
  blog: BLOG,
  argocd: outsideMesh('argocd'),
  rollouts: outsideMesh('argo-rollouts'),
  istio: outsideMesh('istio-system'),
  metallb: outsideMesh('metallb-system'),
  longhorn: outsideMesh('longhorn-system'),
  monitoring: outsideMesh('monitoring'),
  falco: outsideMesh('falco'),
} as const satisfies Record<string, MeshNamespace>;
