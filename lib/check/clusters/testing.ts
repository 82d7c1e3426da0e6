import type { KubeObject } from '../../manifest/manifest.ts';
import type { Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { kube } from '../testing.ts';

/** An Application that installs a chart into a cluster. */
export function chartIn(cluster: string, chart: string, values: Fields): KubeObject {
  return kube(
    'argoproj.io/v1alpha1/Application',
    { name: `${cluster}-${chart}`, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: REPOSITORIES[chart], chart, targetRevision: '1.16.5', helm: { valuesObject: values } },
        destination: { name: cluster, namespace: 'kube-system' },
      },
    },
  );
}

const REPOSITORIES: Readonly<Record<string, string>> = {
  cilium: 'https://helm.cilium.io',
  gateway: 'https://istio-release.storage.googleapis.com/charts',
  istiod: 'https://istio-release.storage.googleapis.com/charts',
  'kube-prometheus-stack': 'https://prometheus-community.github.io/helm-charts',
  promtail: 'https://grafana.github.io/helm-charts',
  velero: 'https://vmware-tanzu.github.io/helm-charts',
};

/** Objects in the world of a cluster. */
export function inCluster(cluster: string, ...objects: readonly KubeObject[]): readonly WorldObject[] {
  return objects.map((object) => ({ object, cluster, file: `${cluster}/${object.kind.toLowerCase()}-${object.metadata.name}.yaml` }));
}
