import { deployment, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { documents } from './pieces.ts';
import { store, accounts, vault } from './clusters-secrets-parts.ts';

/** Vault itself: its servers, its listener, its volume. */
export const clusterVault: readonly Mistake[] = [
  mistake(
    'Vault runs three servers of Raft on a cluster with one worker',
    'helm-values-work',
    {
      'nodes.yaml': ['mgmt-cp', 'mgmt-worker-0']
        .map(
          (name) =>
            `apiVersion: v1\nkind: Node\nmetadata: { name: ${name}, labels: { kubernetes.io/hostname: ${name} } }\n${name === 'mgmt-cp' ? 'spec: { taints: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }] }\n' : ''}`,
        )
        .join('---\n'),
      ...vault(
        'server:\n  ha: { enabled: true, replicas: 3, raft: { enabled: true } }\n  dataStorage: { size: 10Gi, storageClass: local-path-retain }\n',
      ),
    },
    'addons/values/vault.yaml',
    [['  ha: { enabled: true, replicas: 3, raft: { enabled: true } }\n', '  standalone: { enabled: true }\n']],
  ),
  mistake(
    'A pod asks the injector of Vault for its secrets, and the injector is off',
    'vault-injector-runs',
    {
      ...vault('injector: { enabled: false }\nserver:\n  dataStorage: { size: 10Gi, storageClass: local-path-retain }\n'),
      'app/web.yaml': deployment('web', 'app', 8080).replace(
        'metadata: { labels: { app: web } }',
        "metadata: { labels: { app: web }, annotations: { vault.hashicorp.com/agent-inject: 'true', vault.hashicorp.com/role: web } }",
      ),
    },
    'addons/values/vault.yaml',
    [['injector: { enabled: false }', 'injector: { enabled: true }']],
  ),
  mistake(
    'Clients call Vault by https, its listener has TLS switched off',
    'vault-scheme-agrees',
    {
      ...vault(`server:
  standalone:
    enabled: true
    config: |
      ui = true
      listener "tcp" {
        tls_disable = 1
        address = "[::]:8200"
        cluster_address = "[::]:8201"
      }
      storage "file" {
        path = "/vault/data"
      }
  dataStorage: { size: 10Gi, storageClass: local-path-retain }
`),
      'mgmt/store.yaml': documents(accounts, store('ClusterSecretStore', 'kubernetes', 'secret')),
    },
    'addons/values/vault.yaml',
    [['        tls_disable = 1\n', '        tls_cert_file = "/vault/tls/tls.crt"\n        tls_key_file = "/vault/tls/tls.key"\n']],
  ),
  mistake(
    'The volume of Vault is asked for at the top of the values, where the chart does not look',
    'helm-value-known',
    vault('dataStorage: { size: 10Gi, storageClass: local-path-retain }\nserver:\n  standalone: { enabled: true }\n'),
    'addons/values/vault.yaml',
    [
      ['dataStorage: { size: 10Gi, storageClass: local-path-retain }\n', ''],
      ['standalone: { enabled: true }', 'standalone: { enabled: true }\n  dataStorage: { size: 10Gi, storageClass: local-path-retain }'],
    ],
  ),
];
