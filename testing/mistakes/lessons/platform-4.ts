import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, CILIUM, door, folderApp, GRAFANA, PROMETHEUS, space, yaml } from '../parts.ts';
import { application } from './platform-parts.ts';

/** The mistakes of a guide for three clusters, in one of them. Part 4 of 5. */
export const platform4: readonly Mistake[] = [
  {
    name: 'L13 Blocks with late samples overlap, and the compactor may not merge them',
    caughtBy: 'late-samples-taken',
    says: 'vertical',
    tree: {
      'mgmt/thanos.yaml': yaml(
        space('monitoring'),
        app({
          name: 'thanos-receive',
          namespace: 'monitoring',
          kind: 'apps/v1/StatefulSet',
          image: 'quay.io/thanos/thanos:v0.37.2',
          port: 19291,
          spec: { serviceName: 'thanos-receive' },
          container: {
            args: ['receive', '--tsdb.path=/data', '--label=receive="a"', '--tsdb.out-of-order.time-window=4h'],
            volumeMounts: [{ name: 'data', mountPath: '/data' }],
          },
          pod: { volumes: [{ name: 'data', emptyDir: { sizeLimit: '5Gi' } }] },
        }),
        door('thanos-receive', 'monitoring', 19291),
        app({
          name: 'thanos-compact',
          namespace: 'monitoring',
          image: 'quay.io/thanos/thanos:v0.37.2',
          port: 10902,
          container: { args: ['compact', '--wait', '--data-dir=/data', '--objstore.config-file=/etc/objstore.yaml'] },
        }),
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
    caughtBy: 'helm-values-work',
    says: 'max_retries',
    partly: true,
    tree: {
      'app1/promtail.yaml': application([GRAFANA, 'promtail', '6.16.6'], 'monitoring', {
        config: {
          clients: [
            { url: 'https://logs.acme.io/loki/api/v1/push', external_labels: { cluster: 'app1' }, backoff_config: { max_retries: 3 } },
          ],
        },
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
        kube(
          'external-secrets.io/v1/ExternalSecret',
          { name: 'db', namespace: 'shop' },
          {
            spec: {
              refreshInterval: '1h',
              secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
              target: { name: 'db', deletionPolicy: 'Delete' },
              data: [{ secretKey: 'password', remoteRef: { key: 'shop', property: 'password' } }],
            },
          },
        ),
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
        kube(
          'external-secrets.io/v1/ExternalSecret',
          { name: 'db', namespace: 'shop' },
          {
            spec: {
              refreshInterval: '0',
              secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
              target: { name: 'db' },
              data: [{ secretKey: 'password', remoteRef: { key: 'shop', property: 'password' } }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'C2 The buffer of an agent is in memory',
    caughtBy: 'helm-values-work',
    says: 'Memory',
    tree: {
      'app1/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { enabled: false },
        prometheus: {
          agentMode: true,
          prometheusSpec: {
            remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }],
            storageSpec: { emptyDir: { medium: 'Memory' } },
          },
        },
      }),
    },
  },
  {
    name: 'L19 Waves of Applications do not wait: nothing restores their health',
    caughtBy: 'waves-wait',
    partly: true,
    tree: {
      'argocd/argocd.yaml': application(['https://argoproj.github.io/argo-helm', 'argo-cd', '7.7.11'], 'argocd', {
        configs: { params: { 'server.insecure': true } },
      }),
      'argocd/root.yaml': yaml(folderApp('root', 'apps', 'argocd')),
      'apps/apps.yaml': yaml(
        chartApp(
          'cert-manager',
          ['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'],
          'cert-manager',
          { crds: { enabled: true } },
          { annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
        ),
        {
          ...folderApp('issuers', 'issuers', 'cert-manager'),
          metadata: { name: 'issuers', namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
        },
      ),
      'issuers/issuer.yaml': yaml(kube('cert-manager.io/v1/ClusterIssuer', { name: 'selfsigned' }, { spec: { selfSigned: {} } })),
    },
  },
  {
    name: 'L27 A budget keeps the only replica from moving',
    caughtBy: 'disruption-allowed',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ replicas: 1 }),
        door('web'),
        kube(
          'policy/v1/PodDisruptionBudget',
          { name: 'web', namespace: 'shop' },
          { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } },
        ),
      ),
    },
  },
  {
    name: 'L28 A node selector asks for amd64, and every node of the plan is arm64',
    caughtBy: 'pods-find-nodes',
    says: 'worker-0',
    partly: true,
    tree: {
      'nodes.yaml': yaml(
        kube('v1/Node', { name: 'worker-0', labels: { 'kubernetes.io/arch': 'arm64', 'kubernetes.io/hostname': 'worker-0' } }),
      ),
      'shop.yaml': yaml(space('shop'), app({ pod: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } } }), door('web')),
    },
  },
  {
    name: 'L31 A cross-cluster rule does not name the cluster',
    caughtBy: 'cluster-policy-named',
    says: 'vault',
    partly: true,
    tree: {
      ...Object.fromEntries(
        ['mgmt', 'app1'].map((name, index) => [
          `clusters/${name}/cilium.yaml`,
          yaml(
            chartApp(`${name}-cilium`, [CILIUM, 'cilium', '1.16.5'], 'kube-system', {
              cluster: { name, id: index + 1 },
              ipam: { mode: 'kubernetes' },
              clustermesh: { useAPIServer: true },
            }),
          ),
        ]),
      ),
      'clusters/mgmt/vault.yaml': yaml(
        space('vault'),
        app({ name: 'vault', namespace: 'vault', port: 8200 }),
        door('vault', 'vault', 8200),
        space('shop'),
      ),
      'clusters/app1/policy.yaml': yaml(
        space('shop'),
        app(),
        door('web'),
        kube(
          'cilium.io/v2/CiliumNetworkPolicy',
          { name: 'to-vault', namespace: 'shop' },
          {
            spec: {
              endpointSelector: { matchLabels: { app: 'web' } },
              egress: [
                {
                  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'vault', app: 'vault' } }],
                  toPorts: [{ ports: [{ port: '8200', protocol: 'TCP' }] }],
                },
              ],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'VPA The mode Auto of a vertical autoscaler is deprecated',
    caughtBy: 'vertical-scaler-acts',
    says: 'Auto',
    partly: true,
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app(),
        door('web'),
        kube(
          'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
          { name: 'web', namespace: 'shop' },
          { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy: { updateMode: 'Auto' } } },
        ),
      ),
    },
  },
  {
    name: 'VPA A vertical autoscaler with one replica never acts',
    caughtBy: 'vertical-scaler-acts',
    says: 'one replica',
    partly: true,
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ replicas: 1 }),
        door('web'),
        kube(
          'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
          { name: 'web', namespace: 'shop' },
          { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy: { updateMode: 'Recreate' } } },
        ),
      ),
    },
  },
];
