import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ServiceMonitor } from '../../../imports/monitoring.coreos.com.ts';
import { GatewayRoute } from '../../../lib/constructs/gateway-route.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { httpGet } from '../../../lib/constructs/probe.ts';
import { VersionedDeployment } from '../../../lib/constructs/versioned-deployment.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { GATEWAY } from '../ends.ts';
import { fromVault } from '../security/from-vault.ts';
import { inWave, WAVE } from '../waves.ts';
import { scraperOf } from './ends.ts';
import { WORKLOAD_NAMESPACE } from './service-level.ts';
import { CHOSEN } from './sizes.ts';
import { placedInWave } from './wave.ts';

/** Account that pulls from Harbor (seed 004, 4.3). */
const PULL_SECRET = 'harbor-pull';

const HTTP = Port.http(9898);
const METRICS = Port.http(9797, 'metrics');

/** What the app clusters are for: so far one small program that shows that all of it works (seed 004, 2.4: workloads). */
export class AppChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, WORKLOAD_NAMESPACE, { namespace: WORKLOAD_NAMESPACE, disableResourceNameHashes: true });
    const { host, port } = cluster.external('harbor');
    const pull = fromVault(this, 'HarborPull', {
      name: PULL_SECRET,
      namespace: WORKLOAD_NAMESPACE,
      path: 'harbor/pull',
      keys: ['username', 'password'],
      template: { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': pullConfig(`${host}:${port}`) } },
    });
    const podinfo = new VersionedDeployment(this, 'Podinfo', {
      name: 'podinfo',
      namespace: WORKLOAD_NAMESPACE,
      image: { ref: cluster.image('podinfo'), pullSecret: pull.name, pullPolicy: 'IfNotPresent' },
      command: ['./podinfo', `--port=${HTTP.number}`, `--port-metrics=${METRICS.number}`, '--level=info'],
      ports: { http: HTTP, metrics: METRICS },
      replicas: 2, // one is replaced while the other answers
      resources: CHOSEN.podinfo,
      probes: { liveness: httpGet(HTTP, '/healthz', { periodSeconds: 20 }), readiness: httpGet(HTTP, '/readyz') },
    });
    podinfo.acceptsFrom(scraperOf(cluster), podinfo.at('metrics'));
    new GatewayRoute(this, 'Route', {
      name: 'podinfo',
      host: cluster.host('app').name,
      gateway: GATEWAY,
      listener: 'app',
      to: podinfo.at('http'),
      annotations: inWave(WAVE.workloads, { definedElsewhere: true }),
    });
    new ServiceMonitor(this, 'Monitor', {
      metadata: { name: 'podinfo', namespace: WORKLOAD_NAMESPACE, annotations: inWave(WAVE.workloads, { definedElsewhere: true }) },
      spec: { selector: { matchLabels: { ...podinfo.podLabels } }, endpoints: [{ port: METRICS.name }] },
    });
    placedInWave(this, WAVE.workloads);
  }
}

/** What a kubelet shows a registry; External Secrets fills in what Vault has. */
function pullConfig(registry: string): string {
  const login = '{{ printf "%s:%s" .username .password | b64enc }}';
  return `{"auths":{"${registry}":{"auth":"${login}"}}}`;
}
