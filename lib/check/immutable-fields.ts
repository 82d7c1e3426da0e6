/** A field that the API server does not let anybody change. */
export interface ImmutableField {
  readonly path: string;
  /** What it is where it is left out; without it, absence differs from every value. */
  readonly whenAbsent?: unknown;
  /** Only a change from one written value to another is refused: where it was left out, the cluster has chosen one. */
  readonly written?: true;
  /** Only where the object had this field set to true: `immutable` of ConfigMaps and Secrets. */
  readonly onlyIf?: string;
}

const SELECTOR: readonly ImmutableField[] = [{ path: 'spec.selector' }];
const FROZEN: readonly ImmutableField[] = ['immutable', 'data', 'binaryData', 'stringData'].map((path) => ({ path, onlyIf: 'immutable' }));

/** Kinds of sources that a PersistentVolume may have. */
const VOLUME_SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'rbd',
  'vsphereVolume',
];

/**
 * What may not change, by kind: Kubernetes 1.34, `ValidateImmutableField` and its like in `pkg/apis/<group>/validation/validation.go`
 * and, for definitions, in `apiextensions-apiserver`.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/apps/validation/validation.go
 */
export const IMMUTABLE_FIELDS: Readonly<Record<string, readonly ImmutableField[]>> = {
  'apps/v1/DaemonSet': SELECTOR,
  'apps/v1/Deployment': SELECTOR,
  'apps/v1/ReplicaSet': SELECTOR,
  'apps/v1/StatefulSet': [
    ...SELECTOR,
    { path: 'spec.serviceName' },
    { path: 'spec.volumeClaimTemplates' },
    { path: 'spec.podManagementPolicy', whenAbsent: 'OrderedReady' },
  ],
  'batch/v1/Job': [
    ...SELECTOR,
    { path: 'spec.template' },
    { path: 'spec.completionMode', whenAbsent: 'NonIndexed' },
    { path: 'spec.podFailurePolicy' },
    { path: 'spec.backoffLimitPerIndex' },
    { path: 'spec.successPolicy' },
    { path: 'spec.managedBy' },
  ],
  'v1/ConfigMap': FROZEN,
  'v1/Secret': [...FROZEN, { path: 'type', whenAbsent: 'Opaque' }],
  'v1/PersistentVolumeClaim': [
    { path: 'spec.accessModes' },
    { path: 'spec.storageClassName', written: true },
    { path: 'spec.volumeName', written: true },
    { path: 'spec.volumeMode', whenAbsent: 'Filesystem' },
    { path: 'spec.selector' },
    { path: 'spec.dataSource', written: true },
    { path: 'spec.dataSourceRef', written: true },
  ],
  'v1/PersistentVolume': [
    ...VOLUME_SOURCES.map((source) => ({ path: `spec.${source}` })),
    { path: 'spec.volumeMode', whenAbsent: 'Filesystem' },
  ],
  'v1/Service': [{ path: 'spec.clusterIP', written: true }],
  'storage.k8s.io/v1/StorageClass': [
    { path: 'provisioner' },
    { path: 'parameters', whenAbsent: {} },
    { path: 'reclaimPolicy', whenAbsent: 'Delete' },
    { path: 'volumeBindingMode', whenAbsent: 'Immediate' },
  ],
  'storage.k8s.io/v1/CSIDriver': [
    { path: 'spec.attachRequired', whenAbsent: true },
    { path: 'spec.volumeLifecycleModes', whenAbsent: ['Persistent'] },
  ],
  'rbac.authorization.k8s.io/v1/RoleBinding': [{ path: 'roleRef' }],
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': [{ path: 'roleRef' }],
  'scheduling.k8s.io/v1/PriorityClass': [
    { path: 'value', whenAbsent: 0 },
    { path: 'preemptionPolicy', whenAbsent: 'PreemptLowerPriority' },
  ],
  'networking.k8s.io/v1/IngressClass': [{ path: 'spec.controller' }],
  'node.k8s.io/v1/RuntimeClass': [{ path: 'handler' }],
  'apiextensions.k8s.io/v1/CustomResourceDefinition': [{ path: 'spec.scope' }, { path: 'spec.names.kind' }],
};
