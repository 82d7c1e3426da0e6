import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE } from '../../lib/constructs/argo-application.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';

/** Everything that the one Argo CD reads, for all clusters of the fleet (seed 004, section 4). */
export class ArgoCdChart extends Chart {
  constructor(scope: Construct, _cluster: Cluster) {
    super(scope, 'argocd', { namespace: ARGOCD_NAMESPACE, disableResourceNameHashes: true });
  }
}
