import type { Construct } from 'constructs';
import { chart } from '../../imports/charts/longhorn-1.7.2.ts';
import { HelmComponent } from '../../lib/constructs/helm-component.ts';
import { Port } from '../../lib/constructs/port.ts';
import { ProvidedStorageClass, ProvidedWorkload } from '../../lib/constructs/provided.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { lineOf } from '../facts.ts';
import { NAMESPACES } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { CLUSTER_RBAC, core, DEFINITIONS, NAMESPACED_RBAC } from './kinds.ts';

const CONTROL_PLANE = { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' } as const;

/** Replicated volumes and the default StorageClass (seed 002, Longhorn). */
export function installLonghorn(scope: Construct, cluster: Cluster): HelmComponent<object> {
  const { replicas, class: storageClass } = cluster.storage;
  const onControlPlane = cluster.nodes.some(({ name, schedulable }) => !schedulable && cluster.storage.nodes.includes(name));
  const tolerations = onControlPlane ? [CONTROL_PLANE] : [];
  longhornPods(scope);
  new ProvidedStorageClass(scope, 'LonghornClass', { name: storageClass, provisioner: 'driver.longhorn.io' });

  return new HelmComponent(scope, 'Longhorn', {
    release: 'longhorn',
    chart,
    namespace: NAMESPACES.longhorn.name,
    project: 'platform',
    wave: WAVE.storage,
    line: lineOf(cluster, 'longhorn'),
    kinds: {
      cluster: [...CLUSTER_RBAC, DEFINITIONS, { group: 'scheduling.k8s.io', kind: 'PriorityClass' }],
      namespaced: [
        ...core('ConfigMap', 'Service', 'ServiceAccount'),
        ...NAMESPACED_RBAC,
        { group: 'apps', kind: 'DaemonSet' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'batch', kind: 'Job' },
      ],
    },
    ignore: [{ group: DEFINITIONS.group, kind: DEFINITIONS.kind, jsonPointers: ['/spec/conversion/webhook/clientConfig/caBundle'] }],
    values: {
      persistence: {
        defaultClass: true,
        defaultClassReplicaCount: replicas,
        reclaimPolicy: 'Retain', // a deleted claim must not take the database with it
      },
      defaultSettings: {
        defaultReplicaCount: replicas,
        // Otherwise the pods of a dead node keep their volumes for ever, and the recovery goal for it cannot be met.
        nodeDownPodDeletionPolicy: 'delete-both-statefulset-and-deployment-pod',
        // Three copies on three nodes need the control plane's disk (D-03).
        ...(onControlPlane ? { taintToleration: `${CONTROL_PLANE.key}:${CONTROL_PLANE.effect}` } : {}),
      },
      longhornManager: { tolerations },
      longhornDriver: { tolerations },
      preUpgradeChecker: { jobEnabled: false }, // its hook waits for a ServiceAccount of the same sync
    },
  });
}

/**
 * Everything in the namespace: the manager makes most of the pods when it runs, and they copy data to each other on ports
 * out of a range. Outside they know the API server, and a server that tells of new versions.
 */
function longhornPods(scope: Construct): void {
  new ProvidedWorkload(scope, 'LonghornPods', {
    name: 'longhorn',
    namespace: NAMESPACES.longhorn.name,
    podLabels: {},
    ports: {
      conversion: { port: Port.tcp(9501, 'conversion') },
      admission: { port: Port.tcp(9502, 'admission') },
    },
  })
    .talksToItself()
    .connectsToApiServer()
    .acceptsFrom('api-server', 'conversion', 'admission')
    .connectsToWorld(443, { hosts: ['longhorn-upgrade-responder.rancher.io'] });
}
