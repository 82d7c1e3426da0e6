import { variable } from '../../hosts/database-clients.ts';
import { databaseOf } from '../../databases.ts';
import { POD_KINDS } from '../../pods.ts';
import { isFrom, versionOf } from '../../programs/of-images.ts';
import { defineRule } from '../../rule.ts';
import { scriptsOf } from '../../texts/scripts.ts';

const DUMP = /\bmysqldump\b[^\n|;&>]*/g;

export const dumpUserMay = defineRule({
  id: 'dump-user-may',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A user whom the image of MySQL made for one database dumps that database, and not what only root may read.',
  source: 'https://dev.mysql.com/doc/refman/8.0/en/mysqldump.html#option_mysqldump_no-tablespaces; https://hub.docker.com/_/mysql',
  *check(manifest, world) {
    const scripts = scriptsOf(manifest, world).filter(({ text }) => text.includes('mysqldump'));
    if (scripts.length === 0) return;
    const namespace = manifest.object.metadata.namespace ?? '';
    for (const { path, text, container } of scripts) {
      for (const [call] of text.replace(/\\\n/g, ' ').matchAll(DUMP)) {
        const user = /(?:\s-u\s*|\s--user[= ])["']?([\w-]+)["']?(?=\s|$)/.exec(call)?.[1];
        const host = /(?:\s-h\s*|\s--host[= ])["']?([\w.-]+)/.exec(call)?.[1];
        const service = host === undefined ? undefined : world.serviceAt(host, namespace)?.service;
        const server = service === undefined ? undefined : world.podsOfService(service).find((pod) => databaseOf(pod) !== undefined);
        const database = server === undefined ? undefined : databaseOf(server);
        if (user === undefined || server === undefined || database === undefined) continue;
        // What a script grants besides is not known here.
        if (variable(database.container.fields, 'MYSQL_USER', server.namespace, world) !== user) continue;
        const all = /--all-databases|\s-A\b/.test(call);
        const asks = isFrom(versionOf(container ?? database.container), 8) && !/--no-tablespaces|\s-y\b/.test(call);
        if (!all && !asks) continue;
        yield {
          path,
          message: all
            ? `mysqldump --all-databases runs as ${user}, who may read one database only`
            : `mysqldump of MySQL 8 asks for tablespaces, and ${user} has no PROCESS privilege`,
          why: all
            ? 'The dump has what the user may see and nothing else, or ends with "Access denied".'
            : 'It ends with "Access denied; you need (at least one of) the PROCESS privilege(s)": under set -e the backup stops there.',
          fix: all ? 'Name the database, or dump as root.' : 'Add --no-tablespaces, or grant PROCESS to the user.',
        };
      }
    }
  },
});
