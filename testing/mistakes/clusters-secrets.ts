import { mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { store, external, byCluster, grafana, accounts, vaultSetup, issuer, certificate, selfSigned } from './clusters-secrets-parts.ts';

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
];
