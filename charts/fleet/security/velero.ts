import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/velero-12.1.0.ts';
import { BackupStorageLocation, BackupStorageLocationSpecAccessMode as Access, Schedule } from '../../../imports/velero.io.ts';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { sized } from '../base/sized.ts';
import { component } from '../component.ts';
import { GLOBAL_SERVICES } from '../global-services.ts';
import { inWave, WAVE } from '../waves.ts';
import { fromVault } from './from-vault.ts';
import { BUCKETS, clusterUser, OBJECT_STORE_URL, REGION, SECRET_KEY } from './object-store.ts';
import { BACKUP, isManagement, labels, objectStoreFor, VELERO } from './peers.ts';

/** Chosen: a few hundred objects a night. */
const RESOURCES = sized('50m/128Mi', '500m/512Mi');
/** Chosen: since Velero 1.17 it only watches; pods of their own read the volumes. */
const AGENT_RESOURCES = sized('20m/64Mi', '200m/256Mi');
/** Chosen: kopia keeps its index in memory; one such pod runs at a time on a node. */
const MOVER_RESOURCES = sized('50m/256Mi', '500m/1Gi');

const CREDENTIALS = { name: 'velero-credentials', key: 'cloud' } as const;
const AGENT_CONFIG = 'node-agent-config';

/** Keeps what is on volumes, and the objects around it (seed 004, 16.2). */
export function installVelero(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: 'velero',
    chart,
    namespace: VELERO,
    wave: WAVE.backup,
    serverSideApply: true,
    values: {
      resources: RESOURCES,
      initContainers: [
        {
          name: 'velero-plugin-for-aws',
          image: target.image('velero-plugin-aws').text,
          imagePullPolicy: 'IfNotPresent',
          resources: sized('10m/32Mi', '100m/64Mi'),
          volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
        },
      ],
      configuration: {
        uploaderType: 'kopia', // Restic makes no backups since 1.17 (seed 004, D15)
        defaultVolumesToFsBackup: true,
        repositoryMaintenanceJob: {
          repositoryConfigData: { global: { podResources: podResources(), keepLatestMaintenanceJobs: 1 } },
        },
      },
      credentials: { useSecret: true, existingSecret: CREDENTIALS.name },
      snapshotsEnabled: false, // nobody here takes snapshots of volumes
      backupsEnabled: false, // the location is an object of our own
      upgradeCRDs: false, // Argo CD applies the definitions with everything else
      deployNodeAgent: true,
      nodeAgent: {
        resources: AGENT_RESOURCES,
        extraArgs: [`--node-agent-configmap=${AGENT_CONFIG}`],
        // Agents of other kinds have volumes there, too; on a node without one of these their backup fails in part.
        tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
      },
    },
  });
}

/** Where backups go, when they are made, and what the chart runs. */
export function veleroObjects(scope: Construct, cluster: Cluster): void {
  const user = clusterUser(BUCKETS.velero, cluster);
  const ours = { namespace: VELERO, annotations: inWave(WAVE.backup, { definedElsewhere: true }) };
  fromVault(scope, 'VeleroCredentials', {
    name: CREDENTIALS.name,
    namespace: VELERO,
    path: user.path,
    keys: [SECRET_KEY],
    template: {
      data: { [CREDENTIALS.key]: `[default]\naws_access_key_id=${user.name}\naws_secret_access_key={{ .${SECRET_KEY} }}\n` },
    },
  });
  new ConfigData(scope, 'NodeAgentConfig', {
    name: AGENT_CONFIG,
    namespace: VELERO,
    data: { 'node-agent-config.json': JSON.stringify({ loadConcurrency: { globalConfig: 1 }, podResources: podResources() }) },
  });
  new BackupStorageLocation(scope, 'BackupLocation', {
    metadata: { name: 'default', ...ours },
    spec: {
      default: true,
      provider: 'aws',
      accessMode: Access.READ_WRITE,
      objectStorage: { bucket: user.bucket, prefix: cluster.name },
      // MinIO reads no checksums at the end of a stream.
      config: { region: REGION, s3ForcePathStyle: 'true', s3Url: OBJECT_STORE_URL, checksumAlgorithm: '' },
      credential: CREDENTIALS,
    },
  });
  new Schedule(scope, 'Daily', {
    metadata: { name: 'daily-backup', ...ours },
    spec: {
      schedule: '0 2 * * *', // guide, in UTC
      useOwnerReferencesInBackup: false, // a backup outlives the schedule that made it
      template: {
        storageLocation: 'default',
        includedNamespaces: ['*'],
        excludedNamespaces: unsaved(cluster),
        includeClusterResources: true,
        defaultVolumesToFsBackup: true,
        snapshotVolumes: false,
        ttl: '168h', // guide
      },
    },
  });
  provided(scope, cluster);
}

function provided(scope: Construct, cluster: Cluster): void {
  const image = `velero/velero:v${chart.appVersion}`;
  const program = { namespace: VELERO, ports: {} };
  new ProvidedWorkload(scope, 'VeleroServer', {
    ...program,
    name: 'velero-server',
    podLabels: { name: 'velero', ...labels('velero', VELERO) },
    pods: { image, requests: RESOURCES.requests },
  });
  new ProvidedWorkload(scope, 'VeleroNodeAgent', {
    ...program,
    name: 'node-agent',
    podLabels: { name: 'node-agent', ...labels('velero', VELERO) },
    pods: { image, requests: AGENT_RESOURCES.requests, everyNode: true },
  });
  new ProvidedWorkload(scope, 'VeleroPods', { ...BACKUP, ports: {} }).connectsToApiServer().connectsTo(objectStoreFor(cluster));
}

/** What a backup leaves out: the system, which kubeadm makes anew, and the place where backups lie. */
export function unsaved(cluster: Cluster): string[] {
  return ['kube-system', ...(isManagement(cluster) ? [GLOBAL_SERVICES.minio.namespace] : [])];
}

function podResources() {
  const { requests, limits } = MOVER_RESOURCES;
  return { cpuRequest: requests.cpu, memoryRequest: requests.memory, cpuLimit: limits.cpu, memoryLimit: limits.memory };
}
