import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/argo-rollouts-2.38.2.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, DEFINITIONS } from './kinds.ts';

/** The controller that runs canaries; its dashboard is used through kubectl only (seed 002, Argo Rollouts). */
export function installArgoRollouts(scope: Construct, cluster: Cluster): HelmComponent<object> {
  new ProvidedWorkload(scope, 'RolloutsPods', {
    name: 'argo-rollouts',
    namespace: NAMESPACES.rollouts.name,
    podLabels: { 'app.kubernetes.io/name': 'argo-rollouts', 'app.kubernetes.io/instance': 'argo-rollouts' },
    ports: { metrics: { port: Port.http(8090, 'metrics') } },
  }).connectsToApiServer();
  return new HelmComponent(scope, 'ArgoRollouts', {
    release: 'argo-rollouts',
    chart,
    namespace: NAMESPACES.rollouts.name,
    project: 'platform',
    wave: WAVE.rollouts,
    line: lineOf(cluster, 'argo-rollouts'),
    kinds: {
      cluster: [...CLUSTER_RBAC, DEFINITIONS],
      namespaced: [...core('ConfigMap', 'Service', 'ServiceAccount'), { group: 'apps', kind: 'Deployment' }],
    },
    serverSideApply: true,
    values: { dashboard: { enabled: false } },
  });
}
