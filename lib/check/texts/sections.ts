import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import { sectionMeant, UNREAD } from './grafana-sections.ts';
import { parseIni } from './ini.ts';

type Fault = Omit<Issue, 'path'>;

/** Groups that the server of MySQL or MariaDB reads. @see https://dev.mysql.com/doc/refman/8.4/en/option-files.html; https://mariadb.com/kb/en/configuring-mariadb-with-option-files/ */
const SERVER = /^(server|galera|embedded|(mysqld|mariadbd?)([-_]?\d[\d.]*)?|mysqld_safe|mariadbd?-safe|mysqld_multi|client-server)$/;
/** Groups of programs that call it. */
const CLIENT =
  /^(client(-mariadb|-mysql)?|mysql|mariadb-client|mysql_?dump|mariadb-dump|mysqladmin|mariadb-admin|mysqlpump|mysqlimport|mysqlcheck|mysqlshow|mysqlslap)$/;
const GROUPS = [
  'mysqld',
  'mysql',
  'client',
  'server',
  'mariadb',
  'mariadbd',
  'mysqldump',
  'mysqladmin',
  'mysqld_safe',
  'client-server',
  'galera',
];

/** What only the server knows: words in which no client has an option. */
const OF_SERVER =
  /^(innodb-.+|max-connections|max-connect-errors|max-user-connections|character-set-server|collation-server|server-id|log-bin(-.+)?|binlog-.+|gtid-mode|enforce-gtid-consistency|(slow-query|general)-log(-file)?|long-query-time|skip-name-resolve|sql-mode|default-authentication-plugin|authentication-policy|mysql-native-password|datadir|table-open-cache|table-definition-cache|thread-cache-size|key-buffer-size|lower-case-table-names|event-scheduler|wait-timeout|interactive-timeout|relay-log(-.+)?|tmp-table-size|max-heap-table-size|(sort|join|read|read-rnd)-buffer-size|transaction-isolation|explicit-defaults-for-timestamp|performance-schema(-.+)?|log-error|expire-logs-days|default-storage-engine|default-time-zone|open-files-limit|query-cache-.+|wsrep-.+|secure-file-priv|back-log|sync-binlog|log-output)$/;
/** What the server does not know, and ends about. */
const OF_CLIENT =
  /^(default-character-set|prompt|auto-rehash|no-auto-rehash|safe-updates|pager|password|host|database|quick|single-transaction|column-statistics|set-gtid-purged)$/;

/** Settings of a `my.cnf` in the section of another program, before every section, or in one that nobody reads. */
export function* mysqlFaults(text: string): Iterable<Fault> {
  const { sections, settings } = parseIni(text);
  for (const { name, line } of sections) {
    const near = SERVER.test(name) || CLIENT.test(name) ? undefined : nearName(name, GROUPS);
    if (near === undefined) continue;
    yield {
      severity: 'warning',
      message: `line ${line}: no program reads a section [${name}]`,
      why: 'What stands in it is passed over without a word: the server runs with its defaults.',
      fix: `Did you mean [${near}]?`,
    };
  }
  const said = new Set<string | undefined>();
  for (const { section, key, line } of settings) {
    const plain = key.toLowerCase().replaceAll('_', '-');
    if (said.has(section) || plain.startsWith('loose-')) continue;
    if (section === undefined) {
      said.add(section);
      yield {
        message: `line ${line}: ${key} stands before every section`,
        why: 'Every program that reads the file ends with "Found option without preceding group in config file".',
        fix: 'Write [mysqld] above it.',
      };
    } else if (CLIENT.test(section) && OF_SERVER.test(plain)) {
      said.add(section);
      yield {
        message: `line ${line}: ${key} is a setting of the server, and stands in [${section}]`,
        why: 'The server never reads it and runs with its default; and each client that does ends with "unknown variable", also in probes.',
        fix: 'Move it below [mysqld].',
      };
    } else if (SERVER.test(section) && section !== 'client-server' && OF_CLIENT.test(plain)) {
      said.add(section);
      yield {
        message: `line ${line}: ${key} is a setting of the clients, and stands in [${section}]`,
        why: 'The server ends with "unknown variable": the database does not start.',
        fix: plain === 'default-character-set' ? 'Write character-set-server, or move it below [client].' : 'Move it below [client].',
      };
    }
  }
}

/** Settings of Grafana that stand in one section only. @see https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/ */
const OF_GRAFANA: Readonly<Record<string, string>> = {
  admin_password: 'security',
  admin_user: 'security',
  allow_embedding: 'security',
  allow_loading_unsigned_plugins: 'plugins',
  auto_assign_org_role: 'users',
  default_home_dashboard_path: 'dashboards',
  default_theme: 'users',
  disable_login_form: 'auth',
  http_port: 'server',
  min_refresh_interval: 'dashboards',
  oauth_auto_login: 'auth',
  org_role: 'auth.anonymous',
  root_url: 'server',
  serve_from_sub_path: 'server',
};

/** Settings of a `grafana.ini` in a section where Grafana does not look for them. */
export function* grafanaFaults(text: string): Iterable<Fault> {
  const { sections, settings } = parseIni(text);
  for (const { name, line } of sections) {
    const meant = sectionMeant(name);
    if (meant !== undefined)
      yield {
        severity: 'warning',
        message: `line ${line}: Grafana reads no section [${name}]`,
        why: UNREAD,
        fix: `Did you mean [${meant}]?`,
      };
  }
  for (const { section = '', key, line } of settings) {
    const home = Object.hasOwn(OF_GRAFANA, key) ? OF_GRAFANA[key] : undefined;
    if (home === undefined || home === section) continue;
    yield {
      severity: 'warning',
      message: `line ${line}: Grafana reads ${key} in [${home}], and it stands ${section === '' ? 'before every section' : `in [${section}]`}`,
      why: 'Grafana passes over what it does not know, without a word: the default is in force.',
      fix: `Move it below [${home}].`,
    };
  }
}
