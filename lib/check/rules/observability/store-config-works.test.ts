import { deployment, kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { storeConfigWorks } from './store-config-works.ts';

function store(
  kind: 'loki' | 'tempo' | 'mimir',
  version: string,
  config: string,
  more: { args?: readonly string[]; port?: number; spec?: object } = {},
): readonly KubeObject[] {
  return [
    kube('v1/ConfigMap', { name: 'config' }, { data: { 'config.yaml': config } }),
    deployment({
      container: {
        image: `grafana/${kind}:${version}`,
        args: more.args ?? ['-config.file=/etc/store/config.yaml'],
        ports: [{ name: 'http', containerPort: more.port ?? 3100 }],
        volumeMounts: [{ name: 'config', mountPath: '/etc/store' }],
      },
      pod: { volumes: [{ name: 'config', configMap: { name: 'config' } }] },
      spec: { replicas: 1, ...more.spec },
    }),
  ];
}

const schema = `schema_config:
  configs: [{ from: 2024-04-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: i_, period: 24h } }]
common: { replication_factor: 1, storage: { filesystem: { chunks_directory: /loki/chunks } } }
server: { http_listen_port: 3100 }
`;
const receivers = 'distributor: { receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } } }\n';

const ruling = (mountPath: string): readonly KubeObject[] => {
  const [config, pods] = store(
    'loki',
    '3.3.2',
    `auth_enabled: false\n${schema}ruler: { storage: { type: local, local: { directory: /rules } } }\n`,
  );
  const rules = kube('v1/ConfigMap', { name: 'rules' }, { data: { 'blog.yaml': 'groups:\n  - name: x\n    rules: []\n' } });
  const text = JSON.stringify(pods)
    .replace('"volumeMounts":[', `"volumeMounts":[{"name":"rules","mountPath":"${mountPath}"},`)
    .replace('"volumes":[', '"volumes":[{"name":"rules","configMap":{"name":"rules"}},');
  return [config, JSON.parse(text), rules] as readonly KubeObject[];
};

ruleCases(storeConfigWorks, {
  accepts: {
    'rules in the folder of the one tenant': [...ruling('/rules/fake')],
    'what version 3 reads': [
      ...store(
        'loki',
        '3.3.2',
        `${schema}limits_config: { retention_period: 168h }\ncompactor: { retention_enabled: true, delete_request_store: filesystem }\n`,
      ),
    ],
    'what version 2 read, in version 2': [...store('loki', '2.9.8', `${schema}limits_config: { enforce_metric_name: false }\n`)],
    'tables of a week before the ones of a day': [
      ...store(
        'loki',
        '2.9.8',
        schema.replace(
          'configs: [',
          'configs: [{ from: 2022-01-01, store: boltdb-shipper, object_store: filesystem, schema: v11, index: { prefix: w_, period: 168h } }, ',
        ),
      ),
    ],
    'copies on other pods of one ring': [
      ...store('loki', '3.3.2', schema.replace('factor: 1', 'factor: 3'), {
        args: ['-target=read', '-config.file=/etc/store/config.yaml'],
      }),
    ],
    'as many pods as copies': [...store('loki', '3.3.2', schema.replace('factor: 1', 'factor: 3'), { spec: { replicas: 3 } })],
    'sections of Tempo': [
      ...store('tempo', '2.7.0', `${receivers}compactor: { compaction: { block_retention: 48h } }\nserver: { http_listen_port: 3200 }\n`, {
        port: 3200,
      }),
    ],
    'limits of Mimir': [
      ...store('mimir', '2.17.0', 'limits: { compactor_blocks_retention_period: 30d }\ncompactor: { data_dir: /data }\n'),
    ],
    'another program': [kube('v1/ConfigMap', { name: 'config' }, { data: { 'config.yaml': 'receivers: {}\n' } }), deployment({})],
  },
  refuses: {
    'tables of a week on boltdb-shipper in version 2': {
      given: store('loki', '2.9.8', schema.replace('store: tsdb', 'store: boltdb-shipper').replace('v13', 'v11').replace('24h', '168h')),
      says: 'the index has tables of 168h, and boltdb-shipper works with 24h only',
    },
    'a limit with a unit': {
      given: [...store('loki', '3.3.2', `${schema}limits_config: { ingestion_rate_mb: 10MB }\n`)],
      says: 'limits_config.ingestion_rate_mb is 10MB, and is a number',
      fix: 'Write 10.',
    },
    'rules beside the folder of the tenant': {
      given: [...ruling('/rules')],
      says: 'the ruler reads /rules/fake/…, and blog.yaml of ConfigMap rules lies in /rules itself',
      fix: 'Mount the ConfigMap at /rules/fake, the tenant that Loki has without auth_enabled.',
    },
    'a time without a unit': {
      given: [
        ...store('tempo', '2.7.0', `${receivers}server: { http_listen_port: 3100 }\ncompactor: { compaction: { block_retention: 48 } }\n`),
      ],
      says: 'compactor.compaction.block_retention is 48, a time without a unit',
      fix: 'Write 48h, or the unit that is meant.',
    },
    'a key that version 3 dropped': {
      given: [...store('loki', '3.3.2', `${schema}limits_config: { enforce_metric_name: false }\n`)],
      says: 'Loki 3 has no limits_config.enforce_metric_name',
    },
    'retention without a place for its requests': {
      given: [...store('loki', '3.3.2', `${schema}compactor: { retention_enabled: true }\n`)],
      says: 'retention is enabled without compactor.delete_request_store',
    },
    'less than a day': {
      given: [
        ...store(
          'loki',
          '3.3.2',
          `${schema}limits_config: { retention_period: 12h }\ncompactor: { retention_enabled: true, delete_request_store: filesystem }\n`,
        ),
      ],
      says: 'limits_config.retention_period is 12h, and Loki keeps a day at least',
    },
    'a store that is configured nowhere': {
      given: [...store('loki', '3.3.2', schema.replace('object_store: filesystem', 'object_store: s3'))],
      says: 'the schema keeps chunks in s3, and no storage_config.aws or storage_config.s3 says where; there is filesystem',
    },
    'more copies than pods': {
      given: [...store('loki', '3.3.2', schema.replace('factor: 1', 'factor: 3'))],
      says: 'replication_factor is 3, and Deployment web has one pod',
    },
    'another port than the container has': {
      given: [...store('loki', '3.3.2', schema.replace('port: 3100', 'port: 3101'))],
      says: 'http_listen_port is 3101, and container "app" declares 3100',
    },
    'receivers at the top': {
      given: [...store('tempo', '2.7.0', 'receivers: { otlp: {} }\nserver: { http_listen_port: 3200 }\n', { port: 3200 })],
      says: 'Tempo reads no receivers; there is distributor.receivers',
    },
    'a limit of Mimir in its compactor': {
      given: [...store('mimir', '2.17.0', 'compactor: { blocks_retention_period: 30d }\n')],
      says: 'Mimir reads no compactor.blocks_retention_period; there is limits.compactor_blocks_retention_period',
    },
    'a retention that Tempo does not read': {
      given: [...store('tempo', '2.7.0', `${receivers}ingester: { block_retention: 48h }\n`)],
      says: 'Tempo reads no ingester.block_retention; there is compactor.compaction.block_retention',
    },
  },
});
