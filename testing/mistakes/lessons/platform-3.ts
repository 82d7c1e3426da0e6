import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, folderApp, HASHICORP, space, yaml } from '../parts.ts';
import { application } from './platform-parts.ts';

/** The mistakes of a guide for three clusters, in one of them. Part 3 of 5. */
export const platform3: readonly Mistake[] = [
  {
    name: 'M31 Two classes are the default, and one is defined twice',
    caughtBy: ['one-default-class', 'object-defined-once'],
    tree: {
      'storage/classes.yaml': yaml(
        ...['local-path', 'fast'].map((name) =>
          kube(
            'storage.k8s.io/v1/StorageClass',
            { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
            { provisioner: 'rancher.io/local-path' },
          ),
        ),
      ),
    },
  },
  {
    name: 'M32 A schedule backs up namespaces that hold no data, without their volumes',
    caughtBy: 'velero-schedule-works',
    says: 'app',
    tree: {
      'vault/vault.yaml': application([HASHICORP, 'vault', '0.29.1'], 'vault', {
        server: { dataStorage: { enabled: true, size: '10Gi' } },
      }),
      'velero/schedule.yaml': yaml(
        space('velero'),
        kube(
          'velero.io/v1/Schedule',
          { name: 'daily', namespace: 'velero' },
          { spec: { schedule: '0 2 * * *', template: { includedNamespaces: ['default', 'app'], ttl: '168h' } } },
        ),
      ),
      'shop.yaml': yaml(
        space('shop'),
        kube(
          'v1/PersistentVolumeClaim',
          { name: 'data', namespace: 'shop' },
          { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local-path', resources: { requests: { storage: '1Gi' } } } },
        ),
        app({
          name: 'vault-like',
          spec: { strategy: { type: 'Recreate' } },
          container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        }),
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
        kube(
          'batch/v1/CronJob',
          { name: 'etcd-backup', namespace: 'kube-system' },
          {
            spec: {
              schedule: '0 1 * * *',
              jobTemplate: {
                spec: {
                  template: {
                    spec: {
                      restartPolicy: 'OnFailure',
                      containers: [
                        {
                          name: 'etcd',
                          image: 'registry.k8s.io/etcd:3.6.1-0',
                          command: ['sh', '-c', 'set -e; etcdctl snapshot save /backup/s.db; etcdctl snapshot status /backup/s.db'],
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'M33 Snapshots of etcd stay on the node that they protect',
    caughtBy: ['backup-elsewhere', 'no-node-storage'],
    says: 'etcd',
    tree: {
      'etcd/backup.yaml': yaml(
        kube(
          'batch/v1/CronJob',
          { name: 'etcd-backup', namespace: 'kube-system' },
          {
            spec: {
              schedule: '0 1 * * *',
              jobTemplate: {
                spec: {
                  template: {
                    spec: {
                      restartPolicy: 'OnFailure',
                      containers: [
                        {
                          name: 'etcd',
                          image: 'registry.k8s.io/etcd:3.5.16-0',
                          command: ['sh', '-c', 'set -e; etcdctl snapshot save /backup/s.db'],
                          volumeMounts: [{ name: 'backup', mountPath: '/backup' }],
                        },
                      ],
                      volumes: [{ name: 'backup', hostPath: { path: '/var/backups/etcd' } }],
                    },
                  },
                },
              },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'M34 MetalLB is installed into a namespace that enforces baseline',
    caughtBy: 'chart-needs-privileges',
    says: 'metallb-system',
    tree: {
      'metallb/ns.yaml': yaml(
        kube('v1/Namespace', { name: 'metallb-system', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } }),
      ),
      'metallb/metallb.yaml': application(['https://metallb.github.io/metallb', 'metallb', '0.14.9'], 'metallb-system', {}),
    },
    mended: {
      'metallb/ns.yaml': yaml(
        kube('v1/Namespace', { name: 'metallb-system', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } }),
      ),
    },
  },
  {
    name: 'M35 The arguments of the API server are a map, which kubeadm v1beta4 does not read',
    caughtBy: 'kubeadm-config-valid',
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
    caughtBy: 'kubeadm-config-valid',
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
    caughtBy: 'kubeadm-config-valid',
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
        chartApp(
          'cert-manager',
          ['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'],
          'cert-manager',
          { crds: { enabled: true } },
          { annotations: { 'argocd.argoproj.io/sync-wave': '6' } },
        ),
        {
          ...folderApp('issuers', 'issuers', 'cert-manager'),
          metadata: { name: 'issuers', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '5' } },
        },
      ),
      'issuers/issuer.yaml': yaml(kube('cert-manager.io/v1/ClusterIssuer', { name: 'selfsigned' }, { spec: { selfSigned: {} } })),
    },
  },
  {
    name: 'M39 A chart has no exact version, an image is the latest',
    caughtBy: ['chart-version-pinned', 'image-pinned'],
    tree: {
      'argocd/apps.yaml': application(['https://kyverno.github.io/kyverno', 'kyverno', '3.*'], 'kyverno', {}),
      'nexus.yaml': yaml(space('shop'), app({ name: 'nexus', image: 'sonatype/nexus3:latest' }), door('nexus')),
    },
  },
  {
    name: 'M40 An annotation for external-dns, which nobody installs',
    caughtBy: 'annotation-known',
    says: 'external-dns',
    missed: 'the program that reads it may be installed by another repository',
    tree: {
      'argocd/apps.yaml': application(['https://kyverno.github.io/kyverno', 'kyverno', '3.3.4'], 'kyverno', {}),
      'shop.yaml': yaml(
        space('shop'),
        app(),
        kube(
          'v1/Service',
          { name: 'web', namespace: 'shop', annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'shop.acme.io' } },
          { spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } },
        ),
      ),
    },
  },
  {
    name: "M41 Traces go as OTLP to Jaeger's own port",
    caughtBy: 'otlp-port-fits',
    says: '14250',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({
          container: { env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://jaeger-collector.tracing.svc.cluster.local:14250' }] },
        }),
        door('web'),
      ),
    },
  },
  {
    name: 'L13 Samples that come late are refused: Thanos Receive has no window for them',
    caughtBy: 'late-samples-taken',
    says: 'out-of-order',
    partly: true,
    tree: {
      'mgmt/receive.yaml': yaml(
        space('monitoring'),
        app({
          name: 'thanos-receive',
          namespace: 'monitoring',
          kind: 'apps/v1/StatefulSet',
          image: 'quay.io/thanos/thanos:v0.37.2',
          port: 19291,
          spec: { serviceName: 'thanos-receive' },
          container: {
            args: ['receive', '--tsdb.path=/data', '--label=receive="a"', '--remote-write.address=0.0.0.0:19291'],
            volumeMounts: [{ name: 'data', mountPath: '/data' }],
          },
          pod: { volumes: [{ name: 'data', emptyDir: { sizeLimit: '5Gi' } }] },
        }),
        door('thanos-receive', 'monitoring', 19291),
      ),
    },
  },
];
