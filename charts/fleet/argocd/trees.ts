import type { Construct } from 'constructs';
import { ApplicationSet, ApplicationSetSpecSyncPolicyApplicationsSync as ApplicationsSync } from '../../../imports/argoproj.io.ts';
import { ARGOCD_NAMESPACE, ArgoApplication } from '../../../lib/constructs/argo-application.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { PROJECT, SYNC } from '../component.ts';
import { inWave, REMOTE, WAVE } from '../waves.ts';
import { APP_CLUSTER, CLUSTER_LABELS } from './from-vault.ts';

/** After everything that it holds itself: before that it is not healthy, and would keep the waves behind it from coming. */
const LAST = REMOTE + 100;

/** The objects of the management cluster, this Application among them. Made by hand once; then it manages itself. */
export function rootApplication(scope: Construct, cluster: Cluster): void {
  const { url, revision } = cluster.repository('manifests');
  new ArgoApplication(scope, 'Root', {
    name: `${cluster.name}-root`,
    project: 'default', // the only one that exists before the first sync
    wave: LAST,
    namespace: 'kube-system',
    source: { repoUrl: url, targetRevision: revision, path: cluster.name, directory: { recurse: true } },
    sync: SYNC,
  });
}

/**
 * The objects of the other clusters: nothing but name and path differs, so one template makes an Application for each
 * that is registered. When a registration is lost, Applications and workloads stay (seed 004, C1).
 */
export function clusterTrees(scope: Construct, cluster: Cluster): void {
  const { url, revision } = cluster.repository('manifests');
  const names = (cluster.fleet?.others ?? []).map(({ name }) => name);
  new ApplicationSet(scope, 'Trees', {
    metadata: { name: 'cluster-trees', namespace: ARGOCD_NAMESPACE, annotations: inWave(WAVE.namespaces + REMOTE) },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          clusters: {
            selector: {
              matchLabels: { [CLUSTER_LABELS.role]: APP_CLUSTER },
              matchExpressions: [{ key: CLUSTER_LABELS.name, operator: 'In', values: names }],
            },
          },
        },
      ],
      syncPolicy: { preserveResourcesOnDeletion: true, applicationsSync: ApplicationsSync.CREATE_HYPHEN_UPDATE },
      template: {
        metadata: { name: '{{.name}}-tree' },
        spec: {
          project: PROJECT,
          source: { repoUrl: url, targetRevision: revision, path: '{{.name}}', directory: { recurse: true } },
          destination: { name: '{{.name}}', namespace: 'kube-system' },
          syncPolicy: {
            automated: { prune: true, selfHeal: true },
            retry: { limit: SYNC.retry.limit, backoff: { ...SYNC.retry.backoff } },
          },
        },
      },
    },
  });
}
