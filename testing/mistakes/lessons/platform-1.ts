import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { CILIUM, HASHICORP, PROMETHEUS, space, yaml } from '../parts.ts';
import { application } from './platform-parts.ts';

/** The mistakes of a guide for three clusters, in one of them. Part 1 of 5. */
export const platform1: readonly Mistake[] = [
  {
    name: 'M3 The option tunnel was removed from Cilium',
    caughtBy: 'helm-values-work',
    says: 'tunnel',
    tree: {
      'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', { tunnel: 'vxlan', hubble: { enabled: true } }),
    },
    mended: {
      'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', {
        routingMode: 'tunnel',
        tunnelProtocol: 'vxlan',
        hubble: { enabled: true },
      }),
    },
  },
  {
    name: 'M5 A Gateway of Cilium, and nothing switches its controller on',
    caughtBy: 'gateway-class-served',
    says: 'gatewayAPI',
    tree: {
      'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', {
        kubeProxyReplacement: true,
        k8sServiceHost: '10.0.0.1',
        k8sServicePort: 6443,
      }),
      'platform/gateway.yaml': yaml(
        space('edge'),
        kube(
          'gateway.networking.k8s.io/v1/Gateway',
          { name: 'main', namespace: 'edge' },
          { spec: { gatewayClassName: 'cilium', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] } },
        ),
      ),
    },
    mended: {
      'platform/cilium.yaml': application([CILIUM, 'cilium', '1.16.5'], 'kube-system', {
        kubeProxyReplacement: true,
        k8sServiceHost: '10.0.0.1',
        k8sServicePort: 6443,
        gatewayAPI: { enabled: true },
      }),
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
      'secrets/operator.yaml': application(['https://charts.external-secrets.io', 'external-secrets', '0.18.2'], 'external-secrets', {
        installCRDs: true,
      }),
      'secrets/store.yaml': yaml(
        kube(
          'external-secrets.io/v1beta1/ClusterSecretStore',
          { name: 'vault' },
          {
            spec: {
              provider: {
                vault: {
                  server: 'https://vault.acme.io',
                  path: 'secret',
                  version: 'v2',
                  auth: {
                    kubernetes: {
                      mountPath: 'kubernetes',
                      role: 'eso',
                      serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' },
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
    name: 'M10 A store of the whole cluster logs in with an account without a namespace',
    caughtBy: 'secret-store-sound',
    says: 'namespace',
    tree: {
      'secrets/store.yaml': yaml(
        kube(
          'external-secrets.io/v1/ClusterSecretStore',
          { name: 'vault' },
          {
            spec: {
              provider: {
                vault: {
                  server: 'https://vault.acme.io',
                  path: 'secret',
                  version: 'v2',
                  auth: { kubernetes: { mountPath: 'kubernetes', role: 'eso', serviceAccountRef: { name: 'external-secrets' } } },
                },
              },
            },
          },
        ),
      ),
    },
    mended: {
      'secrets/store.yaml': yaml(
        kube(
          'external-secrets.io/v1/ClusterSecretStore',
          { name: 'vault' },
          {
            spec: {
              provider: {
                vault: {
                  server: 'https://vault.acme.io',
                  path: 'secret',
                  version: 'v2',
                  auth: {
                    kubernetes: {
                      mountPath: 'kubernetes',
                      role: 'eso',
                      serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' },
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
    name: 'M12 An issuer logs in with the token Secret of an account, which nobody makes',
    caughtBy: ['secret-reference-exists', 'vault-mount-own'],
    says: 'cert-manager-vault-token',
    partly: true,
    tree: {
      'pki/issuer.yaml': yaml(
        space('cert-manager'),
        kube(
          'cert-manager.io/v1/ClusterIssuer',
          { name: 'vault-issuer' },
          {
            spec: {
              vault: {
                server: 'https://vault.acme.io',
                path: 'pki/sign/k8s',
                auth: {
                  kubernetes: {
                    role: 'cert-manager',
                    mountPath: '/v1/auth/kubernetes',
                    secretRef: { name: 'cert-manager-vault-token', key: 'token' },
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
    name: 'M13 A store speaks plain http to a Vault outside',
    caughtBy: 'secret-store-sound',
    says: 'http://vault.acme.io',
    tree: {
      'secrets/store.yaml': yaml(
        kube(
          'external-secrets.io/v1/ClusterSecretStore',
          { name: 'vault' },
          {
            spec: {
              provider: {
                vault: {
                  server: 'http://vault.acme.io:8200',
                  path: 'secret',
                  version: 'v2',
                  auth: {
                    kubernetes: {
                      mountPath: 'kubernetes',
                      role: 'eso',
                      serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' },
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
    name: 'M14 installCRDs of cert-manager is deprecated',
    caughtBy: 'helm-values-work',
    says: 'installCRDs',
    partly: true,
    tree: {
      'pki/cert-manager.yaml': application(['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'], 'cert-manager', {
        installCRDs: true,
      }),
    },
  },
  {
    name: 'M15 Vault runs in dev mode, in memory',
    caughtBy: ['login-required', 'chart-data-persistent'],
    tree: { 'vault/vault.yaml': application([HASHICORP, 'vault', '0.29.1'], 'vault', { server: { dev: { enabled: true } } }) },
  },
  {
    name: "M15 Vault's page is open as a LoadBalancer",
    caughtBy: 'admin-closed',
    missed: 'Vault asks everybody for a login: an open page is a choice',
    tree: {
      'vault/vault.yaml': application([HASHICORP, 'vault', '0.29.1'], 'vault', { ui: { enabled: true, serviceType: 'LoadBalancer' } }),
    },
  },
  {
    name: 'M16 The mode of an agent is a key that the chart does not have',
    caughtBy: 'helm-value-known',
    says: 'mode',
    tree: {
      'app1/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        prometheus: { prometheusSpec: { mode: 'Agent', externalLabels: { cluster: 'app1' } } },
      }),
    },
  },
  {
    name: 'M17 An agent is given rules, which it never evaluates',
    caughtBy: 'helm-values-work',
    says: 'agent',
    tree: {
      'app1/prometheus.yaml': application([PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
        grafana: { enabled: false },
        alertmanager: { enabled: false },
        prometheus: {
          agentMode: true,
          prometheusSpec: {
            externalLabels: { cluster: 'app1' },
            remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }],
            storageSpec: { emptyDir: { sizeLimit: '2Gi' } },
          },
        },
        additionalPrometheusRulesMap: { app: { groups: [{ name: 'app', rules: [{ alert: 'Down', expr: 'up == 0' }] }] } },
      }),
    },
  },
];
