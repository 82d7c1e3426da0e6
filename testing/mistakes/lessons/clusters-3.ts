import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { chartApp, folderApp, PROMETHEUS, space, yaml } from '../parts.ts';

/** What several clusters must agree on, or must not share. Part 3 of 5. */
export const clusters3: readonly Mistake[] = [
  {
    name: 'The agents of two clusters carry the same label for the cluster',
    caughtBy: 'cluster-label-own',
    says: 'app1',
    tree: {
      'clusters/app1/prometheus.yaml': yaml(
        chartApp(
          'app1-kube-prometheus-stack',
          [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'],
          'monitoring',
          {
            prometheus: {
              prometheusSpec: { externalLabels: { cluster: 'app1' }, remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }] },
            },
          },
          { destination: { server: undefined, name: 'app1' } },
        ),
      ),
      'clusters/app2/prometheus.yaml': yaml(
        chartApp(
          'app2-kube-prometheus-stack',
          [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'],
          'monitoring',
          {
            prometheus: {
              prometheusSpec: { externalLabels: { cluster: 'app1' }, remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }] },
            },
          },
          { destination: { server: undefined, name: 'app2' } },
        ),
      ),
    },
    mended: {
      'clusters/app2/prometheus.yaml': yaml(
        chartApp(
          'app2-kube-prometheus-stack',
          [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'],
          'monitoring',
          {
            prometheus: {
              prometheusSpec: { externalLabels: { cluster: 'app2' }, remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }] },
            },
          },
          { destination: { server: undefined, name: 'app2' } },
        ),
      ),
    },
  },
  {
    name: 'An agent writes to the store of all clusters without saying whose metrics they are',
    caughtBy: 'cluster-label-own',
    says: 'cluster',
    tree: {
      'clusters/app1/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    externalLabels: { cluster: app1 }
    remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }]
grafana: { enabled: false }
alertmanager: { enabled: false }
`,
      'clusters/app2/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }]
grafana: { enabled: false }
alertmanager: { enabled: false }
`,
    },
    mended: {
      'clusters/app2/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    externalLabels: { cluster: app2 }
    remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }]
grafana: { enabled: false }
alertmanager: { enabled: false }
`,
    },
  },
  {
    name: 'Promtail of the second cluster sends logs under the name of the first',
    caughtBy: 'cluster-label-own',
    says: 'app1',
    tree: {
      'clusters/app1/promtail-values.yaml': `config:
  clients:
    - url: https://logs.acme.io/loki/api/v1/push
      external_labels: { cluster: app1 }
`,
      'clusters/app2/promtail-values.yaml': `config:
  clients:
    - url: https://logs.acme.io/loki/api/v1/push
      external_labels: { cluster: app1 }
`,
    },
    mended: {
      'clusters/app2/promtail-values.yaml': `config:
  clients:
    - url: https://logs.acme.io/loki/api/v1/push
      external_labels: { cluster: app2 }
`,
    },
  },
  {
    name: 'Both clusters log in to Vault through the same Kubernetes mount',
    caughtBy: 'vault-mount-own',
    says: 'kubernetes',
    tree: Object.fromEntries(
      ['app1', 'app2'].map((cluster) => [
        `clusters/${cluster}/store.yaml`,
        yaml(
          kube(
            'external-secrets.io/v1/ClusterSecretStore',
            { name: 'vault-backend' },
            {
              spec: {
                provider: {
                  vault: {
                    server: 'https://vault.acme.io:8200',
                    path: 'secret',
                    version: 'v2',
                    auth: {
                      kubernetes: {
                        mountPath: 'kubernetes',
                        role: 'external-secrets',
                        serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' },
                      },
                    },
                  },
                },
              },
            },
          ),
          space('external-secrets'),
          space('app'),
        ),
      ]),
    ),
  },
  {
    name: 'An Application is for a cluster that no cluster Secret registers',
    caughtBy: 'destination-registered',
    says: 'app-2',
    tree: {
      'argocd/clusters.yaml': yaml(
        ...['app1', 'app2'].map((name) =>
          kube(
            'external-secrets.io/v1/ExternalSecret',
            { name: `cluster-${name}`, namespace: 'argocd' },
            {
              spec: {
                refreshInterval: '1h',
                secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
                target: {
                  template: {
                    metadata: { labels: { 'argocd.argoproj.io/secret-type': 'cluster', 'cluster-name': name } },
                    data: { name, server: 'https://192.168.64.20:6443', config: '{{ .config }}' },
                  },
                },
                data: [{ secretKey: 'config', remoteRef: { key: `clusters/${name}` } }],
              },
            },
          ),
        ),
      ),
      'argocd/apps.yaml': yaml(
        folderApp('app1', 'clusters/app1', 'app', { destination: { name: 'app1', namespace: 'app' } }),
        folderApp('app2', 'clusters/app2', 'app', { destination: { name: 'app-2', namespace: 'app' } }),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
      'clusters/app2/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'The server of an Application is written with another port than the cluster Secret has',
    caughtBy: 'destination-registered',
    says: '192.168.64.20:443',
    tree: {
      'argocd/cluster-app1.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: cluster-app1
  namespace: argocd
  labels: { argocd.argoproj.io/secret-type: cluster }
type: Opaque
stringData:
  name: app1
  server: https://192.168.64.20:6443
  config: '{}'
`,
      'argocd/app.yaml': yaml(
        folderApp('app1', 'clusters/app1', 'app', { destination: { server: 'https://192.168.64.20:443', namespace: 'app' } }),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'A destination has both a name and a server',
    caughtBy: ['destination-registered', 'schema-valid', 'schema-cel'],
    tree: {
      'argocd/app.yaml': yaml(
        folderApp('app1', 'clusters/app1', 'app', {
          destination: { name: 'app1', server: 'https://192.168.64.20:6443', namespace: 'app' },
        }),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'The cluster generator selects by a label that no cluster Secret carries',
    caughtBy: 'destination-registered',
    says: 'cluster-role',
    tree: {
      'argocd/cluster-app1.yaml': yaml(
        kube(
          'external-secrets.io/v1/ExternalSecret',
          { name: 'cluster-app1', namespace: 'argocd' },
          {
            spec: {
              refreshInterval: '1h',
              secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
              target: {
                template: {
                  metadata: { labels: { 'argocd.argoproj.io/secret-type': 'cluster', role: 'app' } },
                  data: { name: 'app1', server: 'https://192.168.64.20:6443', config: '{{ .config }}' },
                },
              },
              data: [{ secretKey: 'config', remoteRef: { key: 'clusters/app1' } }],
            },
          },
        ),
      ),
      'argocd/trees.yaml': yaml(
        kube(
          'argoproj.io/v1alpha1/ApplicationSet',
          { name: 'trees', namespace: 'argocd' },
          {
            spec: {
              goTemplate: true,
              generators: [{ clusters: { selector: { matchLabels: { 'cluster-role': 'app' } } } }],
              syncPolicy: { preserveResourcesOnDeletion: true },
              template: {
                metadata: { name: 'tree-{{.name}}' },
                spec: {
                  project: 'default',
                  source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path: 'clusters/{{.name}}' },
                  destination: { server: '{{.server}}', namespace: 'default' },
                },
              },
            },
          },
        ),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
];
