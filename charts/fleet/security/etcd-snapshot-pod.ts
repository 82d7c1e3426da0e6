import {
  type Container,
  type PodSpec,
  Quantity,
  type ResourceRequirements,
  type SecurityContext,
  type VolumeMount,
} from 'cdk8s-plus-30/lib/imports/k8s';
import { quantities } from '../../../lib/constructs/container.ts';
import { readOnly } from '../../../lib/constructs/security.ts';
import { sized } from '../base/sized.ts';

export interface EtcdSnapshotPodProps {
  /** Programs of etcd, and the client of the object store. */
  readonly images: { readonly etcd: string; readonly client: string };
  /** `https://192.168.64.10:2379` */
  readonly endpoint: string;
  /** Secret whose keys tell MinIO's client of {@link STORE_ALIAS}. */
  readonly storeSecret: string;
  /** Bucket and folder: `etcd/mgmt`. */
  readonly folder: string;
}

/** Name of the store in commands; the client reads its address and credentials from a variable of that name. */
export const STORE_ALIAS = 'store';
export const STORE_VARIABLE = `MC_HOST_${STORE_ALIAS}`;

const PKI = '/etc/kubernetes/pki/etcd';
/** The authority, and the client certificate that kubeadm makes for health checks. */
const AUTHORITY = 'ca.crt';
const CERTIFICATE = 'healthcheck-client.crt';
const KEY = 'healthcheck-client.key';
const FILES = [AUTHORITY, CERTIFICATE, KEY];

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

const WORK: VolumeMount = { name: 'work', mountPath: '/scratch' };
const SNAPSHOT = `${WORK.mountPath}/etcd.db`;

/** Files of kubeadm are root's alone. */
const AS_ROOT: SecurityContext = readOnly({
  runAsUser: 0,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
});

/**
 * Saves etcd, looks at what was saved, and copies it away. Nothing needs a shell: the name in the bucket is the pod's, which
 * holds the minute of the run.
 */
export function etcdSnapshotPod({ images, endpoint, storeSecret, folder }: EtcdSnapshotPodProps): PodSpec {
  const etcd = { image: images.etcd, securityContext: AS_ROOT, resources: quantified(sized('50m/64Mi', '500m/512Mi')) };
  const certificates = [`--cacert=${PKI}/${AUTHORITY}`, `--cert=${PKI}/${CERTIFICATE}`, `--key=${PKI}/${KEY}`];
  const save: Container = {
    ...etcd,
    name: 'save',
    command: ['etcdctl', `--endpoints=${endpoint}`, ...certificates, 'snapshot', 'save', SNAPSHOT],
    volumeMounts: [WORK, ...FILES.map((file) => ({ name: volumeOf(file), mountPath: `${PKI}/${file}`, readOnly: true }))],
  };
  const verify: Container = { ...etcd, name: 'verify', command: ['etcdutl', 'snapshot', 'status', SNAPSHOT], volumeMounts: [WORK] };
  const copy: Container = {
    name: 'copy',
    image: images.client,
    command: ['mc', `--config-dir=${WORK.mountPath}/mc`, 'cp', SNAPSHOT, `${STORE_ALIAS}/${folder}/$(POD_NAME).db`],
    env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    envFrom: [{ secretRef: { name: storeSecret } }],
    securityContext: AS_ROOT,
    resources: quantified(sized('50m/64Mi', '500m/256Mi')),
    volumeMounts: [WORK],
  };
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    priorityClassName: 'system-cluster-critical',
    nodeSelector: { [CONTROL_PLANE]: '' },
    tolerations: [{ key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' }],
    initContainers: [save, verify],
    containers: [copy],
    volumes: [
      { name: WORK.name, emptyDir: { sizeLimit: Quantity.fromString('3Gi') } }, // etcd holds 2 GiB unless told
      ...FILES.map((file) => ({ name: volumeOf(file), hostPath: { path: `${PKI}/${file}`, type: 'File' } })),
    ],
  };
}

function volumeOf(file: string): string {
  return file.replace('.', '-');
}

function quantified({ requests, limits }: ReturnType<typeof sized>): ResourceRequirements {
  return { requests: quantities(requests), limits: quantities(limits) };
}
