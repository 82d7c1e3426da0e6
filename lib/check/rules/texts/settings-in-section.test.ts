import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { settingsInSection } from './settings-in-section.ts';

const file = (key: string, ...lines: readonly string[]) =>
  kube('v1/ConfigMap', { name: 'settings', namespace: 'shop' }, { data: { [key]: lines.join('\n') } });

ruleCases(settingsInSection, {
  accepts: {
    'each in its own': [
      file(
        'my.cnf',
        '[mysqld]',
        'max_connections = 500',
        'skip-name-resolve',
        '[client]',
        'default-character-set = utf8mb4',
        'port = 3306',
      ),
    ],
    'what both know': [file('my.cnf', '[client]', 'max_allowed_packet=64M', 'socket=/run/mysqld.sock', '[mysqldump]', 'quick')],
    'groups of versions and of MariaDB': [
      file('x.cnf', '[mysqld-8.0]', 'max_connections=500', '[mariadb-10.11]', 'innodb_buffer_pool_size=1G', '[galera]', 'wsrep_on=ON'),
    ],
    'what may be unknown': [file('my.cnf', '[client]', 'loose-max_connections=5')],
    'sections of other programs': [file('my.cnf', '[xtrabackup]', 'target_dir=/b'), file('app.ini', '[mysql]', 'max_connections=5')],
    'another file of this ending': [file('openssl.cnf', 'openssl_conf = default', '[default]', 'providers = all')],
    'a file with comments and includes': [file('my.cnf', '# max_connections=5', '!includedir /etc/mysql/conf.d', '[mysqld]', 'user=mysql')],
    Grafana: [file('grafana.ini', '[server]', 'root_url = https://g', '[auth.anonymous]', 'enabled = true', 'org_role = Viewer')],
  },
  refuses: {
    'the server in the section of the client': {
      given: [file('my.cnf', '[mysql]', 'innodb_buffer_pool_size = 1G', 'max_connections = 500')],
      says: 'line 2: innodb_buffer_pool_size is a setting of the server, and stands in [mysql]',
      fix: 'Move it below [mysqld].',
    },
    'one that slipped below': {
      given: [file('custom.cnf', '[mysqld]', 'user=mysql', '[client]', 'character-set-server=utf8mb4')],
      says: 'line 4: character-set-server is a setting of the server, and stands in [client]',
    },
    'the client in that of the server': {
      given: [file('my.cnf', '[mysqld]', 'default-character-set = utf8mb4')],
      says: 'line 2: default-character-set is a setting of the clients, and stands in [mysqld]',
      fix: 'Write character-set-server, or move it below [client].',
    },
    'no section': { given: [file('my.cnf', 'max_connections=500')], says: 'line 1: max_connections stands before every section' },
    'a section that nobody reads': {
      given: [file('my.cnf', '[myqsld]', 'max_connections=500')],
      says: 'line 1: no program reads a section [myqsld]',
      fix: 'Did you mean [mysqld]?',
    },
    'values of a chart': {
      given: [chartApplication('mysql', 'shop', { primary: { configuration: '[client]\nmax_connections=500\n[mysqld]\nport=3306\n' } })],
      says: 'line 2: max_connections is a setting of the server, and stands in [client]',
    },
    Grafana: {
      given: [file('grafana.ini', '[security]', 'root_url = https://grafana.example.com')],
      says: 'line 2: Grafana reads root_url in [server], and it stands in [security]',
    },
  },
});
