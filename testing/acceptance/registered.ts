import type { KubeObject } from '../../lib/manifest/manifest.ts';

/** A cluster as Argo CD knows it: what generators of ApplicationSets choose from. */
export interface Registered {
  readonly name: string;
  readonly server: string;
  readonly labels: Readonly<Record<string, string>>;
}

const TYPE = 'argocd.argoproj.io/secret-type';

/** Clusters that ExternalSecrets register with Argo CD, each by the Secret that is made of one. */
export function registeredClusters(objects: readonly KubeObject[]): Registered[] {
  return objects.flatMap((object) => {
    if (object.kind !== 'ExternalSecret') return [];
    const { metadata, data } = (object['spec']?.target?.template ?? {}) as {
      metadata?: { labels?: Record<string, string> };
      data?: { name?: string; server?: string };
    };
    const labels = metadata?.labels ?? {};
    return labels[TYPE] === 'cluster' ? [{ name: data?.name ?? '', server: data?.server ?? '', labels }] : [];
  });
}
