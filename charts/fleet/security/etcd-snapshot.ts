import { KubeCronJob } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { Flows } from '../../../lib/constructs/flow.ts';
import { InputError } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Cron } from '../../../lib/values/cron.ts';
import { recoveryPointOf } from '../../facts.ts';
import { inWave, WAVE } from '../waves.ts';
import { etcdSnapshotPod, STORE_VARIABLE } from './etcd-snapshot-pod.ts';
import { fromVault } from './from-vault.ts';
import { BUCKETS, clusterUser, OBJECT_STORE, SECRET_KEY } from './object-store.ts';
import { ETCD_SNAPSHOT, objectStoreFor } from './peers.ts';

/** Chosen: half an hour before Velero, each day (seed 004, 16.1). */
const SCHEDULE = Cron.parse('30 1 * * *');
const ETCD_PORT = 2379;
/** Chosen: a job that hangs fails before the next one. */
const DEADLINE_SECONDS = 1800;

/**
 * A daily snapshot of etcd, copied off the machine that it protects. In the network of pods, with etcd at the address of its
 * machine, so that policies on the other side see the namespace.
 */
export function etcdSnapshotObjects(scope: Construct, cluster: Cluster): void {
  const { name, namespace, podLabels } = ETCD_SNAPSHOT;
  const user = clusterUser(BUCKETS.etcd, cluster);
  checkInterval(cluster);
  const store = fromVault(scope, 'EtcdSnapshotStore', {
    name: `${name}-store`,
    namespace,
    path: user.path,
    keys: [SECRET_KEY],
    template: { data: { [STORE_VARIABLE]: `http://${user.name}:{{ .${SECRET_KEY} }}@${OBJECT_STORE}` } },
  });
  Flows.of(scope).declare({ kind: 'pod', from: ETCD_SNAPSHOT, to: objectStoreFor(cluster) });
  Flows.of(scope).declare({ kind: 'machine', from: ETCD_SNAPSHOT, to: 'api-server', port: ETCD_PORT });

  const spec = etcdSnapshotPod({
    images: { etcd: cluster.image('etcd').text, client: cluster.image('minio-client').text },
    endpoint: `https://${cluster.apiServer.address}:${ETCD_PORT}`,
    storeSecret: store.name,
    folder: `${user.bucket}/${cluster.name}`,
  });
  new KubeCronJob(scope, 'EtcdSnapshot', {
    metadata: { name, namespace, annotations: inWave(WAVE.backup) },
    spec: {
      schedule: SCHEDULE.text,
      timeZone: cluster.timeZone,
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: DEADLINE_SECONDS,
          template: { metadata: { labels: { ...podLabels } }, spec },
        },
      },
    },
  });
}

/** Most that may be lost is a goal of the inventory. */
function checkInterval(cluster: Cluster): void {
  const goal = recoveryPointOf(cluster, 'cluster-rebuild');
  if (SCHEDULE.longestGap.compare(goal) <= 0) return;
  throw new InputError(
    `${cluster.file} recovery.cluster-rebuild.rpo`,
    `it is ${goal.text}, snapshots of etcd are made once a day`,
    'Raise the goal, or have snapshots made more often.',
  );
}
