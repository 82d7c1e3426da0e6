import { deployment, mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

function store(more = '', vault = ''): string {
  return documents(
    namespace('external-secrets'),
    object('v1', 'ServiceAccount', 'external-secrets', 'external-secrets', 'automountServiceAccountToken: false'),
    object(
      'external-secrets.io/v1',
      'ClusterSecretStore',
      'vault-backend',
      '',
      `spec:
${more}  provider:
    vault:
      server: https://vault.example.com:8200
      path: secret
      version: v2
${vault}      auth:
        kubernetes:
          mountPath: kubernetes
          role: external-secrets
          serviceAccountRef: { name: external-secrets, namespace: external-secrets }`,
    ),
  );
}

function external(name: string, place: string, rest: string, target = ''): string {
  return object(
    'external-secrets.io/v1',
    'ExternalSecret',
    name,
    place,
    `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target: { name: ${name}, creationPolicy: Owner, deletionPolicy: Retain${target} }
${rest}`,
  );
}

function grafanaData(key: string): string {
  return `  data:
    - { secretKey: admin-user, remoteRef: { key: ${key}, property: user } }
    - { secretKey: admin-password, remoteRef: { key: ${key}, property: password } }`;
}

const grafana = clusterChart(
  'mgmt',
  'grafana',
  'grafana',
  'grafana',
  '8.8.2',
  'monitoring',
  'admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password }',
);

const web = deployment('web', 'app', 8080, {
  image: 'harbor.local.dev:8443/app/web:1.4.0',
  pod: 'imagePullSecrets: [{ name: harbor-pull }]\nautomountServiceAccountToken: false',
});

function pull(template: string): string {
  return external('harbor-pull', 'app', '  data: [{ secretKey: config, remoteRef: { key: platform/harbor, property: config } }]', template);
}

function template(type: string, key: string): string {
  return `, template: { ${type}data: { ${key}: '{{ .config }}' } }`;
}

function vault(values: string): string {
  return clusterChart(
    'mgmt',
    'vault',
    'hashicorp',
    'vault',
    '0.31.0',
    'vault',
    `injector: { enabled: false }
${values}`,
  );
}

function server(listener: string, path = '/vault/data', tls = 'tlsDisable: false', volume = 'vault-tls'): string {
  return `global: { ${tls} }
server:
  standalone:
    enabled: true
    config: |
      ui = true
      listener "tcp" {
${listener}
      }
      storage "file" {
        path = "${path}"
      }
  dataStorage: { enabled: true, size: 10Gi, storageClass: local-path-retain }
  extraVolumes: [{ type: secret, name: ${volume} }]
  resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 512Mi } }
`;
}

function encrypted(address = '[::]:8200'): string {
  return `        address = "${address}"
        tls_cert_file = "/vault/userconfig/vault-tls/tls.crt"
        tls_key_file = "/vault/userconfig/vault-tls/tls.key"`;
}

const serverCertificate = documents(
  namespace('vault'),
  object('cert-manager.io/v1', 'ClusterIssuer', 'selfsigned-bootstrap', '', 'spec: { selfSigned: {} }'),
  object(
    'cert-manager.io/v1',
    'Certificate',
    'vault',
    'vault',
    `spec:
  secretName: vault-tls
  dnsNames: [vault, vault.vault.svc, vault.vault.svc.cluster.local]
  issuerRef: { name: selfsigned-bootstrap, kind: ClusterIssuer }`,
  ),
);

function issuer(path: string): string {
  return documents(
    namespace('cert-manager'),
    object('v1', 'ServiceAccount', 'vault-issuer', 'cert-manager', 'automountServiceAccountToken: false'),
    object(
      'cert-manager.io/v1',
      'ClusterIssuer',
      'vault-issuer',
      '',
      `spec:
  vault:
    server: https://vault.example.com:8200
    path: ${path}
    auth: { kubernetes: { role: cert-manager, mountPath: /v1/auth/kubernetes, serviceAccountRef: { name: vault-issuer } } }`,
    ),
  );
}

function tokens(resource: string, verb: string, account = 'cert-manager'): string {
  return documents(
    object(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'vault-issuer-tokens',
      'cert-manager',
      `rules: [{ apiGroups: [''], resources: [${resource}], resourceNames: [vault-issuer], verbs: [${verb}] }]`,
    ),
    object(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'vault-issuer-tokens',
      'cert-manager',
      `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: vault-issuer-tokens }
subjects: [{ kind: ServiceAccount, name: ${account}, namespace: cert-manager }]`,
    ),
  );
}

const certManager = clusterChart('mgmt', 'cert-manager', 'jetstack', 'cert-manager', 'v1.19.1', 'cert-manager', 'crds: { enabled: true }');

function certificate(name: string, secret: string, host: string): string {
  return object(
    'cert-manager.io/v1',
    'Certificate',
    name,
    'monitoring',
    `spec:
  secretName: ${secret}
  dnsNames: [${host}]
  issuerRef: { name: vault-issuer, kind: ClusterIssuer }`,
  );
}

/** Vault, External Secrets and cert-manager, a further time. */
export const fleetSecrets: readonly Mistake[] = [
  mistake(
    'A key in Vault is asked for with the path that the store adds itself',
    'external-secret-reads',
    {
      'mgmt/store.yaml': store(),
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        external('grafana-admin', 'monitoring', grafanaData('data/platform/grafana')),
        grafana,
      ),
    },
    'mgmt/grafana.yaml',
    [['key: data/platform/grafana', 'key: platform/grafana']],
  ),
  mistake(
    'The credentials of a registry are fetched into a Secret of no type, with which nobody pulls',
    'pull-secret-fits',
    { 'app1/store.yaml': store(), 'app1/web.yaml': documents(namespace('app'), pull(template('', '.dockerconfigjson')), web) },
    'app1/web.yaml',
    [['template: { data', 'template: { type: kubernetes.io/dockerconfigjson, data']],
  ),
  mistake(
    'The credentials of a registry are under a key that the type of the Secret does not allow',
    'external-secret-reads',
    {
      'app1/store.yaml': store(),
      'app1/web.yaml': documents(namespace('app'), pull(template('type: kubernetes.io/dockerconfigjson, ', 'config.json')), web),
    },
    'app1/web.yaml',
    [['data: { config.json', 'data: { .dockerconfigjson']],
  ),
  mistake(
    'A store is closed to the namespace in which a Secret is fetched from it',
    'external-secret-reads',
    {
      'mgmt/store.yaml': store('  conditions: [{ namespaces: [argocd, vault] }]\n'),
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        external('grafana-admin', 'monitoring', grafanaData('platform/grafana')),
        grafana,
      ),
    },
    'mgmt/store.yaml',
    [['[argocd, vault]', '[argocd, vault, monitoring]']],
  ),
  mistake(
    'A store for all namespaces does not say in which one the certificate of its CA is',
    'secret-store-sound',
    {
      'mgmt/store.yaml': store('', '      caProvider: { type: Secret, name: vault-ca, key: ca.crt }\n'),
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        external('grafana-admin', 'monitoring', grafanaData('platform/grafana')),
        grafana,
      ),
    },
    'mgmt/store.yaml',
    [['name: vault-ca, key', 'name: vault-ca, namespace: cert-manager, key']],
  ),
  mistake(
    'The template of a Secret reads a value with the name of its property',
    'secret-template-filled',
    {
      'mgmt/store.yaml': store(),
      'mgmt/minio.yaml': documents(
        namespace('minio'),
        external(
          'velero-credentials',
          'minio',
          '  data: [{ secretKey: accessKey, remoteRef: { key: platform/minio, property: user } }]',
          ", template: { data: { cloud: '[default] aws_access_key_id={{ .user }}' } }",
        ),
      ),
    },
    'mgmt/minio.yaml',
    [['{{ .user }}', '{{ .accessKey }}']],
  ),
  mistake(
    'Vault keeps its data beside its volume',
    'helm-values-work',
    { 'mgmt/vault.yaml': documents(serverCertificate, vault(server(encrypted(), '/vault/file'))) },
    'mgmt/vault.yaml',
    [['/vault/file', '/vault/data']],
  ),
  mistake(
    'The certificate of Vault is read from the folder of a Secret that is not mounted',
    'helm-values-work',
    { 'mgmt/vault.yaml': documents(serverCertificate, vault(server(encrypted(), '/vault/data', 'tlsDisable: false', 'vault-server-tls'))) },
    'mgmt/vault.yaml',
    [['name: vault-server-tls', 'name: vault-tls']],
  ),
  mistake(
    'Vault listens to itself only',
    'helm-values-work',
    { 'mgmt/vault.yaml': documents(serverCertificate, vault(server(encrypted('127.0.0.1:8200')))) },
    'mgmt/vault.yaml',
    [['127.0.0.1:8200', '[::]:8200']],
  ),
  mistake(
    'Vault is told to keep its storage in Raft, and to run without a place for it',
    'chart-data-persistent',
    {
      'mgmt/vault.yaml': documents(
        serverCertificate,
        vault(
          server(encrypted())
            .replace('storage "file"', 'storage "raft"')
            .replace('dataStorage: { enabled: true', 'dataStorage: { enabled: false'),
        ),
      ),
    },
    'mgmt/vault.yaml',
    [['dataStorage: { enabled: false', 'dataStorage: { enabled: true']],
  ),
  mistake(
    'The configuration of Vault does not close a bracket',
    'helm-values-work',
    { 'mgmt/vault.yaml': documents(serverCertificate, vault(server(encrypted()).replace('      }\n      storage', '      storage'))) },
    'mgmt/vault.yaml',
    [['tls.key"\n              storage', 'tls.key"\n              }\n              storage']],
  ),
  mistake(
    'An issuer asks Vault to issue, where it has to ask it to sign',
    'vault-issuer-signs',
    { 'mgmt/issuer.yaml': documents(issuer('pki_int/issue/k8s-certs'), tokens('serviceaccounts/token', 'create'), certManager) },
    'mgmt/issuer.yaml',
    [['pki_int/issue/k8s-certs', 'pki_int/sign/k8s-certs']],
  ),
  mistake(
    'Nobody lets cert-manager ask for tokens of the account with which the issuer logs in',
    'vault-issuer-signs',
    { 'mgmt/issuer.yaml': documents(issuer('pki_int/sign/k8s-certs'), certManager), 'mgmt/tokens.yaml': '# nothing\n' },
    'mgmt/tokens.yaml',
    [['# nothing\n', tokens('serviceaccounts/token', 'create')]],
  ),
  mistake(
    'The right to ask for tokens is given for a resource that is spelt in the plural',
    'resource-name-known',
    { 'mgmt/issuer.yaml': documents(issuer('pki_int/sign/k8s-certs'), tokens('serviceaccounts/tokens', 'create'), certManager) },
    'mgmt/issuer.yaml',
    [['serviceaccounts/tokens', 'serviceaccounts/token']],
  ),
  mistake(
    'The right to make tokens is the right to read them',
    'vault-issuer-signs',
    { 'mgmt/issuer.yaml': documents(issuer('pki_int/sign/k8s-certs'), tokens('serviceaccounts/token', 'get'), certManager) },
    'mgmt/issuer.yaml',
    [['verbs: [get]', 'verbs: [create]']],
  ),
  mistake(
    'Two certificates are written into one Secret',
    'certificate-usable',
    {
      'mgmt/issuer.yaml': documents(issuer('pki_int/sign/k8s-certs'), tokens('serviceaccounts/token', 'create'), certManager),
      'mgmt/certificates.yaml': documents(
        namespace('monitoring'),
        certificate('grafana', 'grafana-tls', 'grafana.mgmt.local.dev'),
        certificate('hubble', 'grafana-tls', 'hubble.mgmt.local.dev'),
      ),
    },
    'mgmt/certificates.yaml',
    [['secretName: grafana-tls\n  dnsNames: [hubble', 'secretName: hubble-tls\n  dnsNames: [hubble']],
  ),
  mistake(
    'An annotation names an issuer of all namespaces as one of its own',
    'named-object-exists',
    {
      'mgmt/issuer.yaml': documents(issuer('pki_int/sign/k8s-certs'), tokens('serviceaccounts/token', 'create'), certManager),
      'mgmt/ingress.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        `apiVersion: v1
kind: Service
metadata: { name: web, namespace: app }
spec: { selector: { app: web }, ports: [{ name: http, port: 8080 }] }
`,
        `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: app, annotations: { cert-manager.io/issuer: vault-issuer } }
spec:
  ingressClassName: cilium
  tls: [{ hosts: [web.local.dev], secretName: web-tls }]
  rules: [{ host: web.local.dev, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 8080 } } } }] } }]
`,
      ),
    },
    'mgmt/ingress.yaml',
    [['cert-manager.io/issuer: vault', 'cert-manager.io/cluster-issuer: vault']],
  ),
];
