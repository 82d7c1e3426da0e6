import { chartApplication, configFile } from '../../observability/testing.ts';
import { deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { retentionEnforced } from './retention-enforced.ts';

const schema = (...configs: readonly object[]) => ({ schema_config: { configs } });
const loki = (content: object) =>
  configFile('loki', 'loki.yaml', { limits_config: { retention_period: '168h' }, compactor: { retention_enabled: true }, ...content });
const stack = (prometheusSpec: object) => chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec } });

const prometheus = (spec: object) => kube('monitoring.coreos.com/v1/Prometheus', { name: 'main' }, { spec });
const storage = { volumeClaimTemplate: { spec: { resources: { requests: { storage: '20Gi' } } } } };

const claim = kube(
  'v1/PersistentVolumeClaim',
  { name: 'prometheus-data', namespace: 'monitoring' },
  { spec: { resources: { requests: { storage: '20Gi' } } } },
);
const own = (size: string, volume: object = { persistentVolumeClaim: { claimName: 'prometheus-data' } }, ...args: readonly string[]) =>
  deployment({
    name: 'prometheus',
    namespace: 'monitoring',
    container: {
      image: 'prom/prometheus:v3.1.0',
      args: [`--storage.tsdb.retention.size=${size}`, ...args],
      volumeMounts: [{ name: 'data', mountPath: '/prometheus' }],
    },
    pod: { volumes: [{ name: 'data', ...volume }] },
  });
const member = (size: string) =>
  statefulSet({
    name: 'prometheus',
    namespace: 'monitoring',
    container: {
      image: 'prom/prometheus:v3.1.0',
      args: [`--storage.tsdb.retention.size=${size}`, '--storage.tsdb.path=/data/tsdb'],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    },
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '10Gi' } } } }] },
  });

ruleCases(retentionEnforced, {
  accepts: {
    'less than the claim of a workload of one own holds': [own('16GB'), claim, member('8GB')],
    'a claim that is not in the tree, and a folder on no volume': [own('50GB'), own('50GB', {}, '--storage.tsdb.path=/tmp/tsdb')],
    'an emptyDir without a limit': [own('50GB', { emptyDir: {} })],
    'less than the volume of the operator holds': [prometheus({ retention: '15d', retentionSize: '16GB', storage })],
    'as much as the volume of the chart holds': [
      chartApplication('prometheus', 'monitoring', { server: { retentionSize: '16GB', persistentVolume: { size: '20Gi' } } }),
      chartApplication('prometheus', 'other', { server: { retentionSize: '50GB', persistentVolume: { enabled: false } } }),
    ],
    'streams that are kept for a day or more': [
      loki({ limits_config: { retention_period: '24h', retention_stream: [{ selector: '{app="web"}', priority: 1, period: '24h' }] } }),
    ],
    'a compactor that deletes': [
      loki({}),
      chartApplication('loki', 'monitoring', {
        loki: { limits_config: { retention_period: '7d' }, compactor: { retention_enabled: true } },
      }),
    ],
    'no retention': [
      loki({ limits_config: { reject_old_samples: true }, compactor: {} }),
      loki({ limits_config: { retention_period: '0s' }, compactor: {} }),
    ],
    'the older way': [loki({ compactor: {}, table_manager: { retention_deletes_enabled: true, retention_period: '168h' } })],
    'schemas in order': [
      loki(
        schema(
          { from: '2023-01-01', store: 'boltdb-shipper', schema: 'v12' },
          { from: '2024-01-01', store: 'tsdb', schema: 'v13', index: { period: '24h' } },
        ),
      ),
    ],
    'a Prometheus with a volume, and one that keeps little': [
      stack({ retention: '30d', storageSpec: { volumeClaimTemplate: { spec: {} } } }),
      stack({ retention: '2d' }),
    ],
  },
  refuses: {
    'streams that are kept for half a day': {
      given: [
        loki({ limits_config: { retention_period: '7d', retention_stream: [{ selector: '{app="web"}', priority: 1, period: '12h' }] } }),
      ],
      says: 'logs of {app="web"} are to be kept for 12h, and 24h is the least',
    },
    'everything for some hours': {
      given: [loki({ limits_config: { retention_period: '6h' } })],
      says: 'retention_period is 6h, and 24h is the least',
    },
    'more than the claim of a Deployment holds': {
      given: [own('50GB'), claim],
      says: 'Prometheus is to keep up to 50GB, and claim prometheus-data has 20Gi',
    },
    'as much as the claim holds, which the write-ahead log needs a part of': {
      given: [own('20GB'), claim],
      says: 'Prometheus is to keep up to 20GB, and claim prometheus-data has 20Gi',
    },
    'more than the template of a StatefulSet, in a folder of its own': {
      given: [member('40GB')],
      says: 'Prometheus is to keep up to 40GB, and volume data has 10Gi',
    },
    'more than an emptyDir may hold': {
      given: [own('2GB', { emptyDir: { sizeLimit: '1Gi' } })],
      says: 'Prometheus is to keep up to 2GB, and volume data has 1Gi',
    },
    'more than the volume of the operator holds': {
      given: [prometheus({ retentionSize: '50GB', storage })],
      says: 'Prometheus is to keep up to 50GB, and its volume has 20Gi',
    },
    'a number without a unit': { given: [prometheus({ retention: 15 })], says: 'retention is 15, without a unit', fix: 'Write 15d.' },
    'more than the volume of the chart holds': {
      given: [chartApplication('prometheus', 'monitoring', { server: { retentionSize: '50GB', persistentVolume: { size: '20Gi' } } })],
      says: 'retentionSize is 50GB, and the volume of Prometheus has 20Gi',
    },
    'a compactor that does not': {
      given: [loki({ compactor: { working_directory: '/loki' } })],
      says: 'retention_period is 168h, and compactor.retention_enabled is not set',
    },
    'chart values': {
      given: [
        chartApplication('loki', 'monitoring', {
          loki: { limits_config: { retention_period: '7d' }, compactor: { retention_enabled: false } },
        }),
      ],
      says: 'retention_period is 7d, and compactor.retention_enabled is false',
    },
    'a table manager that deletes nothing': {
      given: [loki({ limits_config: { a: 1 }, compactor: {}, table_manager: { retention_period: '168h' } })],
      says: 'table_manager.retention_period is 168h, and retention_deletes_enabled is not true',
    },
    'schemas out of order': {
      given: [loki(schema({ from: '2024-01-01' }, { from: '2023-01-01' }))],
      says: 'the schema from 2023-01-01 stands behind the one from 2024-01-01',
    },
    'structured metadata with an old schema': {
      given: [
        loki({
          limits_config: { allow_structured_metadata: true },
          ...schema({ from: '2023-01-01', store: 'boltdb-shipper', schema: 'v12' }),
        }),
      ],
      says: 'structured metadata needs schema v13 with tsdb, and the last schema is v12 with boltdb-shipper',
    },
    'an index of another period': {
      given: [loki(schema({ from: '2024-01-01', store: 'tsdb', schema: 'v13', index: { period: '168h' } }))],
      says: 'the index period is 168h, and retention works with 24h only',
    },
    'months in an emptyDir': { given: [stack({ retention: '30d' })], says: 'Prometheus is to keep 30d, and has no storageSpec' },
  },
});
