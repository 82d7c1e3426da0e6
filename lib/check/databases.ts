import { runsToCompletion, type Container, type PodTemplate } from './pods.ts';
import type { World } from './world.ts';

/** A database as manifests show it: by its image, or by its port. */
export interface Database {
  readonly name: string;
  readonly port: number;
  /** Folder that holds the data, from the documentation of the official image. */
  readonly dataFolder: string;
  /** The server sends the first bytes, so a proxy that waits for the client's waits for ever. */
  readonly serverFirst: boolean;
}

const MYSQL = { name: 'MySQL', port: 3306, dataFolder: '/var/lib/mysql', serverFirst: true } as const satisfies Database;
const POSTGRES = { name: 'PostgreSQL', port: 5432, dataFolder: '/var/lib/postgresql', serverFirst: false } as const satisfies Database;
const MONGO = { name: 'MongoDB', port: 27017, dataFolder: '/data/db', serverFirst: false } as const satisfies Database;

const BY_IMAGE: Readonly<Record<string, Database>> = {
  mysql: MYSQL,
  'mysql-server': MYSQL,
  'community-server': MYSQL,
  mariadb: MYSQL,
  percona: MYSQL,
  'percona-server': MYSQL,
  postgres: POSTGRES,
  postgresql: POSTGRES,
  postgis: POSTGRES,
  timescaledb: POSTGRES,
  mongo: MONGO,
  mongodb: MONGO,
};

/** The database that a pod serves. A Job that only uses a database's image as a client does not count. */
export function databaseOf(pod: PodTemplate): { readonly database: Database; readonly container: Container } | undefined {
  if (runsToCompletion(pod)) return undefined;
  for (const container of pod.containers) {
    if (container.init) continue;
    const database = BY_IMAGE[imageName(container.image ?? '')];
    if (database !== undefined) return { database, container };
    if (container.ports.some(({ port }) => port === MYSQL.port)) return { database: MYSQL, container };
  }
  return undefined;
}

export function hasDatabases(world: World): boolean {
  return world.once('has databases', () => world.podTemplates().some((pod) => databaseOf(pod) !== undefined));
}

/** `docker.io/library/mysql:8.0` → `mysql` */
function imageName(image: string): string {
  return (image.split('@')[0] ?? '').split('/').at(-1)?.split(':')[0] ?? '';
}

/**
 * Protocols whose server speaks first, by port name prefix, `appProtocol` and usual port.
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/#server-first-protocols
 */
const SERVER_FIRST: readonly { readonly protocol: string; readonly ports: readonly number[] }[] = [
  { protocol: 'mysql', ports: [3306] },
  { protocol: 'smtp', ports: [25, 587] },
  { protocol: 'ftp', ports: [21] },
  { protocol: 'imap', ports: [143] },
  { protocol: 'pop3', ports: [110] },
];

/** The server-first protocol of a port: what its name says, or what its number usually means. */
export function serverFirstProtocol(port: number, name: string | undefined): string | undefined {
  const word = name?.split('-').find((part) => SERVER_FIRST.some(({ protocol }) => protocol === part));
  return word ?? SERVER_FIRST.find(({ ports }) => ports.includes(port))?.protocol;
}
