import { KubeStorageClass } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/local-path-provisioner-0.0.37.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { inWave, WAVE } from '../waves.ts';
import { sized } from './sized.ts';

const NAMESPACE = 'local-path-storage';
const NAME = 'local-path-provisioner';
const PROVISIONER = 'rancher.io/local-path';

/** Volumes in folders of a node (seed 004, section 10). Its own class is off: two of one name would fight. */
export function installLocalPath(scope: Construct, target: Cluster): void {
  component(scope, target, {
    name: NAME,
    chart,
    namespace: NAMESPACE,
    wave: WAVE.addressesAndStorage,
    values: {
      storageClass: { create: false, provisionerName: PROVISIONER },
      // Makes and removes the folders. Pinned: a tag that moves is another program after a restart.
      helperImage: { repository: 'docker.io/library/busybox', tag: '1.37.0' },
      helperPod: { resources: sized('10m/16Mi', '100m/64Mi') },
      resources: sized('10m/32Mi', '100m/64Mi'),
    },
  });
}

/** The two classes, one that forgets and one that keeps; and the program behind them. */
export function localPathObjects(scope: Construct, { storage }: Cluster): void {
  storageClass(scope, storage.class, 'Delete', true);
  if (storage.retainedClass !== undefined) storageClass(scope, storage.retainedClass, 'Retain', false);
  new ProvidedWorkload(scope, 'LocalPathProvisioner', {
    name: NAME,
    namespace: NAMESPACE,
    podLabels: { 'app.kubernetes.io/name': NAME, 'app.kubernetes.io/instance': NAME },
    ports: {},
  }).connectsToApiServer();
}

function storageClass(scope: Construct, name: string, reclaimPolicy: 'Delete' | 'Retain', byDefault: boolean): void {
  new KubeStorageClass(scope, `Class-${name}`, {
    metadata: {
      name,
      annotations: {
        ...inWave(WAVE.addressesAndStorage),
        ...(byDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {}),
        defaultVolumeType: 'local', // Velero's file-system backup cannot read hostPath, the provisioner's own default
      },
    },
    provisioner: PROVISIONER,
    reclaimPolicy,
    volumeBindingMode: 'WaitForFirstConsumer',
  });
}
