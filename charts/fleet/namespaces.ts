import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';

/** Every namespace of the cluster with its pod security labels: none is left to be created without them (seed 004, 11.2). */
export class NamespacesChart extends Chart {
  constructor(scope: Construct, _cluster: Cluster) {
    super(scope, 'namespaces', { disableResourceNameHashes: true });
    new PlatformNamespace(this, 'monitoring', { name: 'monitoring' });
  }
}
