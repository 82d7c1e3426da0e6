import { MysqlExporter } from './mysql-exporter.ts';
import { Port } from './port.ts';
import { SecretKey } from './secret-key.ts';
import { anImage, aPeer, DB_SECRET, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';
import { readOnly, unprivileged } from './security.ts';

test('knows its server from a file, and the password from the Secret alone', () => {
  const chart = Testing.chart();
  const server = { peer: aPeer('mysql', 'shop'), port: Port.mysql(), service: 'mysql-service' };

  new MysqlExporter(chart, 'Exporter', {
    name: 'mysql-exporter',
    namespace: SHOP,
    image: anImage('prom/mysqld-exporter:v0.16.0'),
    resources: SMALL,
    collectors: ['info_schema.tables', 'perf_schema.tableiowaits'],
    database: { server, database: 'orders', rootPassword: new SecretKey(DB_SECRET, 'root') },
    scrapedBy: aPeer('prometheus', 'monitoring'),
  });

  const probe = { httpGet: { path: '/', port: 'http-metrics' }, periodSeconds: 10 };
  const labels = { app: 'mysql-exporter' };
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mysql-exporter-config', namespace: 'shop' },
      data: { '.my.cnf': '[client]\nhost=mysql-service\nport=3306\nuser=root\n' },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'mysql-exporter', namespace: 'shop' },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: {
            labels,
            annotations: { 'sidecar.istio.io/inject': 'false', 'slipway.dev/config.mysql-exporter-config': expect.any(String) as string },
          },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                name: 'mysql-exporter',
                image: 'prom/mysqld-exporter:v0.16.0',
                args: [
                  '--config.my-cnf=/etc/mysqld-exporter/.my.cnf',
                  '--collect.info_schema.tables',
                  '--collect.perf_schema.tableiowaits',
                ],
                env: [{ name: 'MYSQLD_EXPORTER_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-secret', key: 'root' } } }],
                ports: [{ name: 'http-metrics', containerPort: 9104 }],
                livenessProbe: probe,
                readinessProbe: probe,
                resources: SMALL_JSON,
                securityContext: readOnly(unprivileged()),
                volumeMounts: [
                  { name: 'mysql-exporter-config', mountPath: '/etc/mysqld-exporter/.my.cnf', subPath: '.my.cnf', readOnly: true },
                ],
              },
            ],
            volumes: [{ name: 'mysql-exporter-config', configMap: { name: 'mysql-exporter-config' } }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'mysql-exporter', namespace: 'shop' },
      spec: { selector: labels, ports: [{ name: 'http-metrics', port: 9104, targetPort: 'http-metrics' }] },
    },
  ]);
});
