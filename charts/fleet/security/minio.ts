import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/minio-5.4.0.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { sized } from '../base/sized.ts';
import { component } from '../component.ts';
import { GLOBAL, GLOBAL_SERVICES } from '../global-services.ts';
import { WAVE } from '../waves.ts';
import { fromVault } from './from-vault.ts';
import { replicaObjects, replication } from './minio-replica.ts';
import { lifecycleCommands, policyOf } from './minio-rules.ts';
import { BUCKETS, type BucketUser, bucketUser, clusterUser, SECRET_KEY } from './object-store.ts';
import { chartPort, MINIO_LABELS, objectStoreFor } from './peers.ts';
import { retainedClassOf } from './vault.ts';

const { name, namespace, port, portName } = GLOBAL_SERVICES.minio;

/** Chosen: backups of three clusters at night, blocks of metrics each two hours. */
const RESOURCES = sized('100m/256Mi', '500m/1Gi');
/** Chosen: one client that runs for a minute. */
const JOB_RESOURCES = sized('10m/64Mi', '100m/128Mi');
/** Its pod after a sync: buckets, users and rules are made side by side. */
const JOB_POD = { cpu: '30m', memory: '192Mi' };

const ROOT_SECRET = 'minio-root';

/** Buckets for what must outlive a node (seed 004, 16.3). */
export function installMinio(scope: Construct, target: Cluster): void {
  const claim = target.claim('minio');
  const users = usersOf(target);
  const job = { resources: JOB_RESOURCES };
  const copied = replication(target);
  component(scope, target, {
    name: 'minio',
    chart,
    namespace,
    wave: WAVE.objectStore,
    values: {
      mode: 'standalone',
      replicas: 1,
      deploymentUpdate: { type: 'Recreate' }, // two pods cannot share the volume
      existingSecret: ROOT_SECRET,
      persistence: { enabled: true, size: claim.size.text, storageClass: retainedClassOf(target) },
      resources: RESOURCES,
      service: { type: 'ClusterIP', port: String(port), annotations: GLOBAL },
      buckets: Object.values(BUCKETS).map((bucket) => ({ name: bucket, policy: 'none', purge: false, versioning: true })),
      policies: users.map(policyOf),
      users: users.map((user) => ({
        accessKey: user.name,
        existingSecret: userSecret(user),
        existingSecretKey: SECRET_KEY,
        policy: user.name,
      })),
      customCommands: [...lifecycleCommands(), ...copied.commands],
      makeBucketJob: job,
      makePolicyJob: job,
      makeUserJob: job,
      customCommandJob: { ...job, ...copied.job },
    },
  });
}

/** Its Secrets, and what the chart runs. */
export function minioObjects(scope: Construct, cluster: Cluster): void {
  fromVault(scope, 'MinioRoot', { name: ROOT_SECRET, namespace, path: 'minio/root', keys: ['rootUser', 'rootPassword'] });
  for (const user of usersOf(cluster))
    fromVault(scope, `Minio-${user.name}`, { name: userSecret(user), namespace, path: user.path, keys: [SECRET_KEY] });

  const minio = new ProvidedWorkload(scope, 'Minio', {
    name,
    namespace,
    podLabels: MINIO_LABELS,
    service: name,
    ports: { api: { port: chartPort(port, portName) } },
    pods: { image: `quay.io/minio/minio:${chart.appVersion}`, requests: RESOURCES.requests },
  });
  replicaObjects(scope, cluster, minio);
  new ProvidedWorkload(scope, 'MinioJob', {
    name: 'minio-post-job',
    namespace,
    podLabels: { app: 'minio-job', release: MINIO_LABELS.release },
    ports: {},
    pods: { image: cluster.image('minio-client').text, requests: JOB_POD },
  }).connectsTo(objectStoreFor(cluster));
}

/** Everybody who may write, on all clusters. */
export function usersOf(cluster: Cluster): readonly BucketUser[] {
  const clusters = [cluster, ...(cluster.fleet?.others ?? [])];
  return [bucketUser(BUCKETS.thanos), ...clusters.flatMap((each) => [clusterUser(BUCKETS.velero, each), clusterUser(BUCKETS.etcd, each)])];
}

function userSecret(user: BucketUser): string {
  return `minio-user-${user.name}`;
}
