import { databaseOf, hasDatabases, type Database } from '../databases.ts';
import { volume, type PodTemplate } from '../pods.ts';
import { itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { environmentOf } from './environment.ts';
import { serviceHost } from '../services.ts';
import { texts } from '../texts.ts';
import type { World } from '../world.ts';

/** A place where a program says which database of which Service it uses. */
export interface DatabaseClient {
  readonly path: string;
  readonly service: WorldObject;
  readonly database: string | undefined;
  readonly user: string | undefined;
}

/** `jdbc:mysql://user:word@host:3306/name?user=other`; several hosts are left out. */
const DATABASE_URL =
  /\b(?:jdbc:|r2dbc:)?(?:mysql|mariadb|postgres(?:ql)?|mongodb)(?:\+\w+)?:\/\/(?:([\w.-]+)(?::[^\s@/"']*)?@)?([a-z0-9][a-z0-9.-]*)(?::\d+)?\/([\w-]+)(?![\w$({<%-])([^\s"']*)/gi;

/** A dump of a database, up to the end of its command. */
const DUMP = /\b(?:mysqldump|mariadb-dump|pg_dump)\b[^\n|;&>]*/g;

/** Without one of these words a URL is none of a database. */
const DATABASES = /mysql|mariadb|postgres|mongodb/i;

/** Variables beside a host: `DB_HOST`, `DB_NAME`, `DB_USER`. */
const NAMES = ['NAME', 'DATABASE', 'DB', 'DB_NAME', 'DATABASE_NAME', 'SCHEMA'];
const USERS = ['USER', 'USERNAME', 'DB_USER'];

/** Databases that the texts of an object name, with the Service they are asked of. */
export function* databaseClients(manifest: WorldObject, world: World): Iterable<DatabaseClient> {
  if (!hasDatabases(world)) return;
  for (const { path, key, value, namespace, short, beside } of texts(manifest, world)) {
    // Most texts have nothing of that, and most URLs are of other things.
    const isNamed = value.includes('dump') || (value.includes('://') && DATABASES.test(value));
    if (!isNamed && !key.includes('HOST')) continue;
    const find = (host: string): WorldObject | undefined => {
      const found = short || host.includes('.') ? serviceHost(host, namespace) : undefined;
      return found === undefined ? undefined : world.find('v1/Service', found.namespace, found.name);
    };
    for (const [, user, host = '', database, options = ''] of value.matchAll(DATABASE_URL)) {
      const service = find(host);
      const stem = /^(.*?)[_.-]?(?:jdbc[_.-]?)?ur[il]$/i.exec(key)?.[1];
      const named =
        stem === undefined || beside === undefined
          ? []
          : ['_USERNAME', '_USER', '.username', '.user'].map((end) => beside(`${stem}${end}`));
      if (service !== undefined && !/createDatabaseIfNotExist=true/i.test(options))
        yield {
          path,
          service,
          database,
          user: user ?? /[?&]user=([\w-]+)/.exec(options)?.[1] ?? named.find((each) => each !== undefined && /^[\w-]+$/.test(each)),
        };
    }
    for (const [call] of value.replace(/\\\n/g, ' ').matchAll(DUMP)) {
      const host = /(?:\s-h\s*|\s--host[= ])["']?([\w.-]+)/.exec(call)?.[1];
      const service = host === undefined ? undefined : find(host);
      const database = /\s(?:--databases|-B|--dbname[= ]|-d)\s*["']?([\w-]+)["']?(?![\w$({*])/.exec(call)?.[1];
      if (service !== undefined && database !== undefined && !database.startsWith('-')) yield { path, service, database, user: undefined };
    }
    const prefix = /^(.*?)_?HOST(?:NAME)?$/.exec(key)?.[1];
    const service = prefix === undefined || beside === undefined ? undefined : find(value.trim());
    if (service === undefined || prefix === undefined || beside === undefined) continue;
    const first = (endings: readonly string[]): string | undefined => {
      const names = endings.map((ending) => (prefix === '' ? ending : prefix.endsWith(`_${ending}`) ? prefix : `${prefix}_${ending}`));
      return names.map(beside).find((each) => each !== undefined && /^[\w-]+$/.test(each));
    };
    yield { path, service, database: first(NAMES), user: first(USERS) };
  }
}

/** What a database container makes on a fresh volume. */
export interface DatabaseServer {
  readonly pod: PodTemplate;
  readonly kind: Database;
  /** `undefined` where it comes from a Secret that is not in the tree, or is not set. */
  readonly database: string | undefined;
  readonly user: string | undefined;
  /** Scripts of its own may make more. */
  readonly scripted: boolean;
}

const SERVER_DATABASE = ['MYSQL_DATABASE', 'MARIADB_DATABASE', 'POSTGRES_DB', 'POSTGRESQL_DATABASE', 'MONGO_INITDB_DATABASE'];
const SERVER_USER = ['MYSQL_USER', 'MARIADB_USER', 'POSTGRES_USER', 'POSTGRESQL_USERNAME', 'MONGO_INITDB_ROOT_USERNAME'];

/** Words of the server that name a script of its own; its other options make no database and no user. */
const MAKING = /init[-_]file|\.(sql|sh)\b|\s/;

/** The database behind a Service; `undefined` where none is known. */
export function databaseServer(service: WorldObject, world: World): DatabaseServer | undefined {
  for (const pod of world.podsOfService(service)) {
    const found = databaseOf(pod);
    if (found === undefined) continue;
    const { database: kind, container } = found;
    const value = (names: readonly string[]): string | undefined =>
      names.map((name) => variable(container.fields, name, pod.namespace, world)).find((each) => each !== undefined);
    const scripted =
      itemsAt(container.fields, 'volumeMounts').some(
        (mount) => textAt(mount, 'mountPath')?.includes('initdb') === true && makesMore(pod, textAt(mount, 'name') ?? '', world),
      ) ||
      itemsAt(container.fields, 'args').some((each) => MAKING.test(text(each) ?? '')) ||
      itemsAt(container.fields, 'command').length > 0;
    return { pod, kind, database: value(SERVER_DATABASE), user: value(SERVER_USER), scripted };
  }
  return undefined;
}

/** A variable's value: written out, or read from a ConfigMap or Secret of the tree. */
export function variable(container: unknown, name: string, namespace: string, world: World): string | undefined {
  return environmentOf(container, namespace, world).get(name);
}

/** Scripts in the tree that make no database and no user add nothing to what the variables say. */
function makesMore(pod: PodTemplate, mount: string, world: World): boolean {
  const name = textAt(volume(pod, mount), 'configMap.name');
  const config = name === undefined ? undefined : world.find('v1/ConfigMap', pod.namespace, name);
  return (
    config === undefined ||
    Object.values(textsAt(config.object, 'data')).some((script) =>
      /\bcreate\s+(database|schema|user|role)\b|createdb|createuser/i.test(script),
    )
  );
}
