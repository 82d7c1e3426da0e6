import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { helmValuesWork } from './helm-values-work.ts';

const app = (chart: string, targetRevision: string, valuesObject: object, more: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart, namespace: 'argocd' },
    { spec: { source: { chart, targetRevision, helm: { valuesObject, ...more } }, destination: { namespace: 'x' } } },
  );
const file = (values: object) =>
  inFile('values/loki.yaml', documentObject('HelmValues', 'loki', { chart: 'loki', version: '6.25.1', release: 'loki', values }, 'x'));
const certificate = kube('cert-manager.io/v1/Certificate', { namespace: 'x' });
const schemaConfig = { configs: [{ from: '2024-04-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13' }] };
const single = {
  deploymentMode: 'SingleBinary',
  singleBinary: { replicas: 1 },
  read: { replicas: 0 },
  write: { replicas: 0 },
  backend: { replicas: 0 },
  chunksCache: { enabled: false },
  loki: { commonConfig: { replication_factor: 1 }, storage: { type: 'filesystem' }, schemaConfig },
};

const part = (path: string, name: string, values: object) =>
  inFile(path, documentObject('HelmValues', name, { chart: 'minio', version: '5.4.0', part: true, values }));

const node = (name: string, isControl = false) =>
  kube(
    'v1/Node',
    { name },
    isControl ? { spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } } : {},
  );
const place = (config: object) => ({
  configuration: { backupStorageLocation: [{ provider: 'x', bucket: 'velero', config }] },
  schedules: { a: {} },
});

const twoListeners = (encrypted: string, plain: string): string =>
  `listener "tcp" {\n address = "[::]:${encrypted}"\n tls_cert_file = "/tls/tls.crt"\n}\n\nlistener "tcp" {\n address = "[::]:${plain}"\n tls_disable = true\n}`;

const mimir = (structuredConfig: object, more: object = {}) => app('mimir-distributed', '5.6.0', { mimir: { structuredConfig }, ...more });

ruleCases(helmValuesWork, {
  accepts: {
    'keys of Mimir where it reads them, and some that nobody here knows': [
      mimir(
        { limits: { compactor_blocks_retention_period: '30d', some_new_limit: 1 }, compactor: { data_dir: '/data' }, new_section: {} },
        { runtimeConfig: { overrides: { shop: { ingestion_rate: 10000 } } } },
      ),
    ],
    'the one place of an old Velero': [
      app('velero', '3.2.0', {
        configuration: { provider: 'aws', backupStorageLocation: { name: 'default', bucket: 'saves' } },
        initContainers: [{ name: 'aws', image: 'velero/velero-plugin-for-aws:v1.6.0' }],
        schedules: { daily: { schedule: '0 1 * * *', template: { ttl: '720h' } } },
      }),
    ],
    'parameters of Argo CD with dots in their names': [
      app('argo-cd', '8.1.0', {
        configs: { params: { 'server.insecure': true }, cm: { 'admin.enabled': 'false' }, ssh: { knownHosts: 'x' } },
      }),
    ],
    'a Vault with TLS': [
      app('vault', '0.29.1', {
        global: { tlsDisable: false },
        server: { standalone: { config: 'listener "tcp" {\n tls_cert_file = "/tls/tls.crt"\n}' } },
      }),
    ],
    'a Vault with TLS, and a plain listener on another port for a gateway': [
      app('vault', '0.29.1', {
        global: { tlsDisable: false },
        server: { standalone: { config: twoListeners('8200', '8210') } },
      }),
    ],
    'a driver that Falco has': [app('falco', '4.21.3', { driver: { kind: 'modern_ebpf' } })],
    'a single Vault on one node': [node('a'), node('b', true), app('vault', '0.29.1', { server: { standalone: { enabled: true } } })],
    'three servers of Vault on three nodes': [
      node('a'),
      node('b'),
      node('c'),
      app('vault', '0.29.1', { server: { ha: { enabled: true } } }),
    ],
    'three servers of Vault that need not be apart': [
      node('a'),
      app('vault', '0.29.1', { server: { ha: { enabled: true }, affinity: '' } }),
    ],
    'an Ingress to an Argo CD that takes plain HTTP': [
      app('argo-cd', '7.7.16', {
        configs: { params: { 'server.insecure': true } },
        server: { ingress: { enabled: true, ingressClassName: 'nginx' } },
      }),
    ],
    'an Ingress that encrypts to Argo CD': [
      app('argo-cd', '7.7.16', {
        server: {
          ingress: {
            enabled: true,
            ingressClassName: 'nginx',
            annotations: { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' },
          },
        },
      }),
    ],
    'an Ingress of a controller that nobody knows': [
      app('argo-cd', '7.7.16', { server: { ingress: { enabled: true, ingressClassName: 'internal' } } }),
    ],
    'a drain policy of Longhorn': [
      app('longhorn', '1.7.2', { defaultSettings: { nodeDrainPolicy: 'allow-if-replica-is-stopped', defaultReplicaCount: 2 } }),
    ],
    'a bucket of a cloud': [app('velero', '10.0.1', place({ region: 'eu-west-1', s3Url: 'https://s3.eu-west-1.amazonaws.com' }))],
    'a bucket of MinIO by its path': [app('velero', '10.0.1', place({ s3Url: 'http://minio.minio.svc:9000', s3ForcePathStyle: 'true' }))],
    'a Vault whose liveness probe spares it while it is sealed': [
      app('vault', '0.29.1', {
        server: {
          livenessProbe: { enabled: true, path: '/v1/sys/health?standbyok=true&sealedcode=204&uninitcode=204' },
          extraEnvironmentVars: { VAULT_CACERT: '/vault/userconfig/tls/ca.crt' },
        },
      }),
      app('vault', '0.29.1', { server: { livenessProbe: { enabled: false, path: '/v1/sys/health?standbyok=true' } } }),
    ],
    'one Vault with Raft': [app('vault', '0.29.1', { server: { ha: { enabled: true, replicas: 1, raft: { enabled: true } } } })],
    'a Vault with a storage of its own': [
      app('vault', '0.29.1', {
        server: {
          ha: {
            enabled: true,
            raft: { enabled: false },
            config: 'listener "tcp" {\n tls_disable = 1\n}\nstorage "s3" {\n bucket = "vault"\n}',
          },
        },
      }),
    ],
    'a small MinIO that says so': [app('minio', '5.4.0', { mode: 'standalone', resources: { requests: { memory: '512Mi' } } })],
    'a single Loki with a small cache': [app('loki', '6.25.1', { ...single, chunksCache: { allocatedMemory: 512 } })],
    'Grafana with a volume that goes from pod to pod': [
      app('grafana', '8.8.6', { persistence: { enabled: true }, deploymentStrategy: { type: 'Recreate' } }),
      app('kube-prometheus-stack', '66.3.1', { grafana: { persistence: { enabled: true, accessModes: ['ReadWriteMany'] } } }),
      app('kube-prometheus-stack', '88.6.3', { grafana: { persistence: { enabled: true, type: 'sts', accessModes: ['ReadWriteOnce'] } } }),
    ],
    'an agent that only collects': [
      app('kube-prometheus-stack', '66.3.1', { prometheus: { agentMode: true }, grafana: { enabled: false } }),
    ],
    'metrics-server on machines that somebody else made': [app('metrics-server', '3.12.2', { replicas: 2 })],
    'Promtail that tries for ever': [
      app('promtail', '6.16.6', { config: { clients: [{ url: 'http://loki', backoff_config: { max_retries: 0 } }] } }),
    ],
    'a dependency whose other values stand beside the chart': [
      part('shop/values.yaml', 'shop/values.minio', { enabled: false, replicas: 1 }),
      part('shop/values-prod.yaml', 'shop/values-prod.minio', { enabled: true, persistence: { size: '5Gi' } }),
    ],
    'a dependency that is left out': [part('shop/values.yaml', 'shop/values.minio', { enabled: false, rootUser: 'x' })],
    'Loki in one piece': [app('loki', '6.25.1', single)],
    'Loki whose values stand in a file and in the Application': [
      file(single),
      app(
        'loki',
        '6.25.1',
        { loki: { compactor: { retention_enabled: true, delete_request_store: 'filesystem' } } },
        { valueFiles: ['x'] },
      ),
    ],
    'an older Loki, which has no modes': [app('loki', '5.47.2', { loki: { storage: { type: 'filesystem' } } })],
    'Loki in parts, with a bucket': [
      app('loki', '6.25.1', {
        loki: {
          storage: { type: 's3', bucketNames: { chunks: 'loki' } },
          schemaConfig: { configs: [{ ...schemaConfig.configs[0], object_store: 's3' }] },
        },
      }),
    ],
    'Loki whose other values were not read': [app('loki', '6.25.1', { loki: { auth_enabled: false } }, { valueFiles: ['$x/loki.yaml'] })],
    'certificates of Cilium that last': [
      app('cilium', '1.19.1', { hubble: { tls: { auto: { method: 'cronJob', certValidityDuration: 365, schedule: '0 0 1 */4 *' } } } }),
      app('cilium', '1.19.1', { hubble: { tls: { auto: { method: 'helm', certValidityDuration: 90 } } } }),
    ],
    'Cilium without a tunnel': [
      app('cilium', '1.19.1', { routingMode: 'native', ipv4NativeRoutingCIDR: '10.100.0.0/16', autoDirectNodeRoutes: true }),
      app('cilium', '1.19.1', { routingMode: 'native', ipam: { mode: 'eni' }, eni: { enabled: true } }),
      app('cilium', '1.19.1', { routingMode: 'native', enableIPv4Masquerade: false, bgpControlPlane: { enabled: true } }),
    ],
    'Hubble with its relay': [app('cilium', '1.16.19', { hubble: { relay: { enabled: true }, ui: { enabled: true } } })],
    'announcements of a Cilium that replaces kube-proxy': [
      app('cilium', '1.16.19', { kubeProxyReplacement: true, l2announcements: { enabled: true } }),
    ],
    'cert-manager with its definitions': [app('cert-manager', 'v1.19.6', { crds: { enabled: true } }), certificate],
    'cert-manager whose definitions a script applies': [
      app('cert-manager', 'v1.19.6', { crds: { enabled: false } }),
      certificate,
      documentObject('Script', 's', { text: 'kubectl apply -f https://x/cert-manager.crds.yaml' }),
    ],
    'cert-manager that nobody uses here': [app('cert-manager', 'v1.19.6', { replicaCount: 2 })],
    'Velero with a location and a plan': [
      app('velero', '11.4.0', {
        configuration: { backupStorageLocation: [{ provider: 'aws', bucket: 'b' }] },
        initContainers: [{ image: 'velero/velero-plugin-for-aws:v1.13.0' }],
        schedules: { daily: { schedule: '0 3 * * *' } },
      }),
    ],
    'a MinIO of one': [app('minio', '5.4.0', { mode: 'standalone', resources: {} })],
    'Jaeger without Cassandra': [app('jaeger', '3.4.1', { allInOne: { enabled: true }, provisionDataStore: { cassandra: false } })],
  },
  refuses: {
    'plain HTTP for Argo CD that redirects': {
      given: [app('argo-cd', '7.7.16', { server: { ingress: { enabled: true, ingressClassName: 'nginx' } } })],
      says: 'the Ingress for nginx leads to port 443 of the server, which has a certificate of its own making: server.insecure is not on',
    },
    'a certificate that Traefik does not trust': {
      given: [
        app('argo-cd', '7.7.16', {
          server: {
            ingress: {
              enabled: true,
              ingressClassName: 'traefik',
              annotations: { 'traefik.ingress.kubernetes.io/service.serversscheme': 'http' },
            },
          },
        }),
      ],
      says: 'the Ingress for traefik leads to port 443 of the server, which has a certificate of its own making: server.insecure is not on',
    },
    'a limit of Mimir under the part that it is about': {
      given: [mimir({ compactor: { blocks_retention_period: '30d' } })],
      says: 'Mimir reads no compactor.blocks_retention_period; there is limits.compactor_blocks_retention_period',
      fix: 'Write it as limits.compactor_blocks_retention_period.',
    },
    'a section of Loki’s in Mimir': {
      given: [mimir({ limits_config: { ingestion_rate: 1 } })],
      says: 'Mimir reads no limits_config; there is limits',
    },
    'a limit of one tenant with a slip': {
      given: [mimir({}, { runtimeConfig: { overrides: { shop: { max_global_series_per_users: 1 } } } })],
      says: 'Mimir reads no limits.max_global_series_per_users; there is limits.max_global_series_per_user',
    },
    'a drain policy that Longhorn does not know': {
      given: [app('longhorn', '1.7.2', { defaultSettings: { nodeDrainPolicy: 'allow-if-last-replica-is-stopped' } })],
      says: 'nodeDrainPolicy is allow-if-last-replica-is-stopped, which is none of block-for-eviction, block-for-eviction-if-contains-last-replica, block-if-contains-last-replica, allow-if-replica-is-stopped, always-allow',
    },
    'a Vault whose own port is the plain one of two': {
      given: [
        app('vault', '0.29.1', {
          global: { tlsDisable: false },
          server: { standalone: { config: twoListeners('8443', '8200') } },
        }),
      ],
      says: 'global.tlsDisable is false, and the listener of Vault is not encrypted (tls_disable = 1, as in the default configuration)',
    },
    'copies of files by restic': {
      given: [
        app('velero', '10.0.1', {
          configuration: { uploaderType: 'restic', backupStorageLocation: [{ provider: 'x', bucket: 'b' }] },
          schedules: { a: {} },
        }),
      ],
      says: 'uploaderType is restic, which Velero gives up: since 1.17 it makes no backups with it',
    },
    'parts of a control plane of kubeadm': {
      given: [
        documentObject('Script', 'init', { text: 'kubeadm init --upload-certs' }),
        app('kube-prometheus-stack', '72.6.2', { grafana: { enabled: false }, kubeEtcd: { enabled: true }, kubeScheduler: {} }),
      ],
      says: 'kubeScheduler, kubeEtcd are scraped, and kubeadm lets them listen on the machine itself only',
    },
    'a Vault with TLS that is probed without': {
      given: [app('vault', '0.29.1', { server: { standalone: { config: 'listener "tcp" {\n tls_cert_file = "/tls/tls.crt"\n}' } } })],
      says: 'the listener of Vault is encrypted, and global.tlsDisable is true (the default)',
    },
    'a Vault without TLS that is probed with it': {
      given: [app('vault', '0.29.1', { global: { tlsDisable: false } })],
      says: 'global.tlsDisable is false, and the listener of Vault is not encrypted (tls_disable = 1, as in the default configuration)',
    },
    'an agent with a retention': {
      given: [
        app('kube-prometheus-stack', '72.6.2', {
          grafana: { enabled: false },
          prometheus: { agentMode: true, prometheusSpec: { retention: '15d' } },
        }),
      ],
      says: 'an agent has no retention',
    },
    'parameters of Argo CD step by step': {
      given: [app('argo-cd', '8.1.0', { configs: { params: { server: { insecure: true } } } })],
      says: 'configs.params has a map under server, and each of its entries is one line with dots in its name',
      fix: 'Write "server.insecure" as one key.',
    },
    'a driver that Falco does not have': {
      given: [app('falco', '4.21.3', { driver: { kind: 'ebpf_probe' } })],
      says: 'driver.kind is ebpf_probe, which is none of auto, ebpf, kmod, modern_ebpf',
    },
    'three servers of Vault on one node': {
      given: [node('a'), node('b', true), app('vault', '0.29.1', { server: { ha: { enabled: true } } })],
      says: '3 servers of Vault are kept on nodes of their own, and pods find 1 node',
    },
    'Vault in both ways': {
      given: [app('vault', '0.29.1', { server: { standalone: { enabled: true }, ha: { enabled: true } } })],
      says: 'server.standalone.enabled and server.ha.enabled are both on',
    },
    'a bucket of MinIO as a host': {
      given: [app('velero', '10.0.1', place({ s3Url: 'http://minio.minio.svc:9000' }))],
      says: 'http://minio.minio.svc:9000 is asked without s3ForcePathStyle, so by the name velero.minio.minio.svc:9000',
    },
    'a small MinIO with the memory of a large one': {
      given: [app('minio', '5.4.0', { mode: 'standalone' })],
      says: 'one MinIO asks for 16Gi of memory, which is the default of its chart',
    },
    'a single Loki with a large cache': {
      given: [app('loki', '6.25.1', { ...single, chunksCache: {} })],
      says: 'the cache of chunks asks for 9830Mi of memory, which is the default of the chart, beside a single Loki',
    },
    'Grafana whose volume stays with the old pod': {
      given: [app('kube-prometheus-stack', '66.3.1', { grafana: { persistence: { enabled: true } } })],
      says: 'Grafana keeps its database on a volume that one node mounts, and is updated by adding a second pod (deploymentStrategy RollingUpdate, the default)',
    },
    'rules for an agent': {
      given: [
        app('kube-prometheus-stack', '66.3.1', { prometheus: { agentMode: true }, additionalPrometheusRulesMap: { app: { groups: [] } } }),
      ],
      says: 'additionalPrometheusRulesMap hands rules to a Prometheus in agent mode',
    },
    'a buffer in memory': {
      given: [
        app('kube-prometheus-stack', '66.3.1', { prometheus: { prometheusSpec: { storageSpec: { emptyDir: { medium: 'Memory' } } } } }),
      ],
      says: 'what Prometheus keeps is on a volume in Memory',
    },
    'metrics-server among kubelets of kubeadm': {
      given: [app('metrics-server', '3.12.2', { replicas: 2 }), kube('kubeadm.k8s.io/v1beta4/ClusterConfiguration', { name: 'kubeadm' })],
      says: 'kubelets of kubeadm sign their certificates themselves, and no argument tells metrics-server to trust them',
    },
    'Promtail that gives up soon': {
      given: [app('promtail', '6.16.6', { config: { clients: [{ url: 'http://loki', backoff_config: { max_retries: 3 } }] } })],
      says: 'max_retries is 3, fewer than the default of 10',
    },
    'certificates of Cilium that expire before they are made anew': {
      given: [
        app('cilium', '1.19.1', { hubble: { tls: { auto: { method: 'cronJob', certValidityDuration: 90, schedule: '0 0 1 */4 *' } } } }),
      ],
      says: 'certificates live 90 days, and up to 123 days lie between two runs of the job that makes them anew ("0 0 1 */4 *")',
      fix: 'Set hubble.tls.auto.certValidityDuration to 369, or run the job more often.',
    },
    'Cilium without a tunnel and without routes': {
      given: [app('cilium', '1.19.1', { routingMode: 'native', ipv4NativeRoutingCIDR: '10.100.0.0/16' })],
      says: 'packets are routed without a tunnel, and neither autoDirectNodeRoutes nor BGP tells the nodes where the pods of others are',
    },
    'an option that Cilium lost': { given: [app('cilium', '1.16.5', { tunnel: 'vxlan' })], says: 'tunnel: vxlan was removed in 1.15' },
    'the old switch of cert-manager': {
      given: [app('cert-manager', 'v1.16.2', { installCRDs: true })],
      says: 'installCRDs is deprecated since 1.15',
    },
    'a key of Loki 2': {
      given: [
        app('loki', '6.25.1', {
          ...single,
          loki: { ...single.loki, structuredConfig: { chunk_store_config: { max_look_back_period: '0s' } } },
        }),
      ],
      says: 'Loki 3 has no chunk_store_config.max_look_back_period',
    },
    'a dependency that asks for too much': {
      given: [part('shop/values.yaml', 'shop/values.minio', { enabled: true, rootUser: 'x' })],
      says: 'mode is distributed with 16 replicas by default: 16 volumes of 500Gi',
    },
    'parts beside the single binary': {
      given: [app('loki', '6.25.1', { ...single, read: {}, write: {}, backend: {} })],
      says: 'deploymentMode is SingleBinary, and read, write, backend still have replicas (3 by default)',
      fix: 'Set read.replicas: 0, write.replicas: 0, backend.replicas: 0.',
    },
    'a single binary that was not counted': {
      given: [app('loki', '6.25.1', { ...single, singleBinary: { persistence: { size: '5Gi' } } })],
      says: 'deploymentMode is SingleBinary with 0 replicas (the default)',
      fix: 'Set singleBinary.replicas: 1.',
    },
    'parts without a bucket': {
      given: [app('loki', '6.25.1', { loki: { storage: { type: 'filesystem' }, schemaConfig } })],
      says: 'deploymentMode SimpleScalable needs object storage, loki.storage.type is filesystem',
    },
    'no schema, in a file': {
      given: [file({ ...single, loki: { ...single.loki, schemaConfig: undefined } })],
      says: 'there is no loki.schemaConfig',
    },
    'copies for which there are no replicas': {
      given: [app('loki', '6.25.1', { ...single, loki: { ...single.loki, commonConfig: undefined } })],
      says: 'one replica cannot hold 3 copies (loki.commonConfig.replication_factor)',
    },
    'settings that Loki 3 refuses': {
      given: [
        app('loki', '6.25.1', {
          ...single,
          loki: {
            ...single.loki,
            compactor: { retention_enabled: true, shared_store: 'filesystem' },
            schemaConfig: { configs: [{ store: 'boltdb-shipper', schema: 'v12' }] },
          },
        }),
      ],
      says: [
        'retention is enabled without loki.compactor.delete_request_store',
        'Loki 3 has no compactor.shared_store',
        'the latest schema is v12 on boltdb-shipper: structured metadata, which is on by default, needs v13 on tsdb',
      ],
    },
    'a screen without its relay': {
      given: [app('cilium', '1.16.19', { hubble: { ui: { enabled: true } } })],
      says: 'hubble.ui is on without hubble.relay',
      fix: 'Set hubble.relay.enabled: true.',
    },
    'announcements of a Cilium beside kube-proxy': {
      given: [app('cilium', '1.16.19', { kubeProxyReplacement: 'false', l2announcements: { enabled: true } })],
      says: 'l2announcements is on without kubeProxyReplacement',
    },
    'certificates without definitions': {
      given: [app('cert-manager', 'v1.19.6', { crds: { enabled: false } }), certificate],
      says: 'the chart installs no definitions unless crds.enabled says so, and nothing else here does',
    },
    'certificates, and a chart without any values': {
      given: [
        kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'cert-manager' }, destination: { namespace: 'x' } } }),
        certificate,
      ],
      says: 'the chart installs no definitions unless crds.enabled says so, and nothing else here does',
    },
    'external secrets without definitions': {
      given: [app('external-secrets', '0.20.4', { installCRDs: false }), kube('external-secrets.io/v1/ExternalSecret', { namespace: 'x' })],
      says: 'installCRDs is off, and nothing else here installs the definitions',
    },
    'backups that go nowhere': {
      given: [app('velero', '11.4.0', { configuration: { features: 'EnableCSI' } })],
      says: ['no schedule is configured, and there is no Schedule here', 'no backup storage location with a bucket is configured'],
    },
    'a provider without its plugin': {
      given: [
        app('velero', '11.4.0', { configuration: { backupStorageLocation: [{ provider: 'aws', bucket: 'b' }] }, schedules: { daily: {} } }),
      ],
      says: 'provider aws has no plugin in initContainers',
    },
    'a Vault that is ended while it is sealed': {
      given: [app('vault', '0.29.1', { server: { livenessProbe: { enabled: true, path: '/v1/sys/health?standbyok=true' } } })],
      says: 'the liveness probe asks /v1/sys/health?standbyok=true, on which a sealed Vault answers 503 and a new one 501',
      fix: 'Write /v1/sys/health?standbyok=true&sealedcode=204&uninitcode=204.',
    },
    'variables of Vault under global': {
      given: [app('vault', '0.29.1', { global: { extraEnvironmentVars: { VAULT_CACERT: '/vault/userconfig/tls/ca.crt' } } })],
      says: 'the chart reads server.extraEnvironmentVars and injector.extraEnvironmentVars, not global.extraEnvironmentVars',
    },
    'a Vault that stores nowhere': {
      given: [app('vault', '0.29.1', { server: { ha: { enabled: true, replicas: 2, raft: { enabled: false } } } })],
      says: 'Vault stores in Consul at HOST_IP:8500, the default of the chart for server.ha, and the tree installs no Consul',
    },
    'sixteen MinIOs': {
      given: [app('minio', '5.4.0', { rootUser: 'x' })],
      says: 'mode is distributed with 16 replicas by default: 16 volumes of 500Gi',
    },
    'a Cassandra for nobody': {
      given: [app('jaeger', '3.4.1', { allInOne: { enabled: true } })],
      says: 'all-in-one keeps traces in memory, and provisionDataStore.cassandra is on by default',
    },
  },
});
