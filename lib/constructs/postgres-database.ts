import { IntOrString, KubePodDisruptionBudget, KubeStatefulSet, Quantity } from 'cdk8s-plus-30/lib/imports/k8s';
import type { Construct } from 'constructs';
import { InputError } from '../errors.ts';
import { Duration } from '../values/duration.ts';
import type { ImageRef } from '../values/image-ref.ts';
import type { Quantity as Size } from '../values/quantity.ts';
import type { Resources } from '../values/resources.ts';
import { KEEP } from './argo-application.ts';
import { ConfigData } from './config-data.ts';
import type { Image, Mount } from './container.ts';
import type { MeshNamespace } from './mesh-namespace.ts';
import type { MeshEndpoint } from './peer.ts';
import { podTemplate } from './pod.ts';
import { Port } from './port.ts';
import { exec, type Probes, within } from './probe.ts';
import type { SecretKey } from './secret-key.ts';
import { unprivileged } from './security.ts';
import { ServiceAccount } from './service-account.ts';
import { Workload } from './workload.ts';

export interface PostgresDatabaseProps {
  readonly namespace: MeshNamespace;
  /** @default postgresql */
  readonly name?: string | undefined;
  /** Name of the Service. @default `<name>-service` */
  readonly service?: string | undefined;
  readonly image: Image;
  readonly resources: Resources;
  /** Size of the claim that the StatefulSet makes, `data-<name>-0`. */
  readonly storage: Size;
  readonly storageClass: string;
  /** Created on an empty volume; later changes of the three are not followed. */
  readonly database: string | SecretKey;
  readonly user: string | SecretKey;
  readonly password: SecretKey;
  /** SQL by file name, run in order of the names, once, on an empty volume. @default none */
  readonly initScripts?: Readonly<Record<string, string>> | undefined;
  /** @default `pg_isready` by TCP: every 20 s whether it lives, every 10 s whether it is ready */
  readonly probes?: Omit<Probes, 'startup'> | undefined;
}

/** Where the image looks for its volume (to 17), and the folder in it that the server may own alone. */
const MOUNT = '/var/lib/postgresql/data';
const PGDATA = `${MOUNT}/pgdata`;
const SCRIPTS = '/docker-entrypoint-initdb.d';
const VOLUME = 'data';
/** From 18 on the image keeps its data elsewhere and refuses a volume mounted here. */
const LAST_MAJOR = 17;

/**
 * One PostgreSQL server on a volume of its own, with a sidecar: its clients speak first, so mutual TLS of the mesh fits.
 * One pod on purpose: the volume is ReadWriteOnce, and the StatefulSet ends the old pod before it starts the new one.
 */
export class PostgresDatabase extends Workload {
  readonly server: MeshEndpoint;
  declare readonly inMesh: true;

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    const {
      namespace,
      name = 'postgresql',
      service = `${name}-service`,
      image,
      resources,
      database,
      user,
      password,
      initScripts,
      probes,
    } = props;
    super(scope, id, { name, namespace, inMesh: true });
    refuseImage(this.node.path, image.ref);
    const port = Port.postgres();
    this.server = { peer: this, port, service };
    const metadata = { namespace: namespace.name };
    const selector = { matchLabels: this.podLabels };
    const account = new ServiceAccount(this, 'Account', { name, namespace: namespace.name });
    const scripts = initScripts && new ConfigData(this, 'Init', { name: `${name}-init`, namespace: namespace.name, data: initScripts });
    const mounts: Mount[] = [
      { volume: { kind: 'own-claim', name: VOLUME }, path: MOUNT },
      // Not rolled when they change: a database that has its data would restart and not read them.
      ...Object.keys(initScripts ?? {}).flatMap((file) => scripts?.file(file, `${SCRIPTS}/${file}`) ?? []),
    ];
    const uid = uidOf(image.ref);
    // By TCP: while the scripts run, the server listens on its socket alone and is not ready for anybody.
    const ping = ['pg_isready', '--host=127.0.0.1', `--port=${port.number}`];

    new KubeStatefulSet(this, 'Resource', {
      metadata: { ...metadata, name, annotations: KEEP },
      spec: {
        replicas: 1,
        serviceName: service,
        selector,
        template: podTemplate({
          workload: this,
          serviceAccount: account.name,
          fsGroup: uid,
          containers: [
            {
              name,
              image,
              resources,
              ports: [port],
              env: { POSTGRES_DB: database, POSTGRES_USER: user, POSTGRES_PASSWORD: password, PGDATA },
              probes: {
                startup: exec(ping, { ...within(Duration.minutes(5)), timeoutSeconds: 5 }), // crash recovery of a large volume takes minutes
                ...(probes ?? {
                  liveness: exec(ping, { periodSeconds: 20, timeoutSeconds: 5 }),
                  readiness: exec(ping, { timeoutSeconds: 5 }),
                }),
              },
              security: unprivileged(uid),
              mounts,
            },
          ],
        }),
        volumeClaimTemplates: [
          {
            metadata: { name: VOLUME, annotations: KEEP },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: props.storageClass,
              resources: { requests: { storage: Quantity.fromString(props.storage.text) } },
            },
          },
        ],
      },
    });
    this.serves(this.server);
    new KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: { ...metadata, name: `${name}-pdb` },
      spec: { maxUnavailable: IntOrString.fromNumber(1), selector },
    });
  }
}

/** User `postgres` of the image: 70 in Alpine, 999 in Debian. @see https://github.com/docker-library/postgres */
export function uidOf({ tag = '' }: ImageRef): number {
  return tag.includes('alpine') ? 70 : 999;
}

function refuseImage(where: string, { text, repository, tag = '' }: ImageRef): void {
  const major = Number(/^\d+/.exec(tag)?.[0]);
  if (repository.split('/').at(-1) !== 'postgres') {
    throw new InputError(
      where,
      `the image is ${text}, its entrypoint and data folder are not those of PostgreSQL`,
      'Use an image of repository postgres.',
    );
  }
  if (!(major <= LAST_MAJOR)) {
    throw new InputError(
      where,
      `the image is ${text}; up to major version ${LAST_MAJOR} the data is kept under ${MOUNT}, later ones refuse a volume there, and a tag must say which it is`,
      `Use a tag that begins with a version up to ${LAST_MAJOR}, such as 15-alpine.`,
    );
  }
}
