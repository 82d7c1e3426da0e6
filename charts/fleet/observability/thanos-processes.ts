import type { Construct } from 'constructs';
import { addressOf } from '../../../lib/constructs/peer.ts';
import type { VaultSecret } from '../../../lib/constructs/vault-secret.ts';
import type { VersionedDeployment } from '../../../lib/constructs/versioned-deployment.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { GLOBAL } from '../global-services.ts';
import { objectStoreFor } from '../security/peers.ts';
import { REMOTE_WRITE, scraperOf, SIDECAR } from './ends.ts';
import { CHOSEN, SIZES } from './sizes.ts';
import { dataFlag, STORE_API, thanosProcess } from './thanos.ts';

/**
 * How far behind the newest sample a sample may be. As long as an agent's log can hold it while the receiver is away:
 * Prometheus' own 4 h (seed 004, C2 and L13).
 */
export const OUT_OF_ORDER = Duration.hours(4);

/** How long the bucket keeps samples. Chosen: the objective is asked of 30 days, and a month and a half leaves room to look back. */
const KEPT = Duration.days(45);

/** Labels that tell copies of one series apart. */
const REPLICA_LABELS = ['prometheus_replica', 'receive_replica'];

export interface Thanos {
  readonly receive: VersionedDeployment<'http' | 'grpc' | 'write'>;
  readonly query: VersionedDeployment<'http'>;
  readonly store: VersionedDeployment<'http' | 'grpc'>;
  readonly compact: VersionedDeployment<'http'>;
}

/** Long-term metrics of all clusters (seed 004, section 14). Each process once: there is one worker. */
export function thanos(scope: Construct, cluster: Cluster, bucket: VaultSecret): Thanos {
  const objects = objectStoreFor(cluster);
  const receive = thanosProcess(scope, {
    command: 'receive',
    resources: SIZES.thanos,
    ports: { write: REMOTE_WRITE, grpc: STORE_API },
    serviceAnnotations: GLOBAL,
    bucket,
    scratch: '3Gi', // a day of samples; when it ends it first uploads what it has
    alone: true, // two would upload the same blocks
    endSeconds: 600,
    flags: [
      `--grpc-address=0.0.0.0:${STORE_API.number}`,
      `--remote-write.address=0.0.0.0:${REMOTE_WRITE.number}`,
      dataFlag('tsdb.path'),
      '--tsdb.retention=24h',
      `--tsdb.out-of-order.time-window=${OUT_OF_ORDER.text}`,
      '--tsdb.too-far-in-future.time-window=5m', // a clock that runs ahead would make all others too old
      '--label=receive_replica="0"',
    ],
  }).connectsTo(objects);
  const store = thanosProcess(scope, {
    command: 'store',
    resources: SIZES.thanos,
    ports: { grpc: STORE_API },
    bucket,
    scratch: '1Gi', // headers of the blocks' indices
    flags: [
      `--grpc-address=0.0.0.0:${STORE_API.number}`,
      dataFlag('data-dir'),
      '--index-cache-size=100MB',
      '--chunk-pool-size=256MB', // by default as much as twice the memory limit
    ],
  }).connectsTo(objects);
  const compact = thanosProcess(scope, {
    command: 'compact',
    resources: CHOSEN.thanosCompact,
    bucket,
    scratch: '5Gi', // the blocks that it is merging
    alone: true, // two would each delete what the other needs
    flags: [
      '--wait',
      dataFlag('data-dir'),
      '--compact.enable-vertical-compaction', // late samples make blocks that overlap (L13)
      '--downsampling.disable', // worth it for years, not for weeks
      `--retention.resolution-raw=${days(KEPT)}`,
    ],
  }).connectsTo(objects);
  const series = [SIDECAR, receive.at('grpc'), store.at('grpc')];
  const query = thanosProcess(scope, {
    command: 'query',
    resources: SIZES.thanos,
    flags: [
      ...series.map((end) => `--endpoint=dns+${addressOf(end)}`),
      ...REPLICA_LABELS.map((label) => `--query.replica-label=${label}`),
      '--query.timeout=2m',
    ],
  });
  for (const end of series) query.connectsTo(end);
  const all = { receive, query, store, compact };
  for (const process of Object.values(all)) process.acceptsFrom(scraperOf(cluster), process.at('http'));
  return all;
}

/** `45d`: Thanos takes no hours where it means days. */
function days(duration: Duration): string {
  return `${duration.seconds / 86_400}d`;
}
