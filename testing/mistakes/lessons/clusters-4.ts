import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, door, space, yaml } from '../parts.ts';
import { cilium } from './clusters-parts.ts';

/** What several clusters must agree on, or must not share. Part 4 of 5. */
export const clusters4: readonly Mistake[] = [
  {
    name: 'A cluster generator whose template has no goTemplate uses Go paths',
    caughtBy: ['applicationset-template', 'destination-registered'],
    says: '{{.name}}',
    tree: {
      'argocd/trees.yaml': yaml(
        kube(
          'argoproj.io/v1alpha1/ApplicationSet',
          { name: 'trees', namespace: 'argocd' },
          {
            spec: {
              generators: [{ clusters: {} }],
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
  {
    name: 'If a cluster Secret vanishes, the ApplicationSet deletes what runs there',
    caughtBy: 'applicationset-preserves',
    partly: true,
    tree: {
      'argocd/trees.yaml': yaml(
        kube(
          'argoproj.io/v1alpha1/ApplicationSet',
          { name: 'trees', namespace: 'argocd' },
          {
            spec: {
              goTemplate: true,
              generators: [{ clusters: {} }],
              template: {
                metadata: { name: 'tree-{{.name}}' },
                spec: {
                  project: 'default',
                  source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path: 'clusters/{{.name}}' },
                  destination: { server: '{{.server}}', namespace: 'default' },
                  syncPolicy: { automated: { prune: true, selfHeal: true } },
                },
              },
            },
          },
        ),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'The Secret of a cluster lacks its server',
    caughtBy: 'destination-registered',
    says: 'server',
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
                  metadata: { labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
                  data: { name: 'app1', url: 'https://192.168.64.20:6443', config: '{{ .config }}' },
                },
              },
              data: [{ secretKey: 'config', remoteRef: { key: 'clusters/app1' } }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'The address of the API server in a cluster is that of another cluster',
    caughtBy: 'cluster-identity-unique',
    says: '192.168.64.10',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.10', k8sServicePort: 6443 }),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.10', k8sServicePort: 6443 }),
    },
    mended: {
      'clusters/app1/cilium.yaml': cilium('app1', 2, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.20', k8sServicePort: 6443 }),
    },
  },
  {
    name: 'A stub for a Service of another cluster has a selector: it finds local pods only',
    caughtBy: 'global-service-fits',
    says: 'vault',
    tree: {
      'clusters/mgmt/vault.yaml': yaml(
        space('vault'),
        app({ name: 'vault', namespace: 'vault', port: 8200, image: 'hashicorp/vault:1.18.3' }),
        kube(
          'v1/Service',
          { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true' } },
          {
            spec: { selector: { app: 'vault' }, ports: [{ name: 'http', port: 8200 }] },
          },
        ),
      ),
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube('v1/Service', { name: 'vault', namespace: 'vault' }, { spec: { ports: [{ name: 'http', port: 8200 }] } }),
      ),
    },
    mended: {
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube(
          'v1/Service',
          { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } },
          {
            spec: { ports: [{ name: 'http', port: 8200 }] },
          },
        ),
      ),
    },
  },
  {
    name: 'The port of a stub has another name than the Service behind it',
    caughtBy: 'global-service-fits',
    says: 'http-vault',
    tree: {
      'clusters/mgmt/vault.yaml': yaml(
        space('vault'),
        app({ name: 'vault', namespace: 'vault', port: 8200, image: 'hashicorp/vault:1.18.3' }),
        kube(
          'v1/Service',
          { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true' } },
          {
            spec: { selector: { app: 'vault' }, ports: [{ name: 'http', port: 8200 }] },
          },
        ),
      ),
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube(
          'v1/Service',
          { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } },
          {
            spec: { ports: [{ name: 'http-vault', port: 8200 }] },
          },
        ),
      ),
    },
    mended: {
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube(
          'v1/Service',
          { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } },
          {
            spec: { ports: [{ name: 'http', port: 8200 }] },
          },
        ),
      ),
    },
  },
  {
    name: 'A global Service is global in one cluster only',
    caughtBy: 'global-service-fits',
    says: 'cart',
    tree: Object.fromEntries(
      ['east', 'west'].map((cluster) => [
        `clusters/${cluster}/cart.yaml`,
        yaml(
          space('shop'),
          app({ name: 'cart' }),
          kube(
            'v1/Service',
            { name: 'cart', namespace: 'shop', ...(cluster === 'east' ? { annotations: { 'service.cilium.io/global': 'true' } } : {}) },
            {
              spec: { selector: { app: 'cart' }, ports: [{ name: 'http', port: 8080 }] },
            },
          ),
        ),
      ]),
    ),
    partly: true,
  },
  {
    name: 'A ServiceEntry calls a Service of another cluster by its local name and resolves it by DNS here',
    caughtBy: ['service-entry-reaches', 'url-host-exists'],
    says: 'cart.shop',
    tree: {
      'mesh/entry.yaml': yaml(
        space('shop', true),
        app({ name: 'web' }),
        door('web'),
        kube(
          'networking.istio.io/v1/ServiceEntry',
          { name: 'cart-remote', namespace: 'shop' },
          {
            spec: {
              hosts: ['cart.shop.svc.cluster.local'],
              location: 'MESH_INTERNAL',
              resolution: 'DNS',
              ports: [{ number: 8080, name: 'http', protocol: 'HTTP' }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'A remote secret carries no name of the cluster',
    caughtBy: 'remote-secret-works',
    says: 'west',
    tree: {
      'istio/remote-secret-west.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: istio-remote-secret-west
  namespace: istio-system
  labels:
    istio/multicluster: "true"
stringData:
  west: |
    apiVersion: v1
    kind: Config
    clusters:
      - name: west
        cluster: { server: "https://127.0.0.1:6443" }
    contexts: []
    users: []
`,
    },
  },
  {
    name: 'Velero of two clusters writes under the same prefix',
    caughtBy: 'backup-place-own',
    says: 'velero',
    tree: Object.fromEntries(
      ['app1', 'app2'].map((cluster) => [
        `clusters/${cluster}/velero.yaml`,
        yaml(
          space('velero'),
          space('app'),
          kube(
            'velero.io/v1/BackupStorageLocation',
            { name: 'default', namespace: 'velero' },
            {
              spec: {
                provider: 'aws',
                objectStorage: { bucket: 'velero' },
                config: { region: 'minio', s3ForcePathStyle: 'true', s3Url: 'https://s3.acme.io' },
              },
            },
          ),
        ),
      ]),
    ),
  },
];
