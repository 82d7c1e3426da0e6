import type { Construct } from 'constructs';
import { LonghornMysql } from '../../lib/constructs/longhorn-mysql.ts';
import type { Peer } from '../../lib/constructs/peer.ts';
import { PriorityClass } from '../../lib/constructs/priority-class.ts';
import { SecretKey } from '../../lib/constructs/secret-key.ts';
import type { Cluster } from '../../lib/inventory/cluster.ts';
import { Cron } from '../../lib/values/cron.ts';
import { Quantity } from '../../lib/values/quantity.ts';
import { Resources } from '../../lib/values/resources.ts';
import { imageOf, recoveryPointOf } from '../facts.ts';
import { BLOG } from '../namespaces.ts';

/** MySQL with its exporter and its dump at three in the morning (seed 002, mysql, mysql-exporter, mysql-backup). */
export function database(scope: Construct, cluster: Cluster, scrapedBy: Peer): LonghornMysql {
  const secret = cluster.secret(BLOG.name, 'mysql-secret');
  return new LonghornMysql(scope, 'Mysql', {
    namespace: BLOG,
    image: imageOf(cluster, 'mysql'),
    resources: Resources.of({ requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '500m', memory: '1Gi' } }),
    storage: Quantity.parse('10Gi'),
    storageClass: cluster.storage.class,
    priorityClass: new PriorityClass(scope, 'DatabasePriority', {
      name: 'database',
      value: 100_000,
      description: 'Databases: when a node is lost, replicas of what needs them make room.',
    }),
    database: 'boarddb',
    rootPassword: new SecretKey(secret, 'mysql-root-password'),
    user: { name: 'board', password: new SecretKey(secret, 'mysql-password') },
    scrapedBy,
    exporter: {
      image: imageOf(cluster, 'mysql-exporter'),
      resources: Resources.of({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
      collectors: [
        'info_schema.tables',
        'info_schema.query_response_time',
        'info_schema.innodb_metrics',
        'perf_schema.tableiowaits',
        'perf_schema.indexiowaits',
      ],
    },
    backup: {
      schedule: Cron.parse('0 3 * * *'),
      timeZone: cluster.timeZone,
      recoveryPoint: recoveryPointOf(cluster, 'database-restore'),
      bucket: cluster.bucket('databaseDumps').url,
      storeHosts: cluster.switch('egress-hardening') ? s3Hosts(cluster.bucket('databaseDumps').url) : undefined,
      credentials: cluster.secret(BLOG.name, 'aws-s3-credentials'),
      dump: {
        image: imageOf(cluster, 'mysql'),
        resources: Resources.of({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
      },
      upload: {
        image: imageOf(cluster, 'aws-cli'),
        resources: Resources.of({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
      },
    },
  });
}

/** Names of a bucket, in the two ways in which clients write it; the region is in a Secret. */
function s3Hosts(url: string): string[] {
  const bucket = new URL(url).hostname;
  return [`${bucket}.s3.amazonaws.com`, `${bucket}.s3.*.amazonaws.com`, 's3.amazonaws.com', 's3.*.amazonaws.com'];
}
