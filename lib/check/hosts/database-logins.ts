import { mapsOf } from '../mounted-maps.ts';
import { databaseOf } from '../databases.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { itemsAt, text, textAt, textsAt, type Fields } from '../read.ts';
import { parseIni } from '../texts/ini.ts';
import type { World } from '../world.ts';
import { environmentOf } from './environment.ts';

/** Where a password comes from: `mysql-secret/root-password`. */
export interface PasswordSource {
  readonly variable: string;
  readonly secret: string;
  readonly key: string;
}

/** A user and the password with which a container logs in to a database of the tree. */
export interface DatabaseLogin {
  /** `…containers[0].env[1]`: where the password is taken. */
  readonly path: string;
  readonly container: Container;
  readonly user: string;
  readonly password: PasswordSource;
  readonly server: PodTemplate;
}

/** Logins of a pod whose user is written out and whose password comes from a Secret. */
export function* databaseLogins(pod: PodTemplate, world: World): Generator<DatabaseLogin> {
  for (const container of pod.containers) {
    const passwords = passwordsOf(container.fields);
    if (passwords.size === 0) continue;
    const own = environmentOf(container.fields, pod.namespace, world);
    for (const { user, host, variable } of [...byVariables(own), ...byCommands(container), ...byExporter(container, pod, world)]) {
      const password = passwords.get(variable);
      const service = world.serviceAt(host, pod.namespace)?.service;
      const server = service === undefined ? undefined : world.podsOfService(service).find((each) => databaseOf(each) !== undefined);
      if (password === undefined || server === undefined || server === pod || !/^[\w-]+$/.test(user)) continue;
      const index = itemsAt(container.fields, 'env').findIndex((each) => textAt(each, 'name') === variable);
      yield { path: `${container.path}.env[${index}]`, container, user, password, server };
    }
  }
}

/** A user as whom a container calls a database of the tree, whatever its password. */
export interface DatabaseUser {
  readonly path: string;
  readonly container: Container;
  readonly user: string;
  readonly server: PodTemplate;
}

/** Users of a pod that are written out, each once for a container and a server. */
export function* databaseUsers(pod: PodTemplate, world: World): Generator<DatabaseUser> {
  for (const container of pod.containers) {
    const said = new Set<string>();
    const own = environmentOf(container.fields, pod.namespace, world);
    for (const { user, host } of [...byVariables(own), ...byCommands(container), ...byExporter(container, pod, world)]) {
      const service = world.serviceAt(host, pod.namespace)?.service;
      const server = service === undefined ? undefined : world.podsOfService(service).find((each) => databaseOf(each) !== undefined);
      if (server === undefined || server === pod || !/^[\w-]+$/.test(user) || said.has(user)) continue;
      said.add(user);
      yield { path: container.path, container, user, server };
    }
  }
}

/** Variables of a container that come from a key of a Secret, by their names. */
export function passwordsOf(container: Fields): ReadonlyMap<string, PasswordSource> {
  const found = new Map<string, PasswordSource>();
  for (const each of itemsAt(container, 'env')) {
    const [variable, secret, key] = [
      textAt(each, 'name'),
      textAt(each, 'valueFrom.secretKeyRef.name'),
      textAt(each, 'valueFrom.secretKeyRef.key'),
    ];
    if (variable !== undefined && secret !== undefined && key !== undefined) found.set(variable, { variable, secret, key });
  }
  return found;
}

interface Login {
  readonly user: string;
  readonly host: string;
  readonly variable: string;
}

/** `SPRING_DATASOURCE_URL` with `…_USERNAME` and `…_PASSWORD`; `DB_HOST` with `DB_USER` and `DB_PASSWORD`. */
function* byVariables(own: ReadonlyMap<string, string>): Generator<Login> {
  for (const [name, value] of own) {
    const [, prefix, kind] = /^(.*?)_?(HOST(?:NAME)?|JDBC_URL|URL)$/.exec(name) ?? [];
    if (prefix === undefined || kind === undefined) continue;
    const host = kind.startsWith('HOST') ? value : /^(?:jdbc:|r2dbc:)\w+:(?:\w+:)?\/\/([\w.-]+)/.exec(value)?.[1];
    const join = (end: string): string => (prefix === '' ? end : `${prefix}_${end}`);
    const user = ['USERNAME', 'USER'].map((end) => own.get(join(end))).find((each) => each !== undefined);
    if (host === undefined || user === undefined) continue;
    for (const end of ['PASSWORD', 'PASS', 'PWD']) yield { user, host: host.split(':')[0] ?? host, variable: join(end) };
  }
}

/** `mysqldump -h mysql -u root`, with `MYSQL_PWD` or `-p"$PASSWORD"`. */
function* byCommands({ fields: container }: Container): Generator<Login> {
  const script = ['command', 'args'].flatMap((list) => itemsAt(container, list).flatMap((word) => text(word) ?? [])).join(' ');
  for (const [call] of script
    .replace(/\\\n/g, ' ')
    .matchAll(/\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|pg_dump|psql)\s[^\n|;&]*/g)) {
    const host = /(?:\s-h\s*|\s--host[= ])["']?([\w.-]+)/.exec(call)?.[1];
    const user = /(?:\s-[uU]\s*|\s--user(?:name)?[= ])["']?([\w-]+)/.exec(call)?.[1];
    const variable = /(?:\s-p|\s--password=)["']?\$\{?(\w+)/.exec(call)?.[1] ?? (/^(?:pg_|psql)/.test(call) ? 'PGPASSWORD' : 'MYSQL_PWD');
    if (host !== undefined && user !== undefined) yield { user, host, variable };
  }
}

/** The exporter of MySQL: its options, or the `.my.cnf` that it mounts. */
function* byExporter(container: Container, pod: PodTemplate, world: World): Generator<Login> {
  if (container.image?.includes('mysqld-exporter') !== true && container.image?.includes('mysqld_exporter') !== true) return;
  const variable = 'MYSQLD_EXPORTER_PASSWORD';
  const words = itemsAt(container.fields, 'args').flatMap((word) => text(word) ?? []);
  const option = (name: string): string | undefined =>
    words.map((word) => new RegExp(`^--mysqld\\.${name}=(.+)$`).exec(word)?.[1]).find((each) => each !== undefined);
  const [user, address] = [option('username'), option('address')];
  if (user !== undefined && address !== undefined) yield { user, host: address.split(':')[0] ?? '', variable };
  for (const { object } of mapsOf(pod, world)) {
    for (const content of Object.values(textsAt(object, 'data'))) {
      if (!content.includes('[client')) continue;
      const set = (key: string): string | undefined =>
        parseIni(content).settings.find((each) => each.section === 'client' && each.key === key)?.value;
      const [who, where] = [set('user'), set('host')];
      if (who !== undefined && where !== undefined && set('password') === undefined) yield { user: who, host: where, variable };
    }
  }
}
