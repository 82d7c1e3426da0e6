import { deployment, mistake, object } from './apps.ts';
import { addon, clusterChart, installs } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

function store(kind: 'ClusterSecretStore' | 'SecretStore', mount: string, path: string): string {
  return object(
    'external-secrets.io/v1',
    kind,
    'vault-backend',
    kind === 'SecretStore' ? 'monitoring' : '',
    `spec:
  provider:
    vault:
      server: https://vault.vault.svc:8200
      path: ${path}
      version: v2
      caProvider: { type: Secret, name: vault-ca, namespace: cert-manager, key: ca.crt }
      auth:
        kubernetes:
          mountPath: ${mount}
          role: external-secrets
          serviceAccountRef: { name: external-secrets, namespace: external-secrets }`,
  );
}

function external(ref: string, target: string, key: string, remote: string): string {
  return object(
    'external-secrets.io/v1',
    'ExternalSecret',
    'grafana-admin',
    'monitoring',
    `spec:
  refreshInterval: 1h
  secretStoreRef: { ${ref} }
  target: { name: ${target}, creationPolicy: Owner, deletionPolicy: Retain }
  data:
    - { secretKey: ${key}, remoteRef: { key: ${remote}, property: password } }
    - { secretKey: admin-user, remoteRef: { key: ${remote}, property: user } }`,
  );
}

const byCluster = 'name: vault-backend, kind: ClusterSecretStore';

const grafana = clusterChart(
  'mgmt',
  'grafana',
  'grafana',
  'grafana',
  '8.8.2',
  'monitoring',
  `admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password }
persistence: { enabled: false }`,
);

const accounts = documents(
  namespace('external-secrets'),
  object('v1', 'ServiceAccount', 'external-secrets', 'external-secrets', 'automountServiceAccountToken: false'),
  namespace('cert-manager'),
  object('v1', 'ServiceAccount', 'vault-issuer', 'cert-manager', 'automountServiceAccountToken: false'),
);

function vaultSetup(...lines: readonly string[]): string {
  return installs('export VAULT_ADDR=https://127.0.0.1:8200', ...lines);
}

function issuer(path: string, role = 'cert-manager', mount = '/v1/auth/kubernetes'): string {
  return object(
    'cert-manager.io/v1',
    'ClusterIssuer',
    'vault-issuer',
    '',
    `spec:
  vault:
    server: https://vault.vault.svc:8200
    path: ${path}
    caBundleSecretRef: { name: vault-ca, key: ca.crt }
    auth: { kubernetes: { role: ${role}, mountPath: ${mount}, serviceAccountRef: { name: vault-issuer } } }`,
  );
}

function certificate(name: string, place: string, rest: string): string {
  return object('cert-manager.io/v1', 'Certificate', name, place, `spec:\n  secretName: ${name}\n${rest}`);
}

const selfSigned = object('cert-manager.io/v1', 'ClusterIssuer', 'selfsigned-bootstrap', '', 'spec: { selfSigned: {} }');

function vault(rest: string): Readonly<Record<string, string>> {
  return addon('vault', 'hashicorp', 'vault', '0.29.1', 'vault', rest);
}

/** Vault, External Secrets and cert-manager. */
export const clusterSecrets: readonly Mistake[] = [
  mistake(
    'An ExternalSecret leaves out the kind of its store and so looks for a SecretStore',
    'named-object-exists',
    {
      'mgmt/store.yaml': documents(accounts, store('ClusterSecretStore', 'kubernetes', 'secret')),
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        external('name: vault-backend', 'grafana-admin', 'admin-password', 'platform/grafana'),
        grafana,
      ),
    },
    'mgmt/grafana.yaml',
    [['{ name: vault-backend }', `{ ${byCluster} }`]],
  ),
  mistake(
    'Grafana reads its password under a key that the ExternalSecret does not write',
    'secret-reference-exists',
    {
      'mgmt/store.yaml': documents(accounts, store('ClusterSecretStore', 'kubernetes', 'secret')),
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        external(byCluster, 'grafana-admin', 'password', 'platform/grafana'),
        grafana,
      ),
    },
    'mgmt/grafana.yaml',
    [['secretKey: password', 'secretKey: admin-password']],
  ),
  mistake(
    'Grafana reads a Secret that the ExternalSecret writes under another name',
    'secret-reference-exists',
    {
      'mgmt/store.yaml': documents(accounts, store('ClusterSecretStore', 'kubernetes', 'secret')),
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        external(byCluster, 'grafana-admin-credentials', 'admin-password', 'platform/grafana'),
        grafana,
      ),
    },
    'mgmt/grafana.yaml',
    [['name: grafana-admin-credentials', 'name: grafana-admin']],
  ),
  mistake(
    'The script that sets Vault up mounts the log-in of the cluster elsewhere than its store asks',
    'vault-setup-agrees',
    {
      'vault/setup.sh': vaultSetup(
        'vault auth enable -path=kubernetes/app1 kubernetes',
        'vault secrets enable -path=secret kv-v2',
        'vault write auth/kubernetes/app1/role/external-secrets bound_service_account_names=external-secrets bound_service_account_namespaces=external-secrets policies=read ttl=1h',
      ),
      'app1/store.yaml': documents(accounts, store('ClusterSecretStore', 'kubernetes-app1', 'secret')),
    },
    'vault/setup.sh',
    [['kubernetes/app1', 'kubernetes-app1']],
  ),
  mistake(
    'The script that sets Vault up keeps secrets under another path than the store reads',
    'vault-setup-agrees',
    {
      'vault/setup.sh': vaultSetup(
        'vault auth enable -path=kubernetes kubernetes',
        'vault secrets enable -path=kv kv-v2',
        'vault write auth/kubernetes/role/external-secrets bound_service_account_names=external-secrets bound_service_account_namespaces=external-secrets policies=read ttl=1h',
      ),
      'mgmt/store.yaml': documents(accounts, store('ClusterSecretStore', 'kubernetes', 'secret')),
    },
    'vault/setup.sh',
    [['-path=kv ', '-path=secret ']],
  ),
  mistake(
    'The role in Vault is bound to a namespace in which External Secrets does not run',
    'vault-setup-agrees',
    {
      'vault/setup.sh': vaultSetup(
        'vault auth enable -path=kubernetes kubernetes',
        'vault secrets enable -path=secret kv-v2',
        'vault write auth/kubernetes/role/external-secrets bound_service_account_names=external-secrets bound_service_account_namespaces=external-secrets-system policies=read ttl=1h',
      ),
      'mgmt/store.yaml': documents(accounts, store('ClusterSecretStore', 'kubernetes', 'secret')),
    },
    'vault/setup.sh',
    [['external-secrets-system', 'external-secrets']],
  ),
  mistake(
    'The issuer signs with a role of the PKI that the script makes under another name',
    'vault-setup-agrees',
    {
      'vault/setup.sh': vaultSetup(
        'vault secrets enable -path=pki_int pki',
        'vault write pki_int/roles/kubernetes-certs allowed_domains=svc,local.dev allow_subdomains=true max_ttl=720h',
        'vault auth enable -path=kubernetes kubernetes',
        'vault write auth/kubernetes/role/cert-manager bound_service_account_names=vault-issuer bound_service_account_namespaces=cert-manager policies=pki ttl=20m',
      ),
      'mgmt/issuer.yaml': documents(accounts, issuer('pki_int/sign/k8s-certs')),
    },
    'vault/setup.sh',
    [['roles/kubernetes-certs', 'roles/k8s-certs']],
  ),
  mistake(
    'The issuer logs in with an account that its role in Vault does not admit',
    'vault-setup-agrees',
    {
      'vault/setup.sh': vaultSetup(
        'vault secrets enable -path=pki_int pki',
        'vault write pki_int/roles/k8s-certs allowed_domains=svc,local.dev allow_subdomains=true max_ttl=720h',
        'vault auth enable -path=kubernetes kubernetes',
        'vault write auth/kubernetes/role/cert-manager bound_service_account_names=cert-manager bound_service_account_namespaces=cert-manager policies=pki ttl=20m',
      ),
      'mgmt/issuer.yaml': documents(accounts, issuer('pki_int/sign/k8s-certs')),
    },
    'vault/setup.sh',
    [['bound_service_account_names=cert-manager', 'bound_service_account_names=vault-issuer']],
  ),
  mistake(
    'A Certificate leaves out the kind of its issuer, and there are ClusterIssuers only',
    'named-object-exists',
    {
      'mgmt/pki.yaml': documents(
        namespace('vault'),
        selfSigned,
        certificate('vault-tls', 'vault', '  dnsNames: [vault.vault.svc]\n  issuerRef: { name: selfsigned-bootstrap }'),
      ),
    },
    'mgmt/pki.yaml',
    [['issuerRef: { name: selfsigned-bootstrap }', 'issuerRef: { name: selfsigned-bootstrap, kind: ClusterIssuer }']],
  ),
  mistake(
    'The certificate of Vault does not have the name by which the clusters call it',
    'certificate-usable',
    {
      'mgmt/pki.yaml': documents(
        namespace('vault'),
        selfSigned,
        certificate(
          'vault-tls',
          'vault',
          '  dnsNames: [vault.local.dev, localhost]\n  issuerRef: { name: selfsigned-bootstrap, kind: ClusterIssuer }',
        ),
        accounts,
        store('ClusterSecretStore', 'kubernetes', 'secret'),
      ),
      'mgmt/vault.yaml': clusterChart(
        'mgmt',
        'vault',
        'hashicorp',
        'vault',
        '0.29.1',
        'vault',
        `global: { tlsDisable: false }
server:
  volumes: [{ name: tls, secret: { secretName: vault-tls } }]
  volumeMounts: [{ name: tls, mountPath: /vault/tls, readOnly: true }]
  standalone: { enabled: true }`,
      ),
    },
    'mgmt/pki.yaml',
    [['vault.local.dev, localhost', 'vault.vault.svc, vault.local.dev, localhost']],
    { partly: true },
  ),
  mistake(
    'A ClusterIssuer reads its CA from cert-manager, the Certificate writes it beside Vault',
    'secret-reference-exists',
    {
      'mgmt/pki.yaml': documents(
        namespace('vault'),
        namespace('cert-manager'),
        selfSigned,
        certificate(
          'bootstrap-ca',
          'vault',
          '  isCA: true\n  commonName: bootstrap-ca\n  issuerRef: { name: selfsigned-bootstrap, kind: ClusterIssuer }',
        ),
        object('cert-manager.io/v1', 'ClusterIssuer', 'bootstrap-ca', '', 'spec: { ca: { secretName: bootstrap-ca } }'),
      ),
      'mgmt/cert-manager.yaml': clusterChart(
        'mgmt',
        'cert-manager',
        'jetstack',
        'cert-manager',
        'v1.17.1',
        'cert-manager',
        'crds: { enabled: true }',
      ),
    },
    'mgmt/pki.yaml',
    [['{ name: bootstrap-ca, namespace: vault }', '{ name: bootstrap-ca, namespace: cert-manager }']],
  ),
  mistake(
    'The certificate that a CA issuer signs with is none of a CA',
    'certificate-usable',
    {
      'mgmt/pki.yaml': documents(
        namespace('cert-manager'),
        selfSigned,
        certificate(
          'bootstrap-ca',
          'cert-manager',
          '  isCA: false\n  commonName: bootstrap-ca\n  issuerRef: { name: selfsigned-bootstrap, kind: ClusterIssuer }',
        ),
        object('cert-manager.io/v1', 'ClusterIssuer', 'bootstrap-ca', '', 'spec: { ca: { secretName: bootstrap-ca } }'),
      ),
    },
    'mgmt/pki.yaml',
    [['isCA: false', 'isCA: true']],
  ),
  mistake(
    'A certificate is renewed earlier than it lasts',
    'certificate-usable',
    {
      'mgmt/pki.yaml': documents(
        namespace('vault'),
        selfSigned,
        certificate(
          'vault-tls',
          'vault',
          '  duration: 24h\n  renewBefore: 360h\n  dnsNames: [vault.vault.svc]\n  issuerRef: { name: selfsigned-bootstrap, kind: ClusterIssuer }',
        ),
      ),
    },
    'mgmt/pki.yaml',
    [['duration: 24h', 'duration: 2160h']],
  ),
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
