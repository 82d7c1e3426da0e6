import type { Construct } from 'constructs';
import { PostgresBackup } from '../../../lib/constructs/postgres-backup.ts';
import { PostgresDatabase } from '../../../lib/constructs/postgres-database.ts';
import { SecretKey } from '../../../lib/constructs/secret-key.ts';
import { VolumeClaim } from '../../../lib/constructs/volume-claim.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { Cron } from '../../../lib/values/cron.ts';
import { Resources } from '../../../lib/values/resources.ts';
import { PRODUCTION } from '../namespaces.ts';
import { INIT_SQL } from './init-sql.ts';
import { ADDRESSES } from './names.ts';
import { askedBy, imageFor, SMALL } from './pods.ts';

/** Dumps beside one another on their volume: two weeks of them (chosen). */
const KEPT_DUMPS = 14;

export interface Data {
  readonly database: PostgresDatabase;
  readonly backup: PostgresBackup;
  /** How a service logs in. */
  readonly login: Readonly<Record<'POSTGRES_USER' | 'POSTGRES_PASSWORD', SecretKey>>;
}

/**
 * PostgreSQL and its dump onto another volume (seed 003, section 9; M15). Server, clients and dump read the login from the
 * one Secret `postgresql-secret`: a second copy in `app-secrets` could differ from it (M13).
 */
export function database(scope: Construct, cluster: Cluster): Data {
  const { name: namespace } = PRODUCTION;
  const secret = cluster.secret(namespace, 'postgresql-secret');
  const login = { POSTGRES_USER: new SecretKey(secret, 'POSTGRES_USER'), POSTGRES_PASSWORD: new SecretKey(secret, 'POSTGRES_PASSWORD') };
  const access = { database: new SecretKey(secret, 'POSTGRES_DB'), user: login.POSTGRES_USER, password: login.POSTGRES_PASSWORD };
  const image = imageFor(cluster, 'postgres');
  const server = new PostgresDatabase(scope, 'Database', {
    ...access,
    namespace: PRODUCTION,
    service: ADDRESSES.postgresql.service,
    image,
    resources: Resources.of({ requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } }),
    storage: cluster.claim('postgresql').size,
    storageClass: cluster.storage.class,
    initScripts: { 'init.sql': INIT_SQL },
    // By TCP: while the script runs, the server listens on its socket alone and is not ready for anybody.
    probes: askedBy(
      ['pg_isready', '-U', 'postgres', '-h', '127.0.0.1'],
      { liveness: { initial: 30, period: 10 }, readiness: { initial: 10, period: 5 } },
      5,
    ),
  });
  const backup = new PostgresBackup(scope, 'Backup', {
    ...access,
    namespace: PRODUCTION,
    server,
    image,
    resources: SMALL,
    target: new VolumeClaim(scope, 'BackupClaim', {
      name: 'database-backup',
      namespace,
      size: cluster.claim('database-backup').size,
      storageClass: cluster.storage.class,
    }),
    schedule: Cron.parse('0 0 * * *'), // when the original copied its file (seed 003, section 19)
    timeZone: cluster.timeZone,
    keep: KEPT_DUMPS,
  });
  return { database: server, backup, login };
}
