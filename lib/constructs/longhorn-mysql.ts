import { KubeDeployment, KubePersistentVolumeClaim, KubePodDisruptionBudget, IntOrString, Quantity } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { Duration } from '../values/duration.ts';
import type { Quantity as Size } from '../values/quantity.ts';
import type { Resources } from '../values/resources.ts';
import { KEEP } from './argo-application.ts';
import type { Image } from './container.ts';
import type { PlaintextNamespace } from './mesh-namespace.ts';
import { MysqlBackup, type MysqlBackupProps } from './mysql-backup.ts';
import { MysqlExporter, type MysqlExporterProps } from './mysql-exporter.ts';
import type { Endpoint, ServiceEndpoint } from './peer.ts';
import { podTemplate } from './pod.ts';
import { Port } from './port.ts';
import type { PriorityClass } from './priority-class.ts';
import { exec, within } from './probe.ts';
import type { SecretKey } from './secret-key.ts';
import { Workload } from './workload.ts';

export interface LonghornMysqlProps {
  /** Outside the mesh: the MySQL server speaks first, so mutual TLS of the mesh would break every connection (L-01, L-02). */
  readonly namespace: PlaintextNamespace;
  /** @default mysql */
  readonly name?: string | undefined;
  readonly image: Image;
  readonly resources: Resources;
  /** Size of the claim `<name>-pvc`. */
  readonly storage: Size;
  readonly storageClass: string;
  /** Keeps a place for the server on full nodes. @default none */
  readonly priorityClass?: PriorityClass | undefined;
  /** The schema that is created on an empty volume. */
  readonly database: string;
  readonly rootPassword: SecretKey;
  /** A user that owns the schema, created on an empty volume. */
  readonly user: { readonly name: string; readonly password: SecretKey };
  readonly exporter: Pick<MysqlExporterProps, 'image' | 'resources' | 'collectors'>;
  readonly backup: Pick<
    MysqlBackupProps,
    'schedule' | 'timeZone' | 'recoveryPoint' | 'dump' | 'upload' | 'bucket' | 'storeHosts' | 'credentials'
  >;
  /** Who scrapes the exporter. */
  readonly scrapedBy: Endpoint['peer'];
}

/**
 * A node counts as lost after 40 s of silence; with Kubernetes' own five minutes on top, a recovery goal of two minutes for
 * the loss of a node could not be met (seed 000, recovery goals).
 */
const NODE_LOST_SECONDS = 30;

/** Where the image keeps its data. */
const DATA_DIRECTORY = '/var/lib/mysql';

/**
 * One MySQL server on a Longhorn volume, with its exporter and its daily dump to an object store.
 * One pod on purpose (L-26): the volume is ReadWriteOnce, so a new pod starts only after the old one has gone (Recreate),
 * and a drain may restart it.
 */
export class LonghornMysql extends Workload {
  readonly server: ServiceEndpoint;
  readonly database: string;
  readonly rootPassword: SecretKey;
  readonly exporter: MysqlExporter;
  readonly backup: MysqlBackup;

  constructor(scope: Construct, id: string, props: LonghornMysqlProps) {
    const { namespace, name = 'mysql', image, resources, database, rootPassword, user } = props;
    super(scope, id, { name, namespace, inMesh: false });
    if (image.ref.repository.split('/').at(-1) !== 'mysql') {
      throw new InputError(
        this.node.path,
        `the image is ${image.ref.text}, its entrypoint and data directory are not those of MySQL`,
        'Use an image of repository mysql.',
      );
    }
    const port = Port.mysql();
    this.server = this.endpoint(port, `${name}-service`);
    this.database = database;
    this.rootPassword = rootPassword;
    const metadata = { namespace: namespace.name };
    const selector = { matchLabels: this.podLabels };
    const volume = { kind: 'claim', name: 'data', claim: `${name}-pvc` } as const;

    new KubePersistentVolumeClaim(this, 'Claim', {
      metadata: { ...metadata, name: volume.claim, annotations: KEEP },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: props.storageClass,
        resources: { requests: { storage: Quantity.fromString(props.storage.text) } },
      },
    });
    const template = podTemplate({
      workload: this,
      nodeLostSeconds: NODE_LOST_SECONDS,
      priorityClass: props.priorityClass?.name,
      containers: [
        {
          name,
          image,
          resources,
          ports: [port],
          env: { MYSQL_ROOT_PASSWORD: rootPassword, MYSQL_DATABASE: database, MYSQL_USER: user.name, MYSQL_PASSWORD: user.password },
          probes: {
            startup: exec(PING, { ...within(Duration.minutes(5)), timeoutSeconds: 5 }), // crash recovery of a large volume takes minutes
            liveness: exec(PING, { periodSeconds: 20, timeoutSeconds: 5 }),
            readiness: exec(PING, { timeoutSeconds: 5 }),
          },
          mounts: [{ volume, path: DATA_DIRECTORY }],
        },
      ],
    });
    new KubeDeployment(this, 'Resource', {
      metadata: { ...metadata, name },
      spec: { replicas: 1, strategy: { type: 'Recreate' }, selector, template },
    });
    this.serves(this.server);
    new KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: { ...metadata, name: `${name}-pdb` },
      spec: { maxUnavailable: IntOrString.fromNumber(1), selector },
    });
    this.exporter = new MysqlExporter(this, 'Exporter', {
      ...props.exporter,
      namespace,
      name: `${name}-exporter`,
      database: this,
      scrapedBy: props.scrapedBy,
    });
    this.backup = new MysqlBackup(this, 'Backup', { ...props.backup, namespace, name: `${name}-backup`, database: this });
  }

  /** `jdbc:mysql://mysql-service:3306/boarddb`, for clients in the same namespace. */
  get jdbcUrl(): string {
    return `jdbc:mysql://${this.server.service}:${this.server.port.number}/${this.database}`;
  }
}

/** Answers as soon as the server takes connections, and needs no password for that. */
const PING = ['mysqladmin', 'ping', '--host=127.0.0.1', '--silent'];
