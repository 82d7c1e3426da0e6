import type { Container } from '../pods.ts';
import { itemsAt, textAt, textsAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { isFrom, versionOf, wordsOf } from './of-images.ts';

function variable(
  container: Container,
  ...names: readonly string[]
): { readonly path: string; readonly name: string; readonly value: string | undefined } | undefined {
  const all = itemsAt(container.fields, 'env');
  const index = all.findIndex((each) => names.includes(textAt(each, 'name') ?? ''));
  return index === -1
    ? undefined
    : { path: `${container.path}.env[${index}]`, name: textAt(all[index], 'name') ?? '', value: textAt(all[index], 'value') };
}

/** Settings that MySQL dropped, with the first version without them. @see https://dev.mysql.com/doc/refman/8.0/en/added-deprecated-removed.html */
const GONE: readonly (readonly [name: string, major: number, minor: number, instead: string])[] = [
  ['default-authentication-plugin', 8, 4, 'authentication-policy, or mysql-native-password=ON'],
  ['query-cache-size', 8, 0, 'nothing: there is no query cache'],
  ['query-cache-type', 8, 0, 'nothing: there is no query cache'],
  ['query-cache-limit', 8, 0, 'nothing: there is no query cache'],
  ['innodb-file-format', 8, 0, 'nothing: there is one format'],
  ['innodb-large-prefix', 8, 0, 'nothing: it is always on'],
  ['expire-logs-days', 8, 4, 'binlog-expire-logs-seconds'],
  ['master-info-repository', 8, 4, 'nothing: it is always a table'],
  ['relay-log-info-repository', 8, 4, 'nothing: it is always a table'],
];

export function* mysql(container: Container, namespace: string, volumes: readonly unknown[], world: World): Iterable<Issue> {
  const user = variable(container, 'MYSQL_USER');
  if (user?.value === 'root')
    yield {
      path: user.path,
      message: 'MYSQL_USER is root, which the image refuses to make a second time',
      why: 'The first start ends with "MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user and cannot be used for the root user".',
      fix: 'Leave MYSQL_USER and MYSQL_PASSWORD out, or name a user of the application.',
    };
  const mounted = itemsAt(container.fields, 'volumeMounts').flatMap((mount) => {
    const volume = volumes.find((each) => textAt(each, 'name') === textAt(mount, 'name'));
    return Object.values(textsAt(world.find('v1/ConfigMap', namespace, textAt(volume, 'configMap.name') ?? '')?.object, 'data'));
  });
  const written = [
    ...wordsOf(container).map(({ value }) => value.replace(/^--/, '')),
    ...mounted.flatMap((value) => value.split('\n').map((line) => line.trim())),
  ];
  for (const [name, major, minor, instead] of GONE) {
    if (!isFrom(versionOf(container), major, minor)) continue;
    const found = written.find((line) => line.split(/[=\s]/)[0]?.replaceAll('_', '-') === name);
    if (found === undefined) continue;
    yield {
      path: `${container.path}.image`,
      message: `MySQL ${major}.${minor} has no ${name}, which is set here`,
      why: 'The server stops at once with "unknown variable": the database does not come up.',
      fix: `Remove it; there is ${instead}.`,
    };
  }
}

export function* mysqlExporter(container: Container): Iterable<Issue> {
  const source = variable(container, 'DATA_SOURCE_NAME');
  if (source === undefined || !isFrom(versionOf(container), 0, 15)) return;
  yield {
    path: source.path,
    message: 'DATA_SOURCE_NAME is read by no mysqld-exporter since 0.15',
    why: 'The exporter looks for .my.cnf instead, finds none and ends: mysql_up is gone, and with it the alert on it.',
    fix: 'Mount a file with user, host and port, name it by --config.my-cnf, and give the password as MYSQLD_EXPORTER_PASSWORD.',
  };
}

export function* nginxExporter(container: Container): Iterable<Issue> {
  for (const { path, value } of wordsOf(container)) {
    if (!isFrom(versionOf(container), 1) || !/^-(nginx|web|prometheus)\.[\w.-]+/.test(value)) continue;
    yield {
      path,
      message: `${value.split('=')[0] ?? value} is written with one dash, and the exporter reads two since 1.0`,
      why: 'The exporter ends with "unknown short flag": there are no metrics of nginx.',
      fix: `Write -${value}.`,
    };
  }
}

/** Flags of a server by what they begin with. @see https://prometheus.io/docs/prometheus/latest/command-line/prometheus/ */
const FLAGS =
  'config.file config.auto-reload-interval web.listen-address web.config.file web.read-timeout web.max-connections web.max-notifications-subscribers web.external-url web.route-prefix web.user-assets web.enable-lifecycle web.enable-admin-api web.enable-remote-write-receiver web.enable-otlp-receiver web.remote-write-receiver.accepted-protobuf-messages web.console.templates web.console.libraries web.page-title web.cors.origin storage.tsdb.path storage.tsdb.retention storage.tsdb.retention.time storage.tsdb.retention.size storage.tsdb.no-lockfile storage.tsdb.head-chunks-write-queue-size storage.tsdb.min-block-duration storage.tsdb.max-block-duration storage.tsdb.max-block-chunk-segment-size storage.tsdb.wal-compression storage.tsdb.wal-compression-type storage.tsdb.wal-segment-size storage.tsdb.allow-overlapping-blocks storage.tsdb.allow-overlapping-compaction storage.tsdb.delayed-compaction.max-percent storage.agent.path storage.agent.wal-compression storage.agent.retention.min-time storage.agent.retention.max-time storage.agent.no-lockfile storage.remote.flush-deadline storage.remote.read-sample-limit storage.remote.read-concurrent-limit storage.remote.read-max-bytes-in-frame rules.alert.for-outage-tolerance rules.alert.for-grace-period rules.alert.resend-delay rules.max-concurrent-evals alertmanager.notification-queue-capacity alertmanager.drain-notification-queue-on-shutdown alertmanager.timeout query.lookback-delta query.timeout query.max-concurrency query.max-samples scrape.adjust-timestamps scrape.timestamp-tolerance scrape.discovery-reload-interval scrape.name-escaping-scheme enable-feature agent auto-gomemlimit auto-gomaxprocs auto-gomemlimit.ratio log.level log.format version help help-long write-documentation'.split(
    ' ',
  );

export function* prometheus(container: Container): Iterable<Issue> {
  for (const { path, value } of wordsOf(container)) {
    const [, name = '', given] = /^--(?:no-)?([a-z][\w.-]*)(?:=(.*))?$/s.exec(value) ?? [];
    if (name === '') continue;
    if (!FLAGS.includes(name) && (name.startsWith('storage.local.') || nearName(name, FLAGS) !== undefined)) {
      const near = name.startsWith('storage.local.retention') ? 'storage.tsdb.retention.time' : nearName(name, FLAGS);
      yield {
        path,
        message: `Prometheus has no flag --${name}`,
        why: 'It ends with "unknown long flag" and does not start.',
        fix: near === undefined ? 'Remove it.' : `Did you mean "--${near}"?`,
      };
    } else if (/^storage\.tsdb\.retention(\.time)?$/.test(name) && /^[1-9]\d*$/.test(given ?? '')) {
      yield {
        path,
        message: `--${name} is ${given ?? ''}, without a unit`,
        why: 'Prometheus ends with "not a valid duration string" and does not start.',
        fix: `Write ${given ?? ''}d.`,
      };
    }
  }
}
