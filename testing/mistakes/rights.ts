import { app, deployment, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { namespace } from './pieces.ts';

function externalSecret(kind: string, target: string, keys: string): string {
  return `apiVersion: external-secrets.io/v1beta1
kind: ExternalSecret
metadata: { name: api, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ${kind}, name: vault }
  target: { name: ${target} }
  data: [${keys}]
`;
}

const store = `apiVersion: external-secrets.io/v1beta1
kind: ClusterSecretStore
metadata: { name: vault }
spec:
  provider:
    vault:
      server: https://vault.example.org
      path: kv
      version: v2
      auth: { kubernetes: { mountPath: kubernetes, role: external-secrets, serviceAccountRef: { name: external-secrets, namespace: external-secrets } } }
`;

function reader(secret: string, key: string): string {
  return app('api', 'shop', 8080, {
    container: `env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: ${secret}, key: ${key} } } }]`,
  });
}

const password = '{ secretKey: password, remoteRef: { key: shop/db, property: password } }';

const issuer = `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt-production }
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: admin@example.org
    privateKeySecretRef: { name: letsencrypt-production }
    solvers: [{ http01: { ingress: { ingressClassName: nginx } } }]
`;

const certificate = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: shop, namespace: shop }
spec:
  secretName: shop-tls
  dnsNames: [shop.example.org]
  issuerRef: { kind: ClusterIssuer, name: letsencrypt-production }
`;

function ingress(secret: string, annotations = ''): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop${annotations === '' ? '' : `\n  annotations: { ${annotations} }`}
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example.org], secretName: ${secret} }]
  rules: [{ host: shop.example.org, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api-service, port: { number: 8080 } } } }] } }]
`;
}

const nginxClass =
  'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: nginx }\nspec: { controller: k8s.io/ingress-nginx }\n';

function kyverno(kind: string): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: require-limits }
spec:
  validationFailureAction: Enforce
  rules:
    - name: limits
      match: { any: [{ resources: { kinds: [${kind}] } }] }
      validate:
        message: Containers need memory limits.
        pattern: { spec: { template: { spec: { containers: [{ resources: { limits: { memory: '?*' } } }] } } } }
`;
}

function binding(role: string): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata: { name: deployer, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: deployer }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }
subjects: [{ kind: ServiceAccount, name: deployer, namespace: shop }]
`;
}

function grafana(login: string): string {
  return `grafana:
  ${login}
  ingress: { enabled: true, ingressClassName: nginx, hosts: [grafana.example.org], tls: [{ hosts: [grafana.example.org], secretName: grafana-tls }] }
prometheus: { prometheusSpec: { retention: 15d } }
`;
}

const install =
  '#!/bin/sh\nset -eu\nhelm upgrade --install kps prometheus-community/kube-prometheus-stack --version 58.2.1 -n monitoring -f monitoring/values.yaml\n';

function secured(context: string): string {
  return deployment('api', 'shop', 8080, { container: `securityContext: { ${context} }` });
}

/** Secrets, certificates and rights. */
export const rights: readonly Mistake[] = [
  mistake(
    'A secret asks a store of the namespace, and the store is one of the cluster',
    ['secret-reference-exists', 'named-object-exists', 'target-exists'],
    {
      'stores/vault.yaml': store,
      'shop/secret.yaml': externalSecret('SecretStore', 'api-secret', password),
      'shop/api.yaml': reader('api-secret', 'password'),
    },
    'shop/secret.yaml',
    [['kind: SecretStore,', 'kind: ClusterSecretStore,']],
    { says: 'vault' },
  ),
  mistake(
    'The pod reads a Secret by the name before external-secrets',
    ['config-exists', 'secret-reference-exists'],
    {
      'stores/vault.yaml': store,
      'shop/secret.yaml': externalSecret('ClusterSecretStore', 'api-secret', password),
      'shop/api.yaml': reader('api-secrets', 'password'),
    },
    'shop/api.yaml',
    [['api-secrets', 'api-secret']],
    { says: 'api-secret', partly: true },
  ),
  mistake(
    'The pod reads a key that the external secret does not make',
    ['config-key-exists'],
    {
      'stores/vault.yaml': store,
      'shop/secret.yaml': externalSecret('ClusterSecretStore', 'api-secret', password),
      'shop/api.yaml': reader('api-secret', 'DB_PASSWORD'),
    },
    'shop/api.yaml',
    [['key: DB_PASSWORD', 'key: password']],
    { says: 'DB_PASSWORD' },
  ),
  mistake(
    'A certificate names an issuer that does not exist',
    ['named-object-exists', 'target-exists'],
    { 'issuers.yaml': issuer, 'shop/certificate.yaml': certificate.replace('name: letsencrypt-production }', 'name: letsencrypt-prod }') },
    'shop/certificate.yaml',
    [['letsencrypt-prod', 'letsencrypt-production']],
    { says: 'letsencrypt-prod' },
  ),
  mistake(
    'An Ingress asks an issuer that does not exist for its certificate',
    ['named-object-exists', 'target-exists'],
    {
      'issuers.yaml': issuer,
      'class.yaml': nginxClass,
      'shop/api.yaml': app('api', 'shop', 8080),
      'shop/ingress.yaml': ingress('shop-tls', 'cert-manager.io/cluster-issuer: letsencrypt'),
    },
    'shop/ingress.yaml',
    [['cluster-issuer: letsencrypt', 'cluster-issuer: letsencrypt-production']],
    { says: 'letsencrypt' },
  ),
  mistake(
    'The Ingress serves another Secret than the certificate fills',
    ['secret-reference-exists', 'config-exists', 'named-object-exists'],
    {
      'issuers.yaml': issuer,
      'class.yaml': nginxClass,
      'shop/certificate.yaml': certificate,
      'shop/api.yaml': app('api', 'shop', 8080),
      'shop/ingress.yaml': ingress('shop-cert'),
    },
    'shop/ingress.yaml',
    [['shop-cert', 'shop-tls']],
    { says: 'shop-cert', partly: true },
  ),
  mistake(
    'The challenge of a certificate goes to an ingress class that is gone',
    ['class-exists', 'named-object-exists'],
    {
      'issuers.yaml': issuer,
      'class.yaml': nginxClass.replace('name: nginx', 'name: traefik').replace('k8s.io/ingress-nginx', 'traefik.io/ingress-controller'),
      'shop/certificate.yaml': certificate,
    },
    'issuers.yaml',
    [['ingressClassName: nginx', 'ingressClassName: traefik']],
    { says: 'nginx' },
  ),
  mistake(
    'A policy matches a kind that does not exist',
    ['policy-acts'],
    { 'kyverno/limits.yaml': kyverno('Deployement') },
    'kyverno/limits.yaml',
    [['Deployement', 'Deployment']],
    {
      says: 'Deployement',
    },
  ),
  mistake(
    'An account of a pipeline may do everything',
    'rbac-narrow',
    { 'shop/deployer.yaml': binding('cluster-admin') },
    'shop/deployer.yaml',
    [['cluster-admin', 'edit']],
  ),
  mistake(
    'Grafana keeps the password that everybody knows',
    ['chart-password-set', 'no-literal-secret', 'secret-strong'],
    { 'monitoring/values.yaml': grafana('adminPassword: prom-operator'), 'install.sh': install },
    'monitoring/values.yaml',
    [['adminPassword: prom-operator', 'admin: { existingSecret: grafana-admin, userKey: user, passwordKey: password }']],
  ),
  mistake(
    'A key of AWS stands in the variables',
    ['no-literal-secret'],
    {
      'shop/api.yaml': deployment('api', 'shop', 8080, {
        container: 'env: [{ name: AWS_SECRET_ACCESS_KEY, value: 4bKq8hTzP1xVn0Rw6sYd3GmLcJ7uEoAi9FfQ5tZB }]',
      }),
    },
    'shop/api.yaml',
    [['value: 4bKq8hTzP1xVn0Rw6sYd3GmLcJ7uEoAi9FfQ5tZB', 'valueFrom: { secretKeyRef: { name: aws, key: secret } }']],
  ),
  mistake(
    'A container must not be root, and its user is root',
    ['non-root-possible'],
    { 'shop/api.yaml': secured('runAsNonRoot: true, runAsUser: 0') },
    'shop/api.yaml',
    [['runAsUser: 0', 'runAsUser: 1000']],
  ),
  mistake(
    'A namespace is restricted, and its pods are not made for it',
    ['pod-security-admits'],
    {
      'namespaces.yaml': namespace('shop', 'pod-security.kubernetes.io/enforce: restricted'),
      'shop/api.yaml': secured('allowPrivilegeEscalation: false'),
    },
    'shop/api.yaml',
    [
      [
        'allowPrivilegeEscalation: false',
        'allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] }',
      ],
    ],
  ),
  mistake(
    'A runner mounts the socket of the container engine',
    ['host-left-alone', 'no-node-storage'],
    {
      'ci/runner.yaml': deployment('runner', 'ci', 8080, {
        pod: 'volumes: [{ name: docker, hostPath: { path: /var/run/docker.sock } }]',
        container: 'volumeMounts: [{ name: docker, mountPath: /var/run/docker.sock }]',
      }),
    },
    'ci/runner.yaml',
    [['hostPath: { path: /var/run/docker.sock }', 'emptyDir: { sizeLimit: 1Gi }']],
  ),
  mistake(
    'The login of an Ingress asks a proxy that was moved',
    ['url-host-exists'],
    {
      'class.yaml': nginxClass,
      'auth/proxy.yaml': app('oauth2-proxy', 'auth', 4180, { image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0' }),
      'shop/api.yaml': app('api', 'shop', 8080),
      'shop/ingress.yaml': ingress(
        'shop-tls',
        "nginx.ingress.kubernetes.io/auth-url: 'http://oauth2-proxy.auth.svc.cluster.local:4180/oauth2/auth'",
      ),
    },
    'shop/ingress.yaml',
    [['oauth2-proxy.auth.svc', 'oauth2-proxy-service.auth.svc']],
    { says: 'oauth2-proxy' },
  ),
];
