import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/argo-cd-7.7.23.ts';
import { APPLICATIONS_WAIT } from '../../lib/constructs/argo-health.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import type { ServiceEndpoint } from '../../lib/constructs/peer.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { argoCdPods } from './argo-cd-pods.ts';
import { CLUSTER_RBAC, core, DEFINITIONS, NAMESPACED_RBAC } from './kinds.ts';

export interface ArgoCd {
  readonly component: HelmComponent<object>;
  /** User interface and API, plain HTTP. */
  readonly server: ServiceEndpoint;
  /** Says from which repositories manifests and charts are fetched. Called once, when all are known. */
  readonly fetchesFrom: (repositories: readonly string[]) => void;
}

/** Argo CD itself, in plain HTTP behind the gateway (seed 002, Argo CD). */
export function installArgoCd(scope: Construct, cluster: Cluster): ArgoCd {
  const host = cluster.host('argocd').name;
  const namespace = NAMESPACES.argocd.name;
  const { server, fetchesFrom } = argoCdPods(scope);
  const component = new HelmComponent(scope, 'ArgoCd', {
    release: 'argocd',
    chart,
    namespace,
    project: 'platform',
    wave: WAVE.delivery,
    line: lineOf(cluster, 'argo-cd'),
    kinds: {
      cluster: [...CLUSTER_RBAC, DEFINITIONS],
      namespaced: [
        ...core('ConfigMap', 'Secret', 'Service', 'ServiceAccount'),
        ...NAMESPACED_RBAC,
        { group: 'apps', kind: 'Deployment' },
        { group: 'apps', kind: 'StatefulSet' },
        { group: 'batch', kind: 'Job' },
      ],
    },
    ignore: [{ group: '', kind: 'Secret', name: 'argocd-secret', namespace, jsonPointers: ['/data'] }],
    serverSideApply: true,
    values: {
      global: { domain: host },
      configs: {
        cm: {
          url: `http://${host}`,
          'application.resourceTrackingMethod': 'annotation',
          ...APPLICATIONS_WAIT,
        },
        params: { 'server.insecure': true },
        rbac: { 'policy.default': '' }, // who signs in may do nothing until a policy says so
      },
      dex: { enabled: false },
      notifications: { enabled: false },
    },
  });
  return { component, server: server.serviceEndpoint('http'), fetchesFrom };
}
