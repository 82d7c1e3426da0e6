import { URL_KINDS } from '../../cluster-urls.ts';
import { databaseClients, databaseServer } from '../../hosts/database-clients.ts';
import { POD_KINDS } from '../../pods.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

/** Databases that servers always have. */
const OWN = new Set([
  'mysql',
  'information_schema',
  'performance_schema',
  'sys',
  'postgres',
  'template0',
  'template1',
  'admin',
  'local',
  'config',
]);
const SUPERUSERS = new Set(['root', 'postgres', 'admin']);

export const databaseNameAgrees = defineRule({
  id: 'database-name-agrees',
  severity: 'error',
  kinds: [...POD_KINDS, ...URL_KINDS],
  asks: 'The database and user that a program names are those that the database behind the Service makes.',
  source: 'https://hub.docker.com/_/mysql (MYSQL_DATABASE); https://hub.docker.com/_/postgres (POSTGRES_DB)',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, service, database, user } of databaseClients(manifest, world)) {
      const server = databaseServer(service, world);
      if (server === undefined || server.scripted || said.has(path)) continue;
      const owner = `${server.pod.owner.object.kind} ${server.pod.owner.object.metadata.name}`;
      const { name } = service.object.metadata;
      if (database !== undefined && server.database !== undefined && database !== server.database && !OWN.has(database)) {
        said.add(path);
        const message = `uses database "${database}" of Service ${name}, but ${owner} makes only "${server.database}"`;
        const why = 'On a fresh volume the database does not exist: every connection is refused with "unknown database".';
        yield { path, message, why, fix: `Write "${server.database}", or change the server's variable to "${database}".` };
      }
      if (user === undefined || server.user === undefined || user === server.user || SUPERUSERS.has(user)) continue;
      const near = nearName(user, [server.user]);
      // Exporters and backups have users that people make by hand; the program whose database it is has the one of the server.
      const isMain =
        database !== undefined &&
        database === server.database &&
        !/exporter|backup|metrics|dump|readonly|report/i.test(JSON.stringify(manifest.object.metadata));
      const message = `connects to Service ${name} as "${user}", but ${owner} makes only user "${server.user}"`;
      const why = 'On a fresh volume there is no such user: access is denied until somebody makes it by hand.';
      const fix =
        near === undefined
          ? `Use "${server.user}", or make the user in a script below the server's initdb folder.`
          : `Did you mean "${near}"?`;
      yield { path, severity: near === undefined && !isMain ? 'info' : 'warning', message, why, fix };
    }
  },
});
