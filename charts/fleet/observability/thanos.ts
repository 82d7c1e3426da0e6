import type { Construct } from 'constructs';
import type { ConfigData } from '../../../lib/constructs/config-data.ts';
import type { Mount } from '../../../lib/constructs/container.ts';
import { Port } from '../../../lib/constructs/port.ts';
import { httpGet } from '../../../lib/constructs/probe.ts';
import type { VaultSecret } from '../../../lib/constructs/vault-secret.ts';
import { VersionedDeployment } from '../../../lib/constructs/versioned-deployment.ts';
import type { Resources } from '../../../lib/values/resources.ts';
import { PRIORITY } from '../recovery.ts';
import { MONITORING } from './ends.ts';
import { THANOS_BUCKET, THANOS_IMAGE } from './thanos-bucket.ts';

/** Every process answers for itself over HTTP. */
const HTTP = Port.http(10_902);

/** Where those with series answer for them. */
export const STORE_API = Port.grpc(10_901);

/** By which one ServiceMonitor finds all of them. */
export const THANOS_LABELS = { 'app.kubernetes.io/part-of': 'thanos' } as const;

/** Where a process writes, and how much it may fill; the node's disk is overcommitted as it is. */
const DATA_FOLDER = '/var/thanos/data';
const DATA = 'data';

/** What lasts is in the bucket; Velero would copy the rest into the same MinIO, out of the middle of being written. */
const NOT_BACKED_UP = { 'backup.velero.io/backup-volumes-excludes': DATA };

export interface ThanosProcessProps<Name extends string = never> {
  /** `receive`: the command, and the end of the name. */
  readonly command: string;
  readonly flags: readonly string[];
  readonly resources: Resources;
  /** Ports beside that of every process. */
  readonly ports?: Readonly<Record<Name, Port>> | undefined;
  /** Disk that it may fill. Left out: it writes nothing. */
  readonly scratch?: string | undefined;
  /** Configuration of the bucket, for those that read or write it. */
  readonly bucket?: VaultSecret | undefined;
  readonly files?: readonly Mount[] | undefined;
  readonly rolledBy?: readonly ConfigData[] | undefined;
  /** Whether two of it at one time would harm. */
  readonly alone?: boolean | undefined;
  readonly serviceAnnotations?: Readonly<Record<string, string>> | undefined;
  /** Unit: seconds. */
  readonly endSeconds?: number | undefined;
}

/** One process of Thanos, alone in its pod: restored second after a disaster (seed 004, 15.3). */
export function thanosProcess<Name extends string = never>(
  scope: Construct,
  props: ThanosProcessProps<Name>,
): VersionedDeployment<Name | 'http'> {
  const { command, flags, resources, scratch, bucket, files = [], rolledBy, serviceAnnotations, endSeconds } = props;
  const name = `thanos-${command}`;
  const ports = { http: HTTP, ...props.ports } as Readonly<Record<Name | 'http', Port>>;
  const data: Mount[] = scratch === undefined ? [] : [{ volume: { kind: 'scratch', name: DATA, sizeLimit: scratch }, path: DATA_FOLDER }];
  return new VersionedDeployment(scope, name, {
    name,
    namespace: MONITORING,
    image: { ref: THANOS_IMAGE },
    args: [
      command,
      `--http-address=0.0.0.0:${HTTP.number}`,
      '--enable-auto-gomemlimit', // collects garbage before the limit is passed instead of after
      ...(bucket === undefined ? [] : [`--objstore.config-file=${BUCKET_FOLDER}/${THANOS_BUCKET.key}`]),
      ...flags,
    ],
    ports,
    resources,
    probes: { liveness: httpGet(HTTP, '/-/healthy', { periodSeconds: 30 }), readiness: httpGet(HTTP, '/-/ready') },
    mounts: [...data, ...files],
    secrets: bucket === undefined ? undefined : [{ secret: bucket, path: BUCKET_FOLDER }],
    rolledBy,
    podAnnotations: scratch === undefined ? undefined : NOT_BACKED_UP,
    replaced: props.alone === true ? 'together' : 'one by one',
    labels: { ...THANOS_LABELS, 'platform/recovery': 'P2' },
    serviceAnnotations,
    priorityClass: PRIORITY.P2,
    endSeconds,
  });
}

const BUCKET_FOLDER = '/etc/thanos/bucket';

/** Where a process that writes does so. */
export function dataFlag(flag: string): string {
  return `--${flag}=${DATA_FOLDER}`;
}
