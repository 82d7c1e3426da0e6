import { type App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PlainDeployment } from '../../lib/constructs/plain-deployment.ts';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import { ProvidedStorageClass } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { fileDatabase } from './local/storage.ts';
import { LOCAL } from './namespaces.ts';
import { localConfig } from './services/app-config.ts';
import { commonLabels } from './services/labels.ts';
import { deployServices } from './services/services.ts';

/**
 * A developer's machine: the services alone, in kinds that every cluster has, applied by the developer: there is no Argo CD
 * (seed 003, target local).
 */
class LocalChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, LOCAL.name, { namespace: LOCAL.name, disableResourceNameHashes: true, labels: commonLabels(cluster) });
    new PlatformNamespace(this, 'Namespace', { name: LOCAL.name, labels: { environment: cluster.environment, tier: 'development' } });
    new ProvidedStorageClass(this, 'StorageClass', { name: cluster.storage.class, provisioner: 'k8s.io/minikube-hostpath' });
    const config = localConfig(this, cluster, LOCAL.name);
    deployServices(cluster, LOCAL, config, (name, common) => {
      const kept = fileDatabase(this, cluster, name);
      const nodePort = name === 'load-balancer' ? cluster.nodePort(name) : undefined;
      return new PlainDeployment(this, name, { ...common, ...(kept && { ...kept, env: { ...common.env, ...kept.env } }), nodePort });
    });
  }
}

export function installLocal(app: App, cluster: Cluster): void {
  new LocalChart(app, cluster);
}
