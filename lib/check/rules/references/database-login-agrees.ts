import { databaseServer, type DatabaseServer } from '../../hosts/database-clients.ts';
import { databaseOf, hasDatabases } from '../../databases.ts';
import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule, type WorldObject } from '../../rule.ts';

const PASSWORDS = ['MYSQL_PASSWORD', 'MARIADB_PASSWORD', 'POSTGRES_PASSWORD', 'POSTGRESQL_PASSWORD', 'MONGO_INITDB_ROOT_PASSWORD'];

export const databaseLoginAgrees = defineRule({
  id: 'database-login-agrees',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'User and password that a program takes from Secrets are those that the database behind its host takes from its own.',
  source: 'https://hub.docker.com/_/postgres (POSTGRES_PASSWORD); seed 003, M13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !hasDatabases(world)) return;
    for (const container of pod.containers) {
      const own = environmentOf(container.fields, pod.namespace, world);
      for (const [name, host] of own) {
        const prefix = /^(.*?)_?HOST(?:NAME)?$/.exec(name)?.[1];
        if (prefix === undefined) continue;
        const service: WorldObject | undefined = world.serviceAt(host, pod.namespace)?.service;
        const server: DatabaseServer | undefined = service === undefined ? undefined : databaseServer(service, world);
        if (service === undefined || server === undefined || server.scripted || server.pod === pod) continue;
        const served = environmentOf(databaseOf(server.pod)?.container.fields, server.pod.namespace, world);
        const user = first(own, prefix, ['USER', 'USERNAME']);
        const owner = `${server.pod.owner.object.kind} ${server.pod.owner.object.metadata.name}`;
        if (
          user !== undefined &&
          server.user !== undefined &&
          plain(user.value) !== plain(server.user) &&
          !/^(root|postgres|admin)$/.test(user.value)
        ) {
          // What is written out beside the host is told by `database-name-agrees`.
          if (written(container.fields, user.name)) continue;
          yield {
            path: `${container.path}.env`,
            message: `container "${container.name}" logs in to ${service.object.metadata.name} as "${user.value}" (${user.name}), and ${owner} makes only "${server.user}"`,
            why: 'On a fresh volume there is no such user: every connection is refused.',
            fix: 'Take user and password of both ends from one Secret.',
          };
          continue;
        }
        const password = first(own, prefix, ['PASSWORD', 'PASS', 'PWD']);
        const theirs = PASSWORDS.map((each) => served.get(each)).find((each) => each !== undefined);
        if (
          password === undefined ||
          theirs === undefined ||
          user === undefined ||
          plain(user.value) !== plain(server.user ?? '') ||
          plain(password.value) === plain(theirs)
        )
          continue;
        yield {
          path: `${container.path}.env`,
          message: `${password.name} of container "${container.name}" is another than the one that ${owner} gives user "${user.value}"`,
          why: 'Every connection is refused with "password authentication failed".',
          fix: 'Take user and password of both ends from one Secret.',
        };
      }
    }
  },
});

/** How a value is coded is told by `secret-encoded-once`. */
function plain(value: string): string {
  const decoded = Buffer.from(value, 'base64');
  return (decoded.toString('base64') === value && /^[\x20-\x7e\n]+$/.test(decoded.toString()) ? decoded.toString() : value).trim();
}

function first(
  own: ReadonlyMap<string, string>,
  prefix: string,
  endings: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const ending of endings) {
    const name = prefix === '' ? ending : `${prefix}_${ending}`;
    const value = own.get(name);
    if (value !== undefined && value !== '' && !/[$<{]/.test(value)) return { name, value };
  }
  return undefined;
}

function written(container: unknown, name: string): boolean {
  const env = (container as { readonly env?: unknown }).env;
  return (
    Array.isArray(env) && env.some((each: { name?: unknown; value?: unknown } | null) => each?.name === name && each.value !== undefined)
  );
}
