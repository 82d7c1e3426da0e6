import { Construct } from 'constructs';
import { AppProject } from '../../imports/argoproj.io.ts';
import { ARGOCD_NAMESPACE, IN_CLUSTER } from './argo-application.ts';

/** A kind without its version, as Argo CD's permissions name it. */
export interface KindRef {
  readonly group: string;
  readonly kind: string;
}

export interface ArgoProjectProps {
  readonly name: string;
  readonly description: string;
  /** Repositories, Git or Helm, that Applications of the project may take from. */
  readonly sources: readonly string[];
  /** Namespaces of the cluster that Argo CD itself runs in. */
  readonly namespaces: readonly string[];
  /** Namespaces of other clusters, by the name under which Argo CD knows the cluster. @default none */
  readonly elsewhere?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly clusterKinds: readonly KindRef[];
  readonly namespacedKinds: readonly KindRef[];
}

/** Permits its Applications the sources, namespaces and kinds that they need, and nothing else. */
export class ArgoProject extends Construct {
  constructor(scope: Construct, id: string, props: ArgoProjectProps) {
    super(scope, id);
    const { name, description, sources, namespaces, elsewhere = {}, clusterKinds, namespacedKinds } = props;
    new AppProject(this, 'Resource', {
      // Before every Application: one without its project is refused.
      metadata: { name, namespace: ARGOCD_NAMESPACE, annotations: { 'argocd.argoproj.io/sync-wave': '-10' } },
      spec: {
        description,
        sourceRepos: ordered(sources),
        destinations: [
          ...ordered(namespaces).map((namespace) => ({ server: IN_CLUSTER, namespace })),
          ...Object.entries(elsewhere).flatMap(([cluster, there]) => ordered(there).map((namespace) => ({ name: cluster, namespace }))),
        ],
        clusterResourceWhitelist: sorted(clusterKinds),
        namespaceResourceWhitelist: sorted(namespacedKinds),
      },
    });
  }
}

function ordered(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function sorted(kinds: readonly KindRef[]): { group: string; kind: string }[] {
  const byKey = new Map(kinds.map(({ group, kind }) => [`${group}/${kind}`, { group, kind }]));
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as { group: string; kind: string });
}
