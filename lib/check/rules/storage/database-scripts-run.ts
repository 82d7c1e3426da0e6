import { databaseOf } from '../../databases.ts';
import { mountedMaps } from '../../mounted-maps.ts';
import { badStatement } from '../../texts/sql-dialect.ts';
import { imageMajor, userWithoutSchema } from '../../texts/sql-rights.ts';
import { indexesWithoutColumn } from '../../texts/sql.ts';
import { itemsAt, join, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { environmentOf } from '../../hosts/environment.ts';

/** Endings that the official images run from /docker-entrypoint-initdb.d. */
const RUN = /\.(sh|sql|sql\.gz|sql\.xz|sql\.zst|sql\.bz2|js)$/;

const SCRIPT = /^#!|\b(create\s+(table|database|user|role|schema|index|extension)|insert\s+into|grant\s+)/i;

export const databaseScriptsRun = defineRule({
  id: 'database-scripts-run',
  severity: 'error',
  kinds: ['apps/v1/StatefulSet', 'apps/v1/Deployment'],
  asks: 'The first scripts of a database have an ending that its image runs, and do not stop it half-way.',
  source: 'https://hub.docker.com/_/postgres (Initialization scripts); https://hub.docker.com/_/mysql (Initializing a fresh instance)',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const container = pod === undefined ? undefined : databaseOf(pod)?.container;
    if (pod === undefined || container === undefined) return;
    for (const { config, data, volume, folder, subPath: sub, path } of mountedMaps(pod, container, world)) {
      if (!folder.startsWith('/docker-entrypoint-initdb.d')) continue;
      const renamed = new Map(itemsAt(volume, 'configMap.items').map((each) => [textAt(each, 'key') ?? '', textAt(each, 'path') ?? '']));
      const variables = environmentOf(container.fields, pod.namespace, world);
      const made = ['POSTGRES_DB', 'POSTGRES_USER'].map((name) => variables.get(name)).find((each) => each !== undefined);
      for (const [key, script] of Object.entries(data)) {
        if (renamed.size > 0 && !renamed.has(key)) continue;
        const file = sub === undefined ? (renamed.get(key) ?? key) : (folder.split('/').at(-1) ?? '');
        if (sub !== undefined && sub !== key) continue;
        const where = `${join('data', key)} of ConfigMap ${config.object.metadata.name}`;
        if (!RUN.test(file)) {
          // Data that a script loads, and notes, need no ending.
          if (!SCRIPT.test(script)) continue;
          yield {
            path,
            message: `${where} becomes ${folder.replace(/\/$/, '')}${sub === undefined ? `/${file}` : ''}, an ending that the image does not run`,
            why: 'The image passes over it ("ignoring"): tables and users are missing on a fresh volume.',
            fix: 'Give the key an ending: init.sql, or init.sh.',
          };
          continue;
        }
        const again = /^\s*create\s+database\s+(?!if\b)"?([\w-]+)"?\s*(?:;|with|owner)/im.exec(script)?.[1];
        if (again !== undefined && again === made && databaseOf(pod)?.database.name === 'PostgreSQL') {
          yield {
            path,
            message: `${where} makes the database "${again}", which POSTGRES_DB has made before`,
            why: 'The script stops with "database already exists": what follows in it is never made, and the container ends and starts again on a half-made volume.',
            fix: 'Take the statement out.',
          };
        }
        const server = databaseOf(pod)?.database.name;
        const stop = file.endsWith('.sql') && (server === 'PostgreSQL' || server === 'MySQL') ? badStatement(script, server) : undefined;
        if (stop !== undefined) {
          yield {
            path,
            message: `${where} ${stop.what}`,
            why: 'The script stops there: what follows is never made, and the container starts again on a half-made volume.',
            fix: stop.fix,
          };
        }
        const user = server === 'PostgreSQL' && !(imageMajor(container.image) < 15) ? userWithoutSchema(script) : undefined;
        if (user !== undefined) {
          yield {
            path,
            severity: 'warning',
            message: `${where} gives "${user}" the database, and not its schema public, in which nobody else may create since PostgreSQL 15`,
            why: 'The program logs in, and its first CREATE TABLE ends with "permission denied for schema public".',
            fix: `Add \\c to the database and GRANT ALL ON SCHEMA public TO ${user}, or make ${user} the owner of the database.`,
          };
        }
        for (const { index: name, table, column, columns } of indexesWithoutColumn(script)) {
          yield {
            path,
            message: `${where} makes index ${name} on ${table}(${column}), and ${table} has the columns ${columns.join(', ')}`,
            why: 'The script stops there: what follows is never made, and the container starts again on a half-made volume.',
            fix: 'Name a column of the table.',
          };
        }
      }
    }
  },
});
