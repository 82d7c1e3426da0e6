import { KubeCronJob } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import type { Cron } from '../values/cron.ts';
import type { Duration } from '../values/duration.ts';
import type { Resources } from '../values/resources.ts';
import type { Image, Volume } from './container.ts';
import type { PlaintextNamespace } from './mesh-namespace.ts';
import type { MysqlServer } from './mysql-exporter.ts';
import { podTemplate } from './pod.ts';
import { SecretKey, type SecretSource } from './secret-key.ts';
import { readOnly, unprivileged } from './security.ts';
import { Workload } from './workload.ts';

/** One of the two steps: which image does it, with what. */
interface Step {
  readonly image: Image;
  readonly resources: Resources;
}

export interface MysqlBackupProps {
  readonly name: string;
  readonly namespace: PlaintextNamespace;
  readonly database: MysqlServer;
  readonly schedule: Cron;
  /** IANA zone in which the schedule is meant. */
  readonly timeZone: string;
  /** Most data that may be lost: the schedule must run at least this often. */
  readonly recoveryPoint: Duration;
  readonly dump: Step;
  readonly upload: Step;
  /** `s3://bucket/`; old dumps are deleted by the bucket's own lifecycle rule. */
  readonly bucket: string;
  /** Names under which the bucket is reached; any address on port 443 when left out. */
  readonly storeHosts?: readonly string[] | undefined;
  /** Keys `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_DEFAULT_REGION`. */
  readonly credentials: SecretSource;
}

/** Port of every S3 endpoint. */
const HTTPS = 443;
const FOLDER = '/backup';
/** Chosen: a step that hangs fails the Job, instead of keeping every later one from starting (`concurrencyPolicy: Forbid`). */
const DEADLINE_SECONDS = 3600;
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_REGION'];

/**
 * Dumps a MySQL schema and uploads the file. The upload starts only after a complete dump: a failed one fails the Job.
 * Outside the mesh, because a sidecar would keep the Job from ever finishing (D-16).
 */
export class MysqlBackup extends Workload {
  constructor(scope: Construct, id: string, props: MysqlBackupProps) {
    const { name, namespace, database, schedule, timeZone, recoveryPoint, dump, upload, bucket, storeHosts, credentials } = props;
    super(scope, id, { name, namespace, inMesh: false });
    const gap = schedule.longestGap;
    if (gap.compare(recoveryPoint) > 0) {
      throw new InputError(
        this.node.path,
        `the schedule "${schedule.text}" leaves up to ${gap.text} between two dumps, the recovery goal allows a loss of ${recoveryPoint.text}`,
        'Run more often, or change the goal in the inventory.',
      );
    }
    this.connectsTo(database.server).connectsToWorld(HTTPS, storeHosts === undefined ? {} : { hosts: storeHosts });
    const folder: Volume = { kind: 'scratch', name: 'backup' };
    const mounts = [{ volume: folder, path: FOLDER }];

    const template = podTemplate({
      workload: this,
      restartPolicy: 'Never',
      initContainers: [
        {
          ...dump,
          name: 'dump',
          command: ['bash', '-euo', 'pipefail', '-c', dumpScript(database)],
          env: { MYSQL_PWD: database.rootPassword },
          security: readOnly(unprivileged()),
          mounts,
        },
      ],
      containers: [
        {
          ...upload,
          name: 'upload',
          command: ['aws', 's3', 'cp', FOLDER, bucket, '--recursive', '--exclude', '*', '--include', '*.sql.gz', '--no-progress'],
          env: Object.fromEntries(CREDENTIALS.map((key) => [key, new SecretKey(credentials, key)])),
          security: readOnly(unprivileged()),
          mounts,
        },
      ],
    });
    new KubeCronJob(this, 'Resource', {
      metadata: { name, namespace: namespace.name },
      spec: {
        schedule: schedule.text,
        timeZone,
        concurrencyPolicy: 'Forbid',
        jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: DEADLINE_SECONDS, template } },
      },
    });
  }
}

/**
 * `pipefail` fails the step when mysqldump does; the last line, which mysqldump writes when it is done, tells a whole dump from
 * one that was cut off; a file gets the name that the upload looks for only then.
 */
function dumpScript({ server, database }: MysqlServer): string {
  return [
    `file="${FOLDER}/mysql-backup-$(date +%Y%m%d-%H%M%S).sql.gz"`,
    `mysqldump --host=${server.service} --port=${server.port.number} --user=root --single-transaction --routines --triggers --events --databases ${database} | gzip > "$file.part"`,
    'last=$(gzip -dc "$file.part" | tail -n 1)',
    `[[ $last == '-- Dump completed'* ]] || { echo "the dump ends with: $last" >&2; exit 1; }`,
    'mv "$file.part" "$file"',
    '',
  ].join('\n');
}
