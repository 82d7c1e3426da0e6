import { databaseOf, hasDatabases } from '../../databases.ts';
import { variable } from '../../hosts/database-clients.ts';
import { databaseLogins, passwordsOf } from '../../hosts/database-logins.ts';
import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Variables of the images of databases: whose password each holds. */
const ROOT = ['MYSQL_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD', 'POSTGRESQL_POSTGRES_PASSWORD'];
const OWNER = ['MYSQL_PASSWORD', 'MARIADB_PASSWORD', 'POSTGRES_PASSWORD', 'POSTGRESQL_PASSWORD'];
const USERS = ['MYSQL_USER', 'MARIADB_USER', 'POSTGRES_USER', 'POSTGRESQL_USERNAME'];

export const loginTakesOwnPassword = defineRule({
  id: 'login-takes-own-password',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A program logs in to a database with the key of the Secret that the database takes for that user, not with the one of another user.',
  source: 'https://hub.docker.com/_/mysql (MYSQL_ROOT_PASSWORD, MYSQL_USER, MYSQL_PASSWORD)',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !hasDatabases(world)) return;
    const said = new Set<string>();
    for (const { path, container, user, password, server } of databaseLogins(pod, world)) {
      if (server.namespace !== pod.namespace || said.has(path)) continue;
      const owners = usersBy(server, world);
      const taken = `${password.secret}/${password.key}`;
      const whose = owners.get(taken);
      const own = [...owners].find(([, name]) => name === user)?.[0];
      if (whose === undefined || own === undefined || whose === user || own === taken) continue;
      said.add(path);
      yield {
        path,
        message: `container "${container.name}" logs in as "${user}" with ${password.key} of Secret ${password.secret} (${password.variable}), which ${server.owner.object.kind} ${server.owner.object.metadata.name} takes for "${whose}"`,
        why: `Access denied for user '${user}': where both passwords happen to be the same it works until one of them is changed.`,
        fix: `Take ${own.replace(/^.*\//, '')}, or log in as "${whose}".`,
      };
    }
  },
});

/** Whose password each key of a Secret is, by the variables of the server: `mysql-secret/root-password` → `root`. */
function usersBy(server: PodTemplate, world: World): ReadonlyMap<string, string> {
  const container = databaseOf(server)?.container;
  const found = new Map<string, string>();
  if (container === undefined) return found;
  const sources = passwordsOf(container.fields);
  const put = (names: readonly string[], user: string | undefined): void => {
    const source = names.map((name) => sources.get(name)).find((each) => each !== undefined);
    if (source !== undefined && user !== undefined) found.set(`${source.secret}/${source.key}`, user);
  };
  const user = USERS.map((name) => variable(container.fields, name, server.namespace, world)).find((each) => each !== undefined);
  put(ROOT, sources.has('POSTGRESQL_POSTGRES_PASSWORD') ? 'postgres' : 'root');
  put(OWNER, user);
  return found;
}
