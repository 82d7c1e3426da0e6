import { deployment, job, kube, ruleCases, statefulSet } from '../../testing.ts';
import { dataPersistent } from './data-persistent.ts';

const runs = (image: string, mountPath: string | undefined, source: object, args: readonly string[] = []) =>
  deployment({
    container: { image, args, volumeMounts: mountPath === undefined ? [] : [{ name: 'data', mountPath }] },
    pod: { volumes: [{ name: 'data', ...source }] },
  });
const claim = { persistentVolumeClaim: { claimName: 'data' } };
const scratch = { emptyDir: {} };
const vaultConfig = [{ name: 'config', configMap: { name: 'vault' } }];

ruleCases(dataPersistent, {
  accepts: {
    'a Prometheus that keeps two hours': [
      runs('prom/prometheus:v2.54.1', '/prometheus', scratch, ['--storage.tsdb.path=/prometheus', '--storage.tsdb.retention.time=2h']),
    ],
    'a claim': [runs('rabbitmq:3.13-management', '/var/lib/rabbitmq', claim)],
    'a claim for a folder that is set by an argument': [runs('prom/prometheus:v3.0.0', '/data', claim, ['--storage.tsdb.path=/data'])],
    'claims of a StatefulSet': [
      statefulSet({
        container: { image: 'confluentinc/cp-kafka:7.7.0', volumeMounts: [{ name: 'log', mountPath: '/var/lib/kafka/data' }] },
        spec: { volumeClaimTemplates: [{ metadata: { name: 'log' } }] },
      }),
    ],
    'a cache': [runs('redis:7.4', '/data', scratch)],
    'an exporter with a similar name': [runs('kbudde/rabbitmq-exporter:1.0', undefined, scratch)],
    'a client of Vault that waits for it and unseals it': [
      deployment({
        container: {
          image: 'hashicorp/vault:1.19',
          command: ['sh', '-c', 'while true; do vault status || vault operator unseal $KEY; sleep 30; done'],
        },
      }),
    ],
    'Keycloak with a database': [
      deployment({
        container: {
          image: 'quay.io/keycloak/keycloak:26.0',
          args: ['start-dev'],
          env: [{ name: 'KC_DB', value: 'postgres' }],
        },
      }),
      deployment({
        name: 'login',
        container: { image: 'quay.io/keycloak/keycloak:26.0', args: ['start-dev'], envFrom: [{ secretRef: { name: 'login' } }] },
      }),
      runs('quay.io/keycloak/keycloak:26.0', '/opt/keycloak/data', claim, ['start-dev']),
    ],
    'a Vault that stores in Consul, and the agent of Consul beside it': [
      kube(
        'v1/ConfigMap',
        { name: 'vault', namespace: 'apps' },
        {
          data: {
            'vault.json': '{"storage": [{"consul": {"address": "localhost:8500"}}]}',
            'agent.json': '{\n  "server": false,\n  "retry_join": ["consul"]\n}',
          },
        },
      ),
      deployment({ namespace: 'apps', container: { image: 'hashicorp/vault:1.19', args: ['server'] }, pod: { volumes: vaultConfig } }),
      deployment({ namespace: 'apps', name: 'agent', container: { image: 'consul:1.15', args: ['agent'] }, pod: { volumes: vaultConfig } }),
    ],
    'a client that ends': [job({ container: { image: 'minio/mc:1' } }), job({ container: { image: 'minio/minio:1' } })],
  },
  refuses: {
    'a folder beside the claim, which it is told': {
      given: [runs('prom/prometheus:v3.0.0', '/prometheus', claim, ['--storage.tsdb.path=/data'])],
      says: 'Prometheus in container "app" keeps nothing: no volume is mounted at /data, where it is told to write',
    },
    'a log of messages without any volume': {
      given: [deployment({ container: { image: 'redpandadata/redpanda:v24.1.7', args: ['redpanda', 'start', '--smp=1'] } })],
      says: 'Redpanda in container "app" keeps nothing: no volume is mounted at /var/lib/redpanda/data',
    },
    'a queue on an emptyDir': {
      given: [runs('rabbitmq:3.13-management', '/var/lib/rabbitmq', scratch)],
      says: 'RabbitMQ in container "app" keeps nothing: /var/lib/rabbitmq is the emptyDir "data"',
    },
    'metrics in the container': {
      given: [runs('quay.io/prometheus/prometheus:v3.0.0', undefined, scratch)],
      says: 'Prometheus in container "app" keeps nothing: no volume is mounted at /prometheus',
    },
    'a Redis that is told to keep its data': {
      given: [runs('redis:7.4', '/data', scratch, ['redis-server', '--appendonly', 'yes'])],
      says: 'Redis in container "app" keeps nothing: /data is the emptyDir "data"',
    },
    'Keycloak that keeps its users in a file': {
      given: [
        deployment({
          container: {
            image: 'quay.io/keycloak/keycloak:26.0',
            args: ['start-dev', '--import-realm'],
            volumeMounts: [{ name: 'realm', mountPath: '/opt/keycloak/data/import' }],
          },
          pod: { volumes: [{ name: 'realm', configMap: { name: 'realm' } }] },
        }),
      ],
      says: 'Keycloak in container "app" keeps nothing: no volume is mounted at /opt/keycloak/data, where it writes',
    },
    'logs, which are only a pity': {
      given: [runs('grafana/loki:3.0.0', '/loki', scratch)],
      says: 'Loki in container "app" keeps nothing: /loki is the emptyDir "data"',
    },
  },
});
