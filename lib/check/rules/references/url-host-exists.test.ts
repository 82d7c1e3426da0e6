import { check } from '../../check.ts';
import { documentObject } from '../../document.ts';
import { cronJob, deployment, kube, ruleCases, service, statefulSet } from '../../testing.ts';
import { urlHostExists } from './url-host-exists.ts';

const namespace = 'blog';
const mysql = service({ namespace, name: 'mysql-service', ports: [{ name: 'mysql', port: 3306 }] });
const tempo = service({ namespace: 'monitoring', name: 'tempo', ports: [{ port: 3200 }, { port: 4317 }] });
const members = (clusterIP: string | undefined, serviceName: string) => [
  statefulSet({ namespace, name: 'db', spec: { serviceName } }),
  service({ namespace, name: 'db', selector: { app: 'web' }, ...(clusterIP === undefined ? {} : { spec: { clusterIP } }) }),
];
const env = (value: string) => deployment({ namespace, container: { env: [{ name: 'URL', value }] } });
const config = (value: string) => kube('v1/ConfigMap', { namespace, name: 'config' }, { data: { 'default.conf': value } });

const stack = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'kube-prometheus-stack' },
  { spec: { source: { chart: 'kube-prometheus-stack' }, destination: { namespace: 'monitoring' } } },
);

const minio = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'minio' },
  {
    spec: {
      source: { repoURL: 'https://charts.min.io', chart: 'minio', targetRevision: '5.4.0' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'minio' },
    },
  },
);
const velero = (s3Url: string) =>
  documentObject(
    'HelmValues',
    'velero',
    {
      chart: 'velero',
      version: '10.0.1',
      release: 'velero',
      values: { configuration: { backupStorageLocation: [{ config: { s3Url } }] } },
    },
    'velero',
  );

ruleCases(urlHostExists, {
  accepts: {
    'what clusters have there themselves': [
      service({ namespace: 'monitoring', name: 'metrics-server', ports: [{ port: 443 }] }),
      env('http://metrics-server.kube-system.svc:443'),
    ],
    'a pod under its headless Service': [...members('None', 'db'), env('http://db-0.db:80')],
    'a short name in values that is nowhere in the tree': [minio, velero('http://store:9000')],
    'a full name in values': [minio, velero('http://minio.minio.svc:9000')],
    'a Service in the same namespace': [mysql, env('jdbc:mysql://mysql-service:3306/boarddb')],
    'a release of Flux, which has the target namespace in its name': [
      kube(
        'helm.toolkit.fluxcd.io/v2/HelmRelease',
        { name: 'loki', namespace: 'flux-system' },
        {
          spec: {
            targetNamespace: 'observability',
            chart: { spec: { chart: 'loki', version: '6.46.0' } },
            values: { deploymentMode: 'SingleBinary', gateway: { enabled: false } },
          },
        },
      ),
      env('http://observability-loki.observability.svc.cluster.local:3100'),
    ],
    'a part of a chart that its values switch on': [
      kube(
        'argoproj.io/v1alpha1/Application',
        { name: 'external-secrets' },
        {
          spec: {
            source: { chart: 'external-secrets', helm: { valuesObject: { 'bitwarden-sdk-server': { enabled: true } } } },
            destination: { namespace: 'external-secrets' },
          },
        },
      ),
      env('https://bitwarden-sdk-server.external-secrets.svc.cluster.local:9998'),
    ],
    'a full name': [tempo, env('http://tempo.monitoring.svc.cluster.local:4317')],
    'the outside world': [
      mysql,
      env('https://github.com/x'),
      env('https://api.example.com:8443'),
      env('http://10.0.0.1:80'),
      env('http://localhost:9000'),
    ],
    'an upstream of nginx': [mysql, config('upstream was { server 1.2.3.4; }\nproxy_pass http://was;')],
    'a comment': [mysql, config('# proxy_pass http://was:8080;')],
    'a pod of a StatefulSet': [
      service({ namespace, name: 'db', spec: { clusterIP: 'None' }, ports: [{ port: 1 }] }),
      env('postgres://db-0.db.blog.svc.cluster.local:5432/x'),
    ],
    'members of a StatefulSet by short names': [
      statefulSet({ namespace, name: 'db' }),
      service({ namespace, name: 'db', spec: { clusterIP: 'None' }, ports: [{ port: 1 }] }),
      env('mongodb://db-0.db:27017,db-1.db.blog:27017/x'),
    ],
    'outputs of Fluent Bit that exist': [
      mysql,
      config('[INPUT]\n    Name tail\n[OUTPUT]\n    Name forward\n    Host mysql-service\n    Port 3306\n'),
    ],
    'services of operators': [
      kube('postgresql.cnpg.io/v1/Cluster', { namespace, name: 'pg' }),
      kube('kafka.strimzi.io/v1beta2/Kafka', { namespace, name: 'events' }),
      env('postgresql://pg-rw:5432/x'),
      env('PLAINTEXT://events-kafka-bootstrap:9092'),
    ],
    'the API server': [env('https://kubernetes.default.svc:443')],
    'addresses of every form that exist': [
      mysql,
      tempo,
      deployment({
        namespace,
        container: {
          env: [{ name: 'DB_HOST', value: 'mysql-service' }],
          args: ['--addr=mysql-service:3306', 'mysqldump -h mysql-service x'],
        },
      }),
      config('upstream db { server mysql-service:3306; }'),
      kube('v1/ConfigMap', { namespace }, { data: { 'a.yaml': 'static_configs:\n- targets: [mysql-service:3306, localhost:9090]\n' } }),
    ],
    'words that are no hosts': [
      mysql,
      deployment({
        namespace,
        container: {
          image: 'redis:7',
          env: [
            { name: 'MODE', value: 'cluster' },
            { name: 'LISTEN_ADDR', value: 'web:8080' },
            { name: 'HOST', value: 'web' },
          ],
        },
      }),
      kube(
        'v1/ConfigMap',
        { namespace },
        { data: { 'a.yaml': 'image: redis:6379\nserver:\n  http_listen_address: tempo:3200\n', time: '12:30' } },
      ),
    ],
    'a file of Docker Compose': [
      mysql,
      documentObject('Config', 'compose', { content: { services: { web: { environment: { DB_HOST: 'db' } } } } }, namespace),
    ],
    'Services that operators make': [
      mysql,
      kube('postgresql.cnpg.io/v1/Cluster', { name: 'pg', namespace }),
      kube('kafka.strimzi.io/v1beta2/Kafka', { name: 'events', namespace }),
      kube('monitoring.coreos.com/v1/Prometheus', { name: 'k8s', namespace }),
      env('postgres://app:$(PASSWORD)@pg-rw.blog.svc:5432/app'),
      env('http://prometheus-operated:9090'),
      config('bootstrap.servers=events-kafka-bootstrap:9092'),
    ],
    'a Service that a chart makes': [
      stack,
      kube('v1/ConfigMap', { namespace: 'monitoring' }, { data: { 'a.yaml': 'url: http://kube-prometheus-stack-prometheus:9090' } }),
    ],
    'an Application of a chart that nobody knows': [
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'acme' }, destination: { namespace: 'acme' } } }),
      env('http://anything.acme:80'),
    ],
    'short names in chart values': [
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'x', helm: { valuesObject: { url: 'http://grafana' } } } } }),
    ],
  },
  refuses: {
    'a namespace of the platform, where the tree puts the Service elsewhere': {
      given: [
        service({ namespace: 'monitoring', name: 'kube-state-metrics', ports: [{ port: 8080 }] }),
        env('http://kube-state-metrics.kube-system.svc.cluster.local:8080'),
      ],
      says: 'http://kube-state-metrics.kube-system.svc.cluster.local:8080 points to Service kube-state-metrics in "kube-system", which does not exist',
      fix: 'There is one in "monitoring": name that namespace, or make one here.',
    },
    'a pod under a Service that is not headless': {
      given: [...members(undefined, 'db'), env('http://db-0.db:80')],
      says: 'db-0.db is a pod under Service db, which is not headless: it gives its pods no names',
    },
    'a pod under another headless Service than its own': {
      given: [...members('None', 'db-nodes'), env('http://db-0.db:80')],
      says: 'db-0.db is a pod under Service db, and StatefulSet db names its pods under db-nodes',
      fix: 'Write db-0.db-nodes.',
    },
    'a short name in values of a Service in another namespace': {
      given: [minio, velero('http://minio:9000')],
      says: 'http://minio:9000 points to Service minio in "velero", which does not exist',
      fix: 'There is one in "minio": name that namespace, or make one here.',
    },
    'members of a StatefulSet under another name': {
      given: [
        statefulSet({ namespace, name: 'db' }),
        service({ namespace, name: 'db', spec: { clusterIP: 'None' }, ports: [{ port: 1 }] }),
        env('mongodb://db-0.db-headless:27017,db-1.db:27017/x'),
      ],
      says: 'mongodb://db-0.db-headless:27017 points to Service db-headless in "blog", which does not exist',
    },
    'the second of several hosts': {
      given: [mysql, env('mongodb://mysql-service:27017,mongo-1:27017/x')],
      says: 'mongo-1:27017 points to Service mongo-1 in "blog", which does not exist',
    },
    'the bare name of a database of an operator': {
      given: [kube('postgresql.cnpg.io/v1/Cluster', { namespace, name: 'pg' }), mysql, env('postgresql://pg:5432/x')],
      says: 'postgresql://pg:5432 points to Service pg in "blog", which does not exist',
      fix: 'Did you mean "pg-rw"?',
    },
    'an output of Fluent Bit': {
      given: [mysql, config('[INPUT]\n    Name tail\n[OUTPUT]\n    Name forward\n    Host mysql\n    Port 3306\n')],
      says: 'mysql:3306 points to Service mysql in "blog", which does not exist',
      fix: 'Did you mean "mysql-service"?',
    },
    'a Service with a namespace that does not exist': {
      given: [mysql, env('jdbc:mysql://mysql-service.database:3306/boarddb')],
      says: 'jdbc:mysql://mysql-service.database:3306 points to Service mysql-service in "database", which does not exist',
      fix: 'There is one in "blog": name that namespace, or make one here.',
    },
    'a near miss': {
      given: [mysql, env('jdbc:mysql://mysql:3306/boarddb')],
      says: 'jdbc:mysql://mysql:3306 points to Service mysql in "blog", which does not exist',
      fix: 'Did you mean "mysql-service"?',
    },
    'a proxy in a ConfigMap': {
      given: [service({ namespace, name: 'was-service', ports: [{ port: 8080 }] }), config('proxy_pass http://was-servce:8080;')],
      says: 'http://was-servce:8080 points to Service was-servce in "blog", which does not exist',
      fix: 'Did you mean "was-service"?',
    },
    'a variable with a host': {
      given: [mysql, deployment({ namespace, container: { env: [{ name: 'DB_HOST', value: 'postgresql-service' }] } })],
      says: 'postgresql-service points to Service postgresql-service in "blog", which does not exist',
    },
    'targets of a Prometheus': {
      given: [
        tempo,
        kube(
          'v1/ConfigMap',
          { namespace: 'monitoring' },
          { data: { 'prometheus.yml': "alerting:\n  alertmanagers:\n  - static_configs:\n    - targets: ['alertmanager:9093']\n" } },
        ),
      ],
      says: 'alertmanager:9093 points to Service alertmanager in "monitoring", which does not exist',
    },
    'a full name in a script': {
      given: [
        mysql,
        cronJob({
          namespace: 'backup',
          container: { command: ['sh', '-c'], args: ['set -e\nmysqldump -h mysql.blog.svc.cluster.local x'] },
        }),
      ],
      says: 'mysql.blog.svc.cluster.local points to Service mysql in "blog", which does not exist',
      fix: 'Did you mean "mysql-service"?',
    },
    'the Service of a chart under another name': {
      given: [
        stack,
        documentObject(
          'HelmValues',
          'adapter',
          { values: { prometheus: { url: 'http://prometheus.monitoring.svc', port: 9090 } } },
          'monitoring',
        ),
      ],
      says: 'http://prometheus.monitoring.svc points to Service prometheus in "monitoring", which does not exist',
    },
    'a namespace of which nothing is known': {
      given: [cronJob({ namespace, container: { args: ['--url=http://thanos.mgmt.svc:19291'] } })],
      says: 'http://thanos.mgmt.svc:19291 points to Service thanos in "mgmt", which does not exist',
    },
  },
});

test('where the tree shows neither namespace nor workload, a name is only worth a remark', () => {
  const params = kube('v1/ConfigMap', { name: 'argocd-cmd-params-cm' }, { data: { 'redis.server': 'argocd-redis:6379' } });

  const findings = check([{ object: params }], { rules: [urlHostExists] });

  expect(findings.map(({ severity }) => severity)).toEqual(['info']);
});
