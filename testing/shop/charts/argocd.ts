import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE, ArgoApplication } from '../../../lib/constructs/argo-application.ts';
import { ArgoProject } from '../../../lib/constructs/argo-project.ts';
import { ignoreRulesBelow } from '../../../lib/constructs/ignore-rule.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { isClusterScoped } from '../../../lib/values/cluster-scope.ts';

/** One Application for the shop's folder, and the project that permits exactly what is in it. */
export class ArgoCdChart extends Chart {
  constructor(scope: Construct, cluster: Cluster, app: Chart) {
    super(scope, 'argocd', { namespace: ARGOCD_NAMESPACE, disableResourceNameHashes: true });
    const { url, revision } = cluster.repository('manifests');
    const namespace = app.namespace ?? 'default';
    const kinds = app.node
      .findAll()
      .filter((construct) => ApiObject.isApiObject(construct))
      .map(({ apiGroup, kind }) => ({ group: apiGroup === 'core' ? '' : apiGroup, kind }));

    new ArgoProject(this, 'Project', {
      name: 'shop',
      description: 'The shop: what its namespace holds, from our own repository.',
      sources: [url],
      namespaces: [namespace],
      clusterKinds: kinds.filter(isClusterScoped),
      namespacedKinds: kinds.filter((kind) => !isClusterScoped(kind)),
    });
    new ArgoApplication(this, 'Application', {
      name: 'shop',
      project: 'shop',
      wave: 0,
      namespace,
      source: { repoUrl: url, targetRevision: revision, path: `${cluster.name}/${app.node.id}` },
      ignore: ignoreRulesBelow(app),
    });
  }
}
