import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE } from '../../../lib/constructs/argo-application.ts';
import { ArgoProject } from '../../../lib/constructs/argo-project.ts';
import { HelmComponent } from '../../../lib/constructs/helm-component.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import type { Area } from '../area.ts';
import { GATEWAY_API } from '../base/gateway-api.ts';
import { PROJECT } from '../component.ts';
import { namespacesOf } from '../namespaces.ts';
import { installArgoCd } from './argo-cd.ts';
import { argoCdSecrets } from './from-vault.ts';
import { argoCdPods } from './pods.ts';
import { clusterTrees, rootApplication } from './trees.ts';

/** Everything that the one Argo CD reads, for all clusters of the fleet (seed 004, section 4), and Argo CD itself. */
export class ArgoCdChart extends Chart {
  constructor(scope: Construct, cluster: Cluster, areas: readonly Area[]) {
    super(scope, 'argocd', { namespace: ARGOCD_NAMESPACE, disableResourceNameHashes: true });
    const others = cluster.fleet?.others ?? [];
    const fleet = [cluster, ...others];
    rootApplication(this, cluster);
    clusterTrees(this, cluster);
    argoCdSecrets(this, cluster);
    installArgoCd(this, cluster);
    for (const target of fleet) for (const area of areas) area.applications(this, target, fleet);

    const repositories = [cluster.repository('manifests').url, GATEWAY_API.repoUrl, ...this.chartRepositories()];
    argoCdPods(this, cluster, repositories);
    new ArgoProject(this, 'Project', {
      name: PROJECT,
      description: 'Everything that Git holds for the clusters of the fleet: one owner, one tenant.',
      sources: repositories,
      namespaces: deliveredTo(cluster),
      elsewhere: Object.fromEntries(others.map((other) => [other.name, deliveredTo(other)])),
      // What some dozen charts render is not listed kind by kind; repositories and namespaces are.
      clusterKinds: [ANY],
      namespacedKinds: [ANY],
    });
  }

  private chartRepositories(): readonly string[] {
    return this.node
      .findAll()
      .flatMap((construct) => (construct instanceof HelmComponent ? [(construct as HelmComponent<object>).repository] : []));
  }
}

const ANY = { group: '*', kind: '*' } as const;

/** Charts put roles into kube-system as well, so that they may read what is there. */
function deliveredTo(cluster: Cluster): readonly string[] {
  return [...namespacesOf(cluster), 'kube-system'];
}
