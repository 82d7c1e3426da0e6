import { kube } from '../../lib/check/testing.ts';
import type { Mistake } from './mistake.ts';
import { app, chartApp, CILIUM, door, FALCO, folderApp, GRAFANA, HASHICORP, PROMETHEUS, space, yaml } from './parts.ts';

const application = (chart: readonly [string, string, string], namespace: string, values: object): string => yaml(chartApp(chart[1], chart, namespace, values));
const policy = (name: string, spec: object): string => yaml(kube('kyverno.io/v1/ClusterPolicy', { name }, { spec }));
const pods = { any: [{ resources: { kinds: ['Pod'] } }] };

/** The mistakes of a guide for three clusters, in one of them. */
export const platform: readonly Mistake[] = [
  {
    name: 'M3 The option tunnel was removed from Cilium',
    caughtBy: ['helm-value-known', 'helm-values-work'],
    says: 'tunnel',
    tree: { 'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', { tunnel: 'vxlan', hubble: { enabled: true } }) },
    mended: { 'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', { routingMode: 'tunnel', tunnelProtocol: 'vxlan', hubble: { enabled: true } }) },
  },
  {
    name: 'M5 A Gateway of Cilium, and nothing switches its controller on',
    caughtBy: ['class-exists', 'helm-values-work', 'gateway-class-served'],
    says: 'gatewayAPI',
    tree: {
      'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', { kubeProxyReplacement: true, k8sServiceHost: '10.0.0.1', k8sServicePort: 6443 }),
      'platform/gateway.yaml': yaml(
        space('edge'),
        kube('gateway.networking.k8s.io/v1/Gateway', { name: 'main', namespace: 'edge' }, { spec: { gatewayClassName: 'cilium', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] } }),
      ),
    },
    mended: {
      'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', { kubeProxyReplacement: true, k8sServiceHost: '10.0.0.1', k8sServicePort: 6443, gatewayAPI: { enabled: true } }),
    },
  },
  {
    name: 'M5 The Gateway controller is on without the replacement of kube-proxy',
    caughtBy: 'helm-values-work',
    tree: { 'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', { gatewayAPI: { enabled: true } }) },
  },
  {
    name: 'M9 A store in a version that External Secrets no longer serves',
    caughtBy: ['api-removed', 'api-exists', 'api-deprecated'],
    says: 'v1beta1',
    partly: true,
    tree: {
      'secrets/operator.yaml': application(['https://charts.external-secrets.io', 'external-secrets', '0.18.2'], 'external-secrets', { installCRDs: true }),
      'secrets/store.yaml': yaml(
        kube('external-secrets.io/v1beta1/ClusterSecretStore', { name: 'vault' }, {
          spec: { provider: { vault: { server: 'https://vault.acme.io', path: 'secret', version: 'v2', auth: { kubernetes: { mountPath: 'kubernetes', role: 'eso', serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' } } } } } },
        }),
      ),
    },
  },
  {
    name: 'M10 A store of the whole cluster logs in with an account without a namespace',
    caughtBy: ['store-login-complete', 'schema-valid', 'named-object-exists'],
    says: 'namespace',
    tree: {
      'secrets/store.yaml': yaml(
        kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault' }, {
          spec: { provider: { vault: { server: 'https://vault.acme.io', path: 'secret', version: 'v2', auth: { kubernetes: { mountPath: 'kubernetes', role: 'eso', serviceAccountRef: { name: 'external-secrets' } } } } } },
        }),
      ),
    },
    mended: {
      'secrets/store.yaml': yaml(
        kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault' }, {
          spec: { provider: { vault: { server: 'https://vault.acme.io', path: 'secret', version: 'v2', auth: { kubernetes: { mountPath: 'kubernetes', role: 'eso', serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' } } } } } },
        }),
      ),
    },
  },
  {
    name: 'M12 An issuer logs in with the token Secret of an account, which nobody makes',
    caughtBy: ['secret-reference-exists', 'vault-mount-own'],
    says: 'cert-manager-vault-token',
    partly: true,
    tree: {
      'pki/issuer.yaml': yaml(
        space('cert-manager'),
        kube('cert-manager.io/v1/ClusterIssuer', { name: 'vault-issuer' }, {
          spec: { vault: { server: 'https://vault.acme.io', path: 'pki/sign/k8s', auth: { kubernetes: { role: 'cert-manager', mountPath: '/v1/auth/kubernetes', secretRef: { name: 'cert-manager-vault-token', key: 'token' } } } } },
        }),
      ),
    },
  },
  {
    name: 'M13 A store speaks plain http to a Vault outside',
    caughtBy: ['tls-verified', 'vault-encrypted'],
    says: 'http://vault.acme.io',
    tree: {
      'secrets/store.yaml': yaml(
        kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault' }, {
          spec: { provider: { vault: { server: 'http://vault.acme.io:8200', path: 'secret', version: 'v2', auth: { kubernetes: { mountPath: 'kubernetes', role: 'eso', serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' } } } } } },
        }),
      ),
    },
  },
  {
    name: 'M14 installCRDs of cert-manager is deprecated',
    caughtBy: ['helm-value-known', 'helm-values-work', 'deprecated-field'],
    says: 'installCRDs',
    partly: true,
    tree: { 'pki/cert-manager.yaml': application(['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'], 'cert-manager', { installCRDs: true }) },
  },
  {
    name: 'M15 Vault runs in dev mode, in memory',
    caughtBy: ['login-required', 'chart-data-persistent'],
    tree: { 'vault/vault.yaml': application([HASHICORP, 'vault', '0.29.1'], 'vault', { server: { dev: { enabled: true } } }) },
  },
  {
    name: "M15 Vault's page is open as a LoadBalancer",
    caughtBy: 'admin-closed',
    partly: true,
    tree: { 'vault/vault.yaml': application([HASHICORP, 'vault', '0.29.1'], 'vault', { ui: { enabled: true, serviceType: 'LoadBalancer' } }) },
  },
  {
    name: 'M16 The mode of an agent is a key that the chart does not have',
    caughtBy: 'helm-value-known',
    says: 'mode',
    tree: { 'app1/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', { prometheus: { prometheusSpec: { mode: 'Agent', externalLabels: { cluster: 'app1' } } } }) },
  },
  {
    name: 'M17 An agent is given rules, which it never evaluates',
    caughtBy: ['agent-mode-fits', 'helm-values-work', 'alerts-reach-alertmanager'],
    says: 'agent',
    tree: {
      'app1/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { enabled: false },
        alertmanager: { enabled: false },
        prometheus: { agentMode: true, prometheusSpec: { externalLabels: { cluster: 'app1' }, remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }], storageSpec: { emptyDir: { sizeLimit: '2Gi' } } } },
        additionalPrometheusRulesMap: { app: { groups: [{ name: 'app', rules: [{ alert: 'Down', expr: 'up == 0' }] }] } },
      }),
    },
  },
  {
    name: 'M18 Thanos reads its store from a Secret that nobody makes',
    caughtBy: ['secret-reference-exists', 'config-exists'],
    says: 'thanos-objstore',
    partly: true,
    tree: {
      'mgmt/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { enabled: false },
        prometheus: { prometheusSpec: { retention: '15d', thanos: { objectStorageConfig: { existingSecret: { name: 'thanos-objstore', key: 'config.yaml' } } }, storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '20Gi' } } } } } } },
      }),
      'mgmt/ns.yaml': yaml(space('monitoring')),
    },
  },
  {
    name: 'M19 The administrator of Grafana has the password admin',
    caughtBy: ['no-literal-secret', 'chart-password-set', 'secret-strong'],
    tree: { 'mgmt/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', { grafana: { adminPassword: 'admin' } }) },
  },
  {
    name: 'M19 The hash of a password of Argo CD stands in values',
    caughtBy: 'no-literal-secret',
    tree: {
      'mgmt/argocd-values.yaml': 'server:\n  service:\n    type: ClusterIP\nconfigs:\n  secret:\n    argocdServerAdminPassword: $2a$10$Zk3yqzFQq9WcSx1Dq0JxYuR1w5E1u4Xn8b2N6wJr9mVh0pYtGkP5e\n  params:\n    server.insecure: true\n',
    },
  },
  {
    name: 'M20 Grafana gets a volume without a size',
    caughtBy: ['helm-values-work', 'single-writer-update', 'chart-volume-sized'],
    says: 'size',
    partly: true,
    tree: { 'mgmt/grafana.yaml': application([GRAFANA, 'grafana', '8.8.6'], 'monitoring', { persistence: { enabled: true }, admin: { existingSecret: 'grafana' }, deploymentStrategy: { type: 'Recreate' } }) },
  },
  {
    name: 'M21 The deprecated chart loki-stack',
    caughtBy: 'helm-chart-maintained',
    tree: { 'mgmt/loki.yaml': application([GRAFANA, 'loki-stack', '2.10.2'], 'logging', {}) },
  },
  {
    name: 'M22 Promtail keeps its positions in /tmp',
    caughtBy: 'positions-kept',
    tree: {
      'app1/promtail.yaml': application([GRAFANA, 'promtail', '6.16.6'], 'monitoring', {
        config: { clients: [{ url: 'https://logs.acme.io/loki/api/v1/push', external_labels: { cluster: 'app1' } }], positions: { filename: '/tmp/positions.yaml' } },
      }),
    },
  },
  {
    name: 'M22 The namespace of Promtail enforces baseline, which forbids its hostPath',
    caughtBy: ['pod-security-admits', 'chart-needs-privileges'],
    says: 'logging',
    tree: {
      'logging/ns.yaml': yaml(kube('v1/Namespace', { name: 'logging', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } })),
      'logging/promtail.yaml': application([GRAFANA, 'promtail', '6.16.6'], 'logging', { config: { clients: [{ url: 'https://logs.acme.io/loki/api/v1/push' }] } }),
    },
    mended: { 'logging/ns.yaml': yaml(kube('v1/Namespace', { name: 'logging', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } })) },
  },
  {
    name: 'M23 A policy enforces in lower case, in a deprecated place',
    caughtBy: ['schema-valid', 'policy-acts', 'deprecated-field'],
    says: 'validationFailureAction',
    tree: { 'policies/labels.yaml': policy('labels', { validationFailureAction: 'enforced', rules: [{ name: 'labels', match: pods, validate: { message: 'labels', pattern: { metadata: { labels: { app: '?*' } } } } }] }) },
  },
  {
    name: 'M24 A registry rule looks at containers only',
    caughtBy: 'policy-acts',
    says: 'initContainers',
    tree: {
      'policies/registry.yaml': policy('registry', { rules: [{ name: 'registry', match: pods, validate: { failureAction: 'Enforce', message: 'registry', pattern: { spec: { containers: [{ image: 'harbor.acme.io/*' }] } } } }] }),
    },
  },
  {
    name: 'M25 A registry rule spares nothing, not even the pods of the platform',
    caughtBy: 'policy-spares-platform',
    says: 'kube-system',
    tree: {
      'policies/registry.yaml': policy('registry', {
        rules: [
          {
            name: 'registry',
            match: pods,
            validate: { failureAction: 'Enforce', message: 'registry', pattern: { spec: { '=(initContainers)': [{ image: 'harbor.acme.io/*' }], '=(ephemeralContainers)': [{ image: 'harbor.acme.io/*' }], containers: [{ image: 'harbor.acme.io/*' }] } } },
          },
        ],
      }),
    },
    mended: {
      'policies/registry.yaml': policy('registry', {
        rules: [
          {
            name: 'registry',
            match: pods,
            exclude: { any: [{ resources: { namespaces: ['kube-system', 'kyverno'] } }] },
            validate: { failureAction: 'Enforce', message: 'registry', pattern: { spec: { '=(initContainers)': [{ image: 'harbor.acme.io/*' }], '=(ephemeralContainers)': [{ image: 'harbor.acme.io/*' }], containers: [{ image: 'harbor.acme.io/*' }] } } },
          },
        ],
      }),
    },
  },
  {
    name: 'M26 The pattern of the registry has no port, and the images have one',
    caughtBy: ['policy-admits-tree', 'policy-acts'],
    says: 'harbor.acme.io:8443',
    tree: {
      'policies/registry.yaml': policy('registry', {
        rules: [{ name: 'registry', match: pods, exclude: { any: [{ resources: { namespaces: ['kube-system'] } }] }, validate: { failureAction: 'Enforce', message: 'registry', pattern: { spec: { containers: [{ image: 'harbor.acme.io/*' }], '=(initContainers)': [{ image: 'harbor.acme.io/*' }], '=(ephemeralContainers)': [{ image: 'harbor.acme.io/*' }] } } } }],
      }),
      'shop.yaml': yaml(space('shop'), app({ image: 'harbor.acme.io:8443/shop/web:v1.2.3' }), door('web')),
    },
    mended: { 'shop.yaml': yaml(space('shop'), app({ image: 'harbor.acme.io/shop/web:v1.2.3' }), door('web')) },
  },
  {
    name: 'M27 A rule asks for limits that workloads of the same tree do not have',
    caughtBy: ['policy-admits-tree'],
    says: 'limits',
    tree: {
      'policies/resources.yaml': policy('resources', {
        rules: [{ name: 'resources', match: pods, exclude: { any: [{ resources: { namespaces: ['kube-system'] } }] }, validate: { failureAction: 'Enforce', message: 'resources', pattern: { spec: { containers: [{ resources: { requests: { cpu: '?*', memory: '?*' }, limits: { cpu: '?*', memory: '?*' } } }] } } } }],
      }),
      'shop.yaml': yaml(space('shop'), app({ container: { resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } } } }), door('web')),
    },
    mended: { 'shop.yaml': yaml(space('shop'), app(), door('web')) },
  },
  {
    name: 'M29 An Application is named for one cluster and installs into another',
    caughtBy: 'application-cluster-agrees',
    says: 'app1-kyverno',
    tree: {
      'argocd/apps.yaml': yaml(
        chartApp('app1-kyverno', ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'], 'kyverno', {}),
        chartApp('app2-kyverno', ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'], 'kyverno', {}, { destination: { server: undefined, name: 'app2' } }),
        chartApp('app1-falco', [FALCO, 'falco', '4.21.3'], 'falco', {}, { destination: { server: undefined, name: 'app1' } }),
      ),
    },
    mended: {
      'argocd/apps.yaml': yaml(
        chartApp('app1-kyverno', ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'], 'kyverno', {}, { destination: { server: undefined, name: 'app1' } }),
        chartApp('app2-kyverno', ['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'], 'kyverno', {}, { destination: { server: undefined, name: 'app2' } }),
        chartApp('app1-falco', [FALCO, 'falco', '4.21.3'], 'falco', {}, { destination: { server: undefined, name: 'app1' } }),
      ),
    },
  },
  {
    name: 'M31 Two classes are the default, and one is defined twice',
    caughtBy: ['one-default-class', 'object-defined-once'],
    tree: {
      'storage/classes.yaml': yaml(
        ...['local-path', 'fast'].map((name) => kube('storage.k8s.io/v1/StorageClass', { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }, { provisioner: 'rancher.io/local-path' })),
      ),
    },
  },
  {
    name: 'M32 A schedule backs up namespaces that hold no data, without their volumes',
    caughtBy: 'backup-schedule-covers',
    says: 'vault',
    tree: {
      'vault/vault.yaml': application([HASHICORP, 'vault', '0.29.1'], 'vault', { server: { dataStorage: { enabled: true, size: '10Gi' } } }),
      'velero/schedule.yaml': yaml(space('velero'), kube('velero.io/v1/Schedule', { name: 'daily', namespace: 'velero' }, { spec: { schedule: '0 2 * * *', template: { includedNamespaces: ['default', 'app'], ttl: '168h' } } })),
      'shop.yaml': yaml(
        space('shop'),
        kube('v1/PersistentVolumeClaim', { name: 'data', namespace: 'shop' }, { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local-path', resources: { requests: { storage: '1Gi' } } } }),
        app({ name: 'vault-like', spec: { strategy: { type: 'Recreate' } }, container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] }, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }),
        door('vault-like'),
      ),
    },
    partly: true,
  },
  {
    name: 'M33 A job restores and checks snapshots with commands that etcdctl lost',
    caughtBy: 'etcd-snapshot-commands',
    says: 'etcdctl snapshot status',
    tree: {
      'etcd/backup.yaml': yaml(
        kube('batch/v1/CronJob', { name: 'etcd-backup', namespace: 'kube-system' }, {
          spec: {
            schedule: '0 1 * * *',
            jobTemplate: { spec: { template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'etcd', image: 'registry.k8s.io/etcd:3.6.1-0', command: ['sh', '-c', 'set -e; etcdctl snapshot save /backup/s.db; etcdctl snapshot status /backup/s.db'] }] } } } },
          },
        }),
      ),
    },
  },
  {
    name: 'M33 Snapshots of etcd stay on the node that they protect',
    caughtBy: ['backup-elsewhere', 'no-node-storage'],
    says: 'etcd',
    tree: {
      'etcd/backup.yaml': yaml(
        kube('batch/v1/CronJob', { name: 'etcd-backup', namespace: 'kube-system' }, {
          spec: {
            schedule: '0 1 * * *',
            jobTemplate: {
              spec: {
                template: {
                  spec: {
                    restartPolicy: 'OnFailure',
                    containers: [{ name: 'etcd', image: 'registry.k8s.io/etcd:3.5.16-0', command: ['sh', '-c', 'set -e; etcdctl snapshot save /backup/s.db'], volumeMounts: [{ name: 'backup', mountPath: '/backup' }] }],
                    volumes: [{ name: 'backup', hostPath: { path: '/var/backups/etcd' } }],
                  },
                },
              },
            },
          },
        }),
      ),
    },
  },
  {
    name: 'M34 MetalLB is installed into a namespace that enforces baseline',
    caughtBy: ['pod-security-admits', 'chart-needs-privileges'],
    says: 'metallb-system',
    tree: {
      'metallb/ns.yaml': yaml(kube('v1/Namespace', { name: 'metallb-system', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } })),
      'metallb/metallb.yaml': application(['https://metallb.github.io/metallb', 'metallb', '0.14.9'], 'metallb-system', {}),
    },
    mended: { 'metallb/ns.yaml': yaml(kube('v1/Namespace', { name: 'metallb-system', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } })) },
  },
  {
    name: 'M35 The arguments of the API server are a map, which kubeadm v1beta4 does not read',
    caughtBy: ['kubeadm-config-valid', 'schema-valid'],
    says: 'extraArgs',
    tree: {
      'bootstrap/kubeadm.yaml':
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.35.0\napiServer:\n  extraArgs:\n    admission-control-config-file: /etc/kubernetes/admission.yaml\nnetworking: { podSubnet: 10.100.0.0/16, serviceSubnet: 10.96.0.0/16 }\n',
    },
    mended: {
      'bootstrap/kubeadm.yaml':
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.35.0\napiServer:\n  extraArgs: [{ name: audit-log-maxage, value: "7" }]\nnetworking: { podSubnet: 10.100.0.0/16, serviceSubnet: 10.96.0.0/16 }\n',
    },
  },
  {
    name: 'M35 The admission configuration is named and not mounted into the API server',
    caughtBy: ['kubeadm-config-valid'],
    says: '/etc/kubernetes/admission.yaml',
    tree: {
      'bootstrap/kubeadm.yaml':
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.35.0\napiServer:\n  extraArgs:\n    - { name: admission-control-config-file, value: /etc/kubernetes/admission.yaml }\nnetworking: { podSubnet: 10.100.0.0/16, serviceSubnet: 10.96.0.0/16 }\n',
    },
    mended: {
      'bootstrap/kubeadm.yaml':
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.35.0\napiServer:\n  extraArgs:\n    - { name: admission-control-config-file, value: /etc/kubernetes/admission.yaml }\n  extraVolumes:\n    - { name: admission, hostPath: /etc/kubernetes/admission.yaml, mountPath: /etc/kubernetes/admission.yaml, readOnly: true }\nnetworking: { podSubnet: 10.100.0.0/16, serviceSubnet: 10.96.0.0/16 }\n',
    },
  },
  {
    name: 'M36 The controller manager listens on all addresses',
    caughtBy: ['kubeadm-config-valid', 'admin-closed'],
    says: 'bind-address',
    partly: true,
    tree: {
      'bootstrap/kubeadm.yaml':
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.35.0\ncontrollerManager:\n  extraArgs: [{ name: bind-address, value: 0.0.0.0 }]\nnetworking: { podSubnet: 10.100.0.0/16, serviceSubnet: 10.96.0.0/16 }\n',
    },
  },
  {
    name: 'M38 Objects of cert-manager come before cert-manager',
    caughtBy: ['definition-comes-first', 'needed-comes-first'],
    says: 'cert-manager',
    tree: {
      'argocd/apps.yaml': yaml(
        chartApp('cert-manager', ['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'], 'cert-manager', { crds: { enabled: true } }, { annotations: { 'argocd.argoproj.io/sync-wave': '6' } }),
        { ...folderApp('issuers', 'issuers', 'cert-manager'), metadata: { name: 'issuers', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '5' } } },
      ),
      'issuers/issuer.yaml': yaml(kube('cert-manager.io/v1/ClusterIssuer', { name: 'selfsigned' }, { spec: { selfSigned: {} } })),
    },
  },
  {
    name: 'M39 A chart has no exact version, an image is the latest',
    caughtBy: ['chart-version-pinned', 'image-pinned'],
    tree: { 'argocd/apps.yaml': application(['https://kyverno.github.io/kyverno', 'kyverno', '3.*'], 'kyverno', {}), 'nexus.yaml': yaml(space('shop'), app({ name: 'nexus', image: 'sonatype/nexus3:latest' }), door('nexus')) },
  },
  {
    name: 'M40 An annotation for external-dns, which nobody installs',
    caughtBy: 'annotation-read',
    says: 'external-dns',
    partly: true,
    tree: {
      'argocd/apps.yaml': application(['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'], 'kyverno', {}),
      'shop.yaml': yaml(
        space('shop'),
        app(),
        kube('v1/Service', { name: 'web', namespace: 'shop', annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'shop.acme.io' } }, { spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } }),
      ),
    },
  },
  {
    name: "M41 Traces go as OTLP to Jaeger's own port",
    caughtBy: 'otlp-port-fits',
    says: '14250',
    tree: {
      'shop.yaml': yaml(space('shop'), app({ container: { env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://jaeger-collector.tracing.svc.cluster.local:14250' }] } }), door('web')),
    },
  },
  {
    name: 'L13 Samples that come late are refused: Thanos Receive has no window for them',
    caughtBy: 'receive-takes-late-samples',
    says: 'out-of-order',
    partly: true,
    tree: {
      'mgmt/receive.yaml': yaml(
        space('monitoring'),
        app({ name: 'thanos-receive', namespace: 'monitoring', kind: 'apps/v1/StatefulSet', image: 'quay.io/thanos/thanos:v0.37.2', port: 19291, spec: { serviceName: 'thanos-receive' }, container: { args: ['receive', '--tsdb.path=/data', '--label=receive="a"', '--remote-write.address=0.0.0.0:19291'], volumeMounts: [{ name: 'data', mountPath: '/data' }] }, pod: { volumes: [{ name: 'data', emptyDir: { sizeLimit: '5Gi' } }] } }),
        door('thanos-receive', 'monitoring', 19291),
      ),
    },
  },
  {
    name: 'L13 Blocks with late samples overlap, and the compactor may not merge them',
    caughtBy: 'receive-takes-late-samples',
    says: 'vertical',
    tree: {
      'mgmt/thanos.yaml': yaml(
        space('monitoring'),
        app({ name: 'thanos-receive', namespace: 'monitoring', kind: 'apps/v1/StatefulSet', image: 'quay.io/thanos/thanos:v0.37.2', port: 19291, spec: { serviceName: 'thanos-receive' }, container: { args: ['receive', '--tsdb.path=/data', '--label=receive="a"', '--tsdb.out-of-order.time-window=4h'], volumeMounts: [{ name: 'data', mountPath: '/data' }] }, pod: { volumes: [{ name: 'data', emptyDir: { sizeLimit: '5Gi' } }] } }),
        door('thanos-receive', 'monitoring', 19291),
        app({ name: 'thanos-compact', namespace: 'monitoring', image: 'quay.io/thanos/thanos:v0.37.2', port: 10902, container: { args: ['compact', '--wait', '--data-dir=/data', '--objstore.config-file=/etc/objstore.yaml'] } }),
        door('thanos-compact', 'monitoring', 10902),
      ),
    },
  },
  {
    name: 'L14 The queue of an agent may take more memory than the agent has',
    caughtBy: 'queue-fits-memory',
    says: 'maxShards',
    tree: {
      'app1/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { enabled: false },
        alertmanager: { enabled: false },
        prometheus: {
          agentMode: true,
          prometheusSpec: {
            externalLabels: { cluster: 'app1' },
            resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
            remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive', queueConfig: { capacity: 10000, maxShards: 50 } }],
            storageSpec: { emptyDir: { sizeLimit: '2Gi' } },
          },
        },
      }),
    },
  },
  {
    name: 'L15 Promtail gives up after ten tries',
    caughtBy: ['log-retries-last', 'helm-values-work'],
    says: 'max_retries',
    partly: true,
    tree: {
      'app1/promtail.yaml': application([GRAFANA, 'promtail', '6.16.6'], 'monitoring', {
        config: { clients: [{ url: 'https://logs.acme.io/loki/api/v1/push', external_labels: { cluster: 'app1' }, backoff_config: { max_retries: 3 } }] },
      }),
    },
  },
  {
    name: 'C1 If the store is gone for a while, External Secrets deletes the Secrets',
    caughtBy: 'external-secret-kept',
    says: 'Delete',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube('external-secrets.io/v1/ExternalSecret', { name: 'db', namespace: 'shop' }, {
          spec: { refreshInterval: '1h', secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' }, target: { name: 'db', deletionPolicy: 'Delete' }, data: [{ secretKey: 'password', remoteRef: { key: 'shop', property: 'password' } }] },
        }),
      ),
    },
  },
  {
    name: 'C3 A Secret is fetched once and never again',
    caughtBy: 'external-secret-kept',
    says: 'refreshInterval',
    partly: true,
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube('external-secrets.io/v1/ExternalSecret', { name: 'db', namespace: 'shop' }, {
          spec: { refreshInterval: '0', secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' }, target: { name: 'db' }, data: [{ secretKey: 'password', remoteRef: { key: 'shop', property: 'password' } }] },
        }),
      ),
    },
  },
  {
    name: 'C2 The buffer of an agent is in memory',
    caughtBy: ['memory-volume-limited', 'chart-data-persistent'],
    says: 'Memory',
    partly: true,
    tree: {
      'app1/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { enabled: false },
        prometheus: { agentMode: true, prometheusSpec: { remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }], storageSpec: { emptyDir: { medium: 'Memory' } } } },
      }),
    },
  },
  {
    name: 'L19 Waves of Applications do not wait: nothing restores their health',
    caughtBy: ['waves-wait', 'needed-comes-first'],
    tree: {
      'argocd/argocd.yaml': application(['https://argoproj.github.io/argo-helm', 'argo-cd', '7.7.11'], 'argocd', { configs: { params: { 'server.insecure': true } } }),
      'argocd/root.yaml': yaml(folderApp('root', 'apps', 'argocd')),
      'apps/apps.yaml': yaml(
        chartApp('cert-manager', ['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'], 'cert-manager', { crds: { enabled: true } }, { annotations: { 'argocd.argoproj.io/sync-wave': '1' } }),
        { ...folderApp('issuers', 'issuers', 'cert-manager'), metadata: { name: 'issuers', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '2' } } },
      ),
      'issuers/issuer.yaml': yaml(kube('cert-manager.io/v1/ClusterIssuer', { name: 'selfsigned' }, { spec: { selfSigned: {} } })),
    },
  },
  {
    name: 'L27 A budget keeps the only replica from moving',
    caughtBy: 'disruption-allowed',
    tree: { 'shop.yaml': yaml(space('shop'), app({ replicas: 1 }), door('web'), kube('policy/v1/PodDisruptionBudget', { name: 'web', namespace: 'shop' }, { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } })) },
  },
  {
    name: 'L28 A node selector asks for amd64, and every node of the plan is arm64',
    caughtBy: ['pods-find-nodes', 'architecture-offered'],
    says: 'amd64',
    partly: true,
    tree: {
      'nodes.yaml': yaml(kube('v1/Node', { name: 'worker-0', labels: { 'kubernetes.io/arch': 'arm64', 'kubernetes.io/hostname': 'worker-0' } })),
      'shop.yaml': yaml(space('shop'), app({ pod: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } } }), door('web')),
    },
  },
  {
    name: 'L31 A cross-cluster rule does not name the cluster',
    caughtBy: ['cluster-policy-named', 'policy-selects-pods'],
    says: 'vault',
    partly: true,
    tree: {
      'clusters/mgmt/vault.yaml': yaml(space('vault'), app({ name: 'vault', namespace: 'vault', port: 8200 }), door('vault', 'vault', 8200), space('shop')),
      'clusters/app1/policy.yaml': yaml(
        space('shop'),
        app(),
        door('web'),
        kube('cilium.io/v2/CiliumNetworkPolicy', { name: 'to-vault', namespace: 'shop' }, {
          spec: { endpointSelector: { matchLabels: { app: 'web' } }, egress: [{ toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'vault', app: 'vault' } }], toPorts: [{ ports: [{ port: '8200', protocol: 'TCP' }] }] }] },
        }),
      ),
    },
  },
  {
    name: 'VPA The mode Auto of a vertical autoscaler is deprecated',
    caughtBy: ['deprecated-field', 'schema-valid'],
    says: 'Auto',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), app(), door('web'), kube('autoscaling.k8s.io/v1/VerticalPodAutoscaler', { name: 'web', namespace: 'shop' }, { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy: { updateMode: 'Auto' } } })) },
  },
  {
    name: 'VPA A vertical autoscaler with one replica never acts',
    caughtBy: ['autoscaler-works', 'vpa-acts'],
    says: 'minReplicas',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), app({ replicas: 1 }), door('web'), kube('autoscaling.k8s.io/v1/VerticalPodAutoscaler', { name: 'web', namespace: 'shop' }, { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy: { updateMode: 'Recreate' } } })) },
  },
  {
    name: 'Default deny An empty list of rules does not switch a direction to deny',
    caughtBy: ['cilium-deny-acts', 'cilium-policy-valid', 'cilium-empty-selector'],
    says: 'ingress',
    tree: {
      'shop.yaml': yaml(space('shop'), app(), door('web'), kube('cilium.io/v2/CiliumNetworkPolicy', { name: 'default-deny', namespace: 'shop' }, { spec: { endpointSelector: {}, ingress: [], egress: [] } })),
    },
    mended: { 'shop.yaml': yaml(space('shop'), app(), door('web'), kube('cilium.io/v2/CiliumNetworkPolicy', { name: 'default-deny', namespace: 'shop' }, { spec: { endpointSelector: {}, ingress: [{}], egress: [{}] } })) },
  },
];
