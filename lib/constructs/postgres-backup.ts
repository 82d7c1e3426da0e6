import { KubeCronJob } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import type { Cron } from '../values/cron.ts';
import type { Resources } from '../values/resources.ts';
import type { Image } from './container.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import { podTemplate } from './pod.ts';
import { type PostgresDatabase, uidOf } from './postgres-database.ts';
import type { SecretKey } from './secret-key.ts';
import { readOnly, unprivileged } from './security.ts';
import { ServiceAccount } from './service-account.ts';
import type { VolumeClaim } from './volume-claim.ts';
import { Workload } from './workload.ts';

export interface PostgresBackupProps {
  /** @default `<name of the database>-backup` */
  readonly name?: string | undefined;
  readonly namespace: MeshNamespace;
  readonly server: PostgresDatabase;
  /** PostgreSQL's own, of the server's version: an older pg_dump refuses a newer server. */
  readonly image: Image;
  readonly resources: Resources;
  readonly database: string | SecretKey;
  readonly user: string | SecretKey;
  readonly password: SecretKey;
  /** Where the dumps are kept: not the volume of the database. */
  readonly target: VolumeClaim;
  readonly schedule: Cron;
  /** IANA zone in which the schedule is meant. */
  readonly timeZone: string;
  /** Dumps that are kept, from 2: the newest may be the one that nobody can read. */
  readonly keep: number;
}

const FOLDER = '/backup';
/** Chosen: a run that hangs fails, instead of keeping every later one from starting (`concurrencyPolicy: Forbid`). */
const DEADLINE_SECONDS = 3600;
/** Chosen: while the server restarts, which took 34 s (seed 003), the next attempt finds it again. */
const RETRIES = 2;

/**
 * Dumps a PostgreSQL database onto another volume, on another node than the server's. In the mesh, because a STRICT server
 * hears no one else; so it ends only where the mesh injects native sidecars (`ENABLE_NATIVE_SIDECARS` of istiod), which
 * the rule `job-sidecar` asks for.
 */
export class PostgresBackup extends Workload {
  declare readonly inMesh: true;

  constructor(scope: Construct, id: string, props: PostgresBackupProps) {
    const { namespace, server, name = `${server.name}-backup`, image, resources, target, schedule, timeZone, keep } = props;
    super(scope, id, { name, namespace, inMesh: true });
    if (!Number.isInteger(keep) || keep < 2) {
      throw new InputError(
        this.node.path,
        `${keep} dumps are kept, and a dump that nobody can read would be the only one`,
        'Keep at least 2.',
      );
    }
    this.connectsTo(server.server);
    const { service, port } = server.server;
    const account = new ServiceAccount(this, 'Account', { name, namespace: namespace.name });
    const uid = uidOf(image.ref);
    const template = podTemplate({
      workload: this,
      serviceAccount: account.name,
      restartPolicy: 'Never',
      apartFrom: server,
      fsGroup: uid,
      containers: [
        {
          name: 'dump',
          image,
          resources,
          command: ['sh', '-euc', script(keep)],
          env: {
            PGHOST: service,
            PGPORT: String(port.number),
            PGDATABASE: props.database,
            PGUSER: props.user,
            PGPASSWORD: props.password,
          },
          security: readOnly(unprivileged(uid)),
          mounts: [{ volume: target.volume, path: FOLDER }],
        },
      ],
    });
    new KubeCronJob(this, 'Resource', {
      metadata: { name, namespace: namespace.name },
      spec: {
        schedule: schedule.text,
        timeZone,
        concurrencyPolicy: 'Forbid',
        jobTemplate: { spec: { backoffLimit: RETRIES, activeDeadlineSeconds: DEADLINE_SECONDS, template } },
      },
    });
  }
}

/**
 * `-e` ends it at the first failure, and the Job fails with it. A dump gets its final name once pg_restore can read its
 * table of contents, and only then the oldest ones go.
 */
function script(keep: number): string {
  return [
    `cd ${FOLDER}`,
    'rm -f ./*.part',
    'file="$PGDATABASE-$(date -u +%Y%m%d-%H%M%S).dump"',
    'pg_dump --format=custom --file="$file.part"',
    'pg_restore --list "$file.part" > /dev/null',
    'mv "$file.part" "$file"',
    `ls -1 ./*.dump | sort -r | tail -n +${keep + 1} | while read -r old; do rm -- "$old"; done`,
    'ls -l',
    '',
  ].join('\n');
}
