import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Autoscaling } from '../../lib/constructs/autoscaling.ts';
import type { IgnoreRule, RewrittenAtRunTime } from '../../lib/constructs/ignore-rule.ts';
import { MeshDeployment } from '../../lib/constructs/mesh-deployment.ts';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { measured, type MeasuredService, METRICS_PATH } from './metrics.ts';
import { PRODUCTION } from './namespaces.ts';
import type { Platform } from './platform.ts';
import { monitoringAccess } from './services/access.ts';
import { productionConfig } from './services/app-config.ts';
import { type Data, database } from './services/database.ts';
import { isolate } from './services/isolation.ts';
import { commonLabels } from './services/labels.ts';
import { loadGenerator } from './services/load-generator.ts';
import { entrance, mutualTls } from './services/mesh.ts';
import { quota } from './services/quota.ts';
import { deployServices, isKeeper, isMain, KEEPERS, MAIN, type Services } from './services/services.ts';

/** Of each of the four main services (seed 003, section 10). */
const SCALING: Autoscaling = { replicas: { min: 2, max: 5 }, cpuUtilization: 70 };

/** The blog's services with their data, their way in and the limits of their traffic (seed 003). */
export class TitaniumChart extends Chart implements RewrittenAtRunTime {
  /** The API server writes kind and version into the claims of a StatefulSet: server-side apply would show them as drift for ever. */
  readonly ignoreRules: readonly IgnoreRule[];

  /** What of it is measured: the four main services, in the order of their names in the seed. */
  readonly services: readonly MeasuredService[];

  constructor(scope: Construct, cluster: Cluster, platform: Platform) {
    super(scope, PRODUCTION.name, { namespace: PRODUCTION.name, disableResourceNameHashes: true, labels: commonLabels(cluster) });
    new PlatformNamespace(this, 'Namespace', { ...PRODUCTION, labels: { environment: cluster.environment } });
    const data = database(this, cluster);
    const services = this.deploy(cluster, data);
    const { 'load-balancer': balancer } = services;
    const generator = loadGenerator(this, cluster, balancer.server);

    entrance(this, platform.ingress, balancer);
    mutualTls(this, { ...services, postgresql: data.database });
    isolate(this, platform, [...Object.values(services), data.database, data.backup, generator]);
    monitoringAccess(this);
    quota(this, cluster, PRODUCTION);
    this.ignoreRules = [
      {
        group: 'apps',
        kind: 'StatefulSet',
        name: data.database.name,
        namespace: PRODUCTION.name,
        jqPathExpressions: ['.spec.volumeClaimTemplates[]?.apiVersion', '.spec.volumeClaimTemplates[]?.kind'],
      },
    ];
    this.services = MAIN.map((name) => measured(services[name]));
  }

  private deploy(cluster: Cluster, { database: server, login }: Data): Services<MeshDeployment> {
    const config = productionConfig(this, cluster, PRODUCTION.name);
    const services = deployServices(cluster, PRODUCTION, config, (name, common) => {
      const scaled = isMain(name) ? { replicas: SCALING, spread: 'soft' as const, metrics: METRICS_PATH } : {};
      const data = isKeeper(name) ? { env: { ...common.env, ...login } } : {};
      return new MeshDeployment(this, name, { ...common, ...scaled, ...data });
    });
    for (const name of KEEPERS) services[name].connectsTo(server.server);
    return services;
  }
}
