import type { App } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../../lib/inventory/cluster.ts';

/** Components that serve one purpose on every cluster of a fleet. */
export interface Area {
  /**
   * Third-party software for one cluster of the fleet: Applications, which all stand on the management cluster.
   * @param fleet all clusters, the target among them
   */
  applications(scope: Construct, target: Cluster, fleet: readonly Cluster[]): void;
  /** What stands on the cluster itself: our own objects, and what is known of those that charts make there. */
  objects(app: App, cluster: Cluster): void;
}
