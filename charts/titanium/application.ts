import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { PRODUCTION } from './namespaces.ts';

/** The blog's services with their data, their way in and the limits of their traffic (seed 003). */
export class TitaniumChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, PRODUCTION.name, { namespace: PRODUCTION.name, disableResourceNameHashes: true });
    new PlatformNamespace(this, 'Namespace', { ...PRODUCTION, labels: { environment: cluster.environment } });
  }
}
