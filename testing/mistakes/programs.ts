import { kube } from '../../lib/check/testing.ts';
import type { Mistake } from './mistake.ts';
import { app, chartApp, door, yaml } from './parts.ts';

function map(name: string, data: Readonly<Record<string, string>>): object {
  return kube('v1/ConfigMap', { name, namespace: 'shop' }, { data });
}

function site(pass: string): string {
  return `server {\n  listen 8080;\n  location / {\n    proxy_pass ${pass};\n  }\n}\n`;
}

function claim(name: string): object {
  return kube(
    'v1/PersistentVolumeClaim',
    { name, namespace: 'shop' },
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } } },
  );
}

function prometheus(size: string): object {
  return app({
    name: 'prometheus',
    image: 'prom/prometheus:v3.1.0',
    port: 9090,
    container: {
      args: ['--config.file=/etc/prometheus/prometheus.yml', `--storage.tsdb.retention.size=${size}`],
      volumeMounts: [{ name: 'data', mountPath: '/prometheus' }],
    },
    pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'prometheus' } }] },
  });
}

function grafana(mountPath: string): object {
  return app({
    name: 'grafana',
    image: 'grafana/grafana:11.4.0',
    port: 3000,
    container: { volumeMounts: [{ name: 'dashboards', mountPath }] },
    pod: { volumes: [{ name: 'dashboards', configMap: { name: 'dashboards' } }] },
  });
}

const BARMAN = 'barman-cloud.cloudnative-pg.io';

function database(postInitSQL: readonly string[] = [], parameters: object = { barmanObjectName: 'pg' }): readonly object[] {
  return [
    kube(
      'postgresql.cnpg.io/v1/Cluster',
      { name: 'pg', namespace: 'shop' },
      {
        spec: {
          instances: 3,
          storage: { size: '20Gi' },
          bootstrap: { initdb: { database: 'shop', owner: 'shop', postInitSQL } },
          plugins: [{ name: BARMAN, isWALArchiver: true, parameters }],
        },
      },
    ),
    kube(
      'barmancloud.cnpg.io/v1/ObjectStore',
      { name: 'pg', namespace: 'shop' },
      { spec: { configuration: { destinationPath: 's3://pg' } } },
    ),
  ];
}

function nightly(spec: object): object {
  return kube(
    'postgresql.cnpg.io/v1/ScheduledBackup',
    { name: 'nightly', namespace: 'shop' },
    { spec: { schedule: '0 0 2 * * *', cluster: { name: 'pg' }, ...spec } },
  );
}

const byPlugin = { method: 'plugin', pluginConfiguration: { name: BARMAN } };
const KIALI = 'https://kiali.org/helm-charts';

function kiali(in_cluster_url: string): object {
  return chartApp('kiali', [KIALI, 'kiali-server', '2.0.0'], 'istio-system', {
    external_services: { tracing: { enabled: true, provider: 'tempo', in_cluster_url } },
  });
}

function docker(command: string): string {
  return `FROM node:22.12-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nUSER node\nCMD [${command}]\n`;
}

function installer(options: string): string {
  return `#!/bin/bash\nset -e\ncurl ${options} /tmp/install.sh https://example.com/tool/v1.2/install.sh\nbash /tmp/install.sh\n`;
}

/** Programs that are started, called or told in another way than they are made for. */
export const programs: readonly Mistake[] = [
  {
    name: 'nginx calls a plain port by https',
    caughtBy: 'url-scheme-agrees',
    tree: {
      'k8s/api.yaml': yaml(app({ name: 'api', container: { readinessProbe: { httpGet: { path: '/healthz', port: 8080 } } } }), door('api')),
      'k8s/nginx.yaml': yaml(map('edge', { 'default.conf': site('https://api:8080') })),
    },
    mended: { 'k8s/nginx.yaml': yaml(map('edge', { 'default.conf': site('http://api:8080') })) },
  },
  {
    name: 'Prometheus is to keep more than its claim holds',
    caughtBy: 'retention-enforced',
    tree: { 'k8s/prometheus.yaml': yaml(prometheus('50GB'), claim('prometheus')) },
    mended: { 'k8s/prometheus.yaml': yaml(prometheus('16GB'), claim('prometheus')) },
  },
  {
    name: 'The page of an error is run as a script',
    caughtBy: 'download-complete',
    tree: { 'scripts/install.sh': installer('-sSLo') },
    mended: { 'scripts/install.sh': installer('-fsSLo') },
  },
  {
    name: 'Settings of the server stand in the section of the client',
    caughtBy: 'settings-in-section',
    tree: { 'k8s/mysql.yaml': yaml(map('mysql', { 'my.cnf': '[mysql]\nmax_connections = 500\n' })) },
    mended: { 'k8s/mysql.yaml': yaml(map('mysql', { 'my.cnf': '[mysqld]\nmax_connections = 500\n' })) },
  },
  {
    name: 'The backup takes the old way beside the plugin',
    caughtBy: 'backup-target-set',
    tree: { 'k8s/pg.yaml': yaml(...database(), nightly({ method: 'barmanObjectStore' })) },
    mended: { 'k8s/pg.yaml': yaml(...database(), nightly(byPlugin)) },
  },
  {
    name: 'The plugin for backups names no store',
    caughtBy: 'backup-target-set',
    says: 'barmanObjectName',
    tree: { 'k8s/pg.yaml': yaml(...database([], {}), nightly(byPlugin)) },
    mended: { 'k8s/pg.yaml': yaml(...database(), nightly(byPlugin)) },
  },
  {
    name: 'The first SQL of a database holds a password',
    caughtBy: 'no-literal-secret',
    tree: { 'k8s/pg.yaml': yaml(...database([`CREATE ROLE report LOGIN PASSWORD '${['k7', 'Fq9', 'Zt2'].join('')}'`])) },
    mended: { 'k8s/pg.yaml': yaml(...database(['CREATE ROLE report NOLOGIN'])) },
  },
  {
    name: 'Kiali asks for traces where spans are sent',
    caughtBy: 'kiali-tracing-reads',
    tree: { 'argocd/kiali.yaml': yaml(kiali('http://tempo.monitoring:4317')) },
    mended: { 'argocd/kiali.yaml': yaml(kiali('http://tempo.monitoring:3200')) },
  },
  {
    name: 'Dashboards are mounted over the data of Grafana',
    caughtBy: 'mount-hides-files',
    tree: { 'k8s/grafana.yaml': yaml(grafana('/var/lib/grafana'), map('dashboards', { 'shop.json': '{}' })) },
    mended: { 'k8s/grafana.yaml': yaml(grafana('/var/lib/grafana/dashboards'), map('dashboards', { 'shop.json': '{}' })) },
  },
  {
    name: 'An image starts the server for development',
    caughtBy: 'production-server',
    tree: { 'web/Dockerfile': docker('"npm", "run", "dev"'), 'web/package.json': '{"name": "web"}\n', 'k8s/web.yaml': yaml(app()) },
    mended: { 'web/Dockerfile': docker('"npm", "start"') },
  },
];
