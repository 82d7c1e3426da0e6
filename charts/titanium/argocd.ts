import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE, ArgoApplication } from '../../lib/constructs/argo-application.ts';
import { ignoreRulesBelow } from '../../lib/constructs/ignore-rule.ts';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { PRODUCTION } from './namespaces.ts';
import { commonLabels } from './services/labels.ts';
import { DEFAULT_PROJECT, SYNC } from './sync.ts';
import { WAVE } from './waves.ts';

/** The Applications: each third-party component, and the main one, which takes in everything of ours (seed 003, Argo CD). */
export class ArgoCdChart extends Chart {
  constructor(
    scope: Construct,
    private readonly cluster: Cluster,
  ) {
    super(scope, 'argocd', { namespace: ARGOCD_NAMESPACE, disableResourceNameHashes: true, labels: commonLabels(cluster) });
    new PlatformNamespace(this, 'Namespace', { name: ARGOCD_NAMESPACE });
  }

  /**
   * The main Application: the cluster's folder with all that is below, the Applications and itself included. Deleting it
   * deletes what it installed, save what is annotated to stay: namespaces, claims, the database.
   */
  deliver(services: Construct): void {
    const { url, branch } = this.cluster.repository('manifests');
    new ArgoApplication(this, 'Main', {
      name: PRODUCTION.name,
      project: DEFAULT_PROJECT,
      wave: WAVE.last,
      namespace: PRODUCTION.name,
      createNamespace: true, // the object in the folder stays its owner
      source: { repoUrl: url, targetRevision: branch, path: this.cluster.name, directory: { recurse: true } },
      sync: { ...SYNC, finalizer: true },
      ignore: ignoreRulesBelow(services),
    });
  }
}
