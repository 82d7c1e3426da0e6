import { Chart } from 'cdk8s';
import { KubeResourceQuota, Quantity } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE } from '../../lib/constructs/argo-application.ts';
import { PlatformNamespace } from '../../lib/constructs/platform-namespace.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { GATEWAY } from './ends.ts';
import { GLOBAL_SERVICES } from './global-services.ts';
import { inWave, WAVE } from './waves.ts';

/** Namespaces of Cilium; its pods run in the nodes' network or serve all nodes, so no policy closes them (seed 004, 8.3). */
export const CILIUM = { agents: 'cilium-system', secrets: 'cilium-secrets' } as const;

/** On every cluster (seed 004, 2.4). */
const EVERYWHERE = [
  CILIUM.agents,
  CILIUM.secrets,
  GATEWAY.namespace,
  'metallb-system',
  'local-path-storage',
  'cert-manager',
  'external-secrets',
  'monitoring',
  'velero',
];

const BY_ROLE = {
  management: [ARGOCD_NAMESPACE, 'vault', 'minio', 'k8sgpt'],
  workload: ['kyverno', 'falco', 'app'],
};

/** Every namespace of the cluster with its pod security labels: none is left to be created without them (seed 004, 11.2). */
export class NamespacesChart extends Chart {
  constructor(scope: Construct, cluster: Cluster) {
    super(scope, 'namespaces', { disableResourceNameHashes: true });
    for (const name of namespacesOf(cluster)) {
      const { labels, annotations } = podSecurity(cluster, name);
      new PlatformNamespace(this, name, { name, labels, annotations: { ...inWave(WAVE.namespaces), ...annotations } });
    }
    for (const namespace of stubNamespaces(cluster)) {
      new KubeResourceQuota(this, `Quota-${namespace}`, {
        metadata: { name: `${namespace}-no-pods`, namespace, annotations: inWave(WAVE.namespaces) },
        spec: { hard: { pods: Quantity.fromString('0') } },
      });
    }
  }
}

/** Every namespace that is rendered for a cluster, in the order of their names. */
export function namespacesOf(cluster: Cluster): readonly string[] {
  return [...new Set([...EVERYWHERE, ...roleOf(cluster), ...stubNamespaces(cluster)])].sort();
}

/** Namespaces that only hold stubs of Services of the management cluster. */
function stubNamespaces(cluster: Cluster): readonly string[] {
  if (cluster.fleet?.role !== 'workload') return [];
  const own = new Set([...EVERYWHERE, ...roleOf(cluster)]);
  return [...new Set(Object.values(GLOBAL_SERVICES).map(({ namespace }) => namespace))].filter((namespace) => !own.has(namespace)).sort();
}

function roleOf({ fleet }: Cluster): readonly string[] {
  return fleet === undefined ? [] : BY_ROLE[fleet.role];
}

const LEVEL = 'pod-security.kubernetes.io';

/**
 * Baseline unless the inventory exempts the namespace: by the list that the admission configuration of the control planes
 * has too, or for a reason that it states.
 */
function podSecurity({ podSecurity: { exempt, privileged } }: Cluster, namespace: string) {
  if (exempt.includes(namespace)) return { labels: { [`${LEVEL}/enforce`]: 'privileged' }, annotations: {} };
  const reason = privileged[namespace];
  return {
    labels: {
      [`${LEVEL}/enforce`]: reason === undefined ? 'baseline' : 'privileged',
      [`${LEVEL}/audit`]: 'restricted',
      [`${LEVEL}/warn`]: 'restricted',
    },
    annotations: reason === undefined ? {} : { 'platform/psa-reason': reason },
  };
}
