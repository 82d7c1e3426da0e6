import { deployment, kube, ruleCases } from '../../testing.ts';
import { secretReferenceExists } from './secret-reference-exists.ts';

const namespace = 'cert-manager';
const issuer = (spec: object) => kube('cert-manager.io/v1/ClusterIssuer', { name: 'vault-issuer' }, { spec });
const vault = (secretRef: object) => issuer({ vault: { server: 'https://vault', auth: { kubernetes: { secretRef } } } });
const external = (name: string, secretKey: string) =>
  kube('external-secrets.io/v1/ExternalSecret', { namespace, name }, { spec: { data: [{ secretKey }], target: { name } } });
const gateway = (credentialName: string) =>
  kube(
    'networking.istio.io/v1/Gateway',
    { namespace: 'blog' },
    { spec: { selector: { istio: 'gate' }, servers: [{ tls: { mode: 'SIMPLE', credentialName } }] } },
  );
const gate = deployment({ namespace: 'istio-system', name: 'gate', labels: { istio: 'gate' } });
const certificate = (where: string) => kube('cert-manager.io/v1/Certificate', { namespace: where }, { spec: { secretName: 'blog-tls' } });
const ingress = (annotations: Record<string, string>) =>
  kube('networking.k8s.io/v1/Ingress', { namespace: 'blog', annotations }, { spec: { tls: [{ secretName: 'blog-tls', hosts: ['a.b'] }] } });

const grafana = (existingSecret: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'grafana' },
    { spec: { source: { path: 'x', helm: { valuesObject: { admin: { existingSecret } } } }, destination: { namespace } } },
  );

const copies = (from: string) =>
  kube(
    'kyverno.io/v1/ClusterPolicy',
    {},
    { spec: { rules: [{ generate: { kind: 'Secret', clone: { namespace: from, name: 'regcred' } } }] } },
  );

const chart = (name: string, repoURL: string, valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name },
    { spec: { source: { repoURL, chart: name, helm: { valuesObject } }, destination: { namespace } } },
  );
const mesh = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istio-gate' },
  {
    spec: {
      source: { repoURL: 'https://istio-release.storage.googleapis.com/charts', chart: 'gateway' },
      destination: { namespace: 'istio-system' },
    },
  },
);
const MINIO = 'https://charts.min.io';
const GRAFANA = 'https://grafana.github.io/helm-charts';

ruleCases(secretReferenceExists, {
  accepts: {
    'a certificate beside the pods that a chart makes': [gateway('blog-tls'), mesh, certificate('istio-system')],
    'a volume of Vault that is no Secret': [
      chart('vault', 'https://helm.releases.hashicorp.com', { server: { extraVolumes: [{ type: 'configMap', name: 'x' }] } }),
    ],
    'encryption that needs no keys': [chart('cilium', 'https://helm.cilium.io', { encryption: { enabled: true, type: 'wireguard' } })],
    'a Secret with the key that the values name': [
      external('grafana', 'pw'),
      chart('grafana', GRAFANA, { admin: { existingSecret: 'grafana', userKey: '', passwordKey: 'pw' } }),
    ],
    'a chart of the same name that reads other keys': [
      external('minio', 'pw'),
      chart('minio', 'https://charts.acme.io', { existingSecret: 'minio' }),
    ],
    'a key of the assistant': [
      external('openai', 'apiKey'),
      kube('core.k8sgpt.ai/v1alpha1/K8sGPT', { namespace }, { spec: { ai: { secret: { name: 'openai', key: 'apiKey' } } } }),
    ],
    'a Secret that an operator makes': [external('vault-token', 'token'), vault({ name: 'vault-token', key: 'token' })],
    'a Secret in the values of a chart': [external('grafana-admin', 'password'), grafana('grafana-admin')],
    'an account instead of a Secret': [issuer({ vault: { auth: { kubernetes: { serviceAccountRef: { name: 'cert-manager' } } } } })],
    'a Secret that the issuer makes itself': [issuer({ acme: { privateKeySecretRef: { name: 'account-key' } } })],
    'a certificate where the gateway runs': [gate, certificate('istio-system'), gateway('blog-tls')],
    'a Secret that a policy copies': [external('regcred', 'token'), copies('cert-manager')],
    'patterns of a policy': [
      kube(
        'kyverno.io/v1/ClusterPolicy',
        {},
        { spec: { rules: [{ validate: { pattern: { spec: { imagePullSecrets: [{ name: 'regcred' }] } } } }] } },
      ),
    ],
    'a certificate that the annotation asks for': [ingress({ 'cert-manager.io/cluster-issuer': 'letsencrypt' })],
  },
  refuses: {
    'a certificate beside the gateway, and not beside the pods that a chart makes': {
      given: [gateway('blog-tls'), mesh, certificate('blog')],
      says: 'nothing here makes Secret istio-system/blog-tls, only one in "blog"',
    },
    'keys of IPsec that nobody makes': {
      given: [chart('cilium', 'https://helm.cilium.io', { encryption: { enabled: true, type: 'ipsec' } })],
      says: 'nothing here makes Secret cert-manager/cilium-ipsec-keys',
    },
    'the password of a remote write under another key': {
      given: [
        external('remote', 'user'),
        chart('kube-prometheus-stack', 'https://prometheus-community.github.io/helm-charts', {
          prometheus: {
            prometheusSpec: { remoteWrite: [{ url: 'https://a.io', basicAuth: { password: { name: 'remote', key: 'password' } } }] },
          },
        }),
      ],
      says: 'Secret cert-manager/remote has no key "password", it has user',
    },
    'a key that the values of Grafana name and nobody writes': {
      given: [
        external('grafana', 'password'),
        chart('grafana', GRAFANA, { admin: { existingSecret: 'grafana', userKey: 'password', passwordKey: 'admin-password' } }),
      ],
      says: 'Secret cert-manager/grafana has no key "admin-password", it has password',
    },
    'a key beside the name of the Secret': {
      given: [
        external('objstore', 'config.yaml'),
        chart('x', 'https://charts.acme.io', {
          thanos: { objectStorageConfig: { existingSecret: { name: 'objstore', key: 'objstore.yml' } } },
        }),
      ],
      says: 'Secret cert-manager/objstore has no key "objstore.yml", it has config.yaml',
    },
    'keys that a chart reads by default': {
      given: [external('minio', 'root-password'), chart('minio', MINIO, { existingSecret: 'minio' })],
      says: 'Secret cert-manager/minio has no key "rootUser", it has root-password',
    },
    'the key of the assistant under another name': {
      given: [
        external('openai', 'apiKey'),
        kube('core.k8sgpt.ai/v1alpha1/K8sGPT', { namespace }, { spec: { ai: { secret: { name: 'openai-key', key: 'apiKey' } } } }),
      ],
      says: 'nothing here makes Secret cert-manager/openai-key',
    },
    'dashboards with a slip in the values of Grafana': {
      given: [
        kube('v1/ConfigMap', { name: 'web-dashboards', namespace }),
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'grafana' },
          {
            spec: {
              source: { path: 'x', helm: { valuesObject: { dashboardsConfigMaps: { web: 'web-dashboard' } } } },
              destination: { namespace },
            },
          },
        ),
      ],
      says: 'nothing here makes ConfigMap cert-manager/web-dashboard',
      fix: 'Did you mean "web-dashboards"?',
    },
    'a Secret with a slip in the values of a chart': {
      given: [external('grafana-admin', 'password'), grafana('grafana-admn')],
      says: 'nothing here makes Secret cert-manager/grafana-admn',
      fix: 'Did you mean "grafana-admin"?',
    },
    'a token that nothing makes': {
      given: [vault({ name: 'cert-manager-vault-token', key: 'token' })],
      says: 'nothing here makes Secret cert-manager/cert-manager-vault-token',
      fix: 'Use serviceAccountRef: tokens of ServiceAccounts are not put into Secrets since Kubernetes 1.24.',
    },
    'a Secret that a policy copies from elsewhere': {
      given: [external('regcred', 'token'), copies('default')],
      says: 'nothing here makes Secret default/regcred',
    },
    'values of a release from a ConfigMap with a slip': {
      given: [
        kube('v1/ConfigMap', { namespace, name: 'web-config' }, { data: {} }),
        kube(
          'helm.toolkit.fluxcd.io/v2/HelmRelease',
          { namespace, name: 'web' },
          { spec: { valuesFrom: [{ kind: 'ConfigMap', name: 'web-confg' }] } },
        ),
      ],
      says: 'nothing here makes ConfigMap cert-manager/web-confg',
      fix: 'Did you mean "web-config"?',
    },
    'a certificate for the host under another name': {
      given: [
        kube('cert-manager.io/v1/Certificate', { namespace: 'blog' }, { spec: { secretName: 'blog-cert', dnsNames: ['a.b'] } }),
        ingress({}),
      ],
      says: 'nothing here makes Secret blog/blog-tls',
      fix: 'Did you mean "blog-cert"?',
    },
    'a key of an object store': {
      given: [
        external('thanos', 'thanos.yaml'),
        kube(
          'monitoring.coreos.com/v1/Prometheus',
          { namespace },
          { spec: { thanos: { objectStorageConfig: { name: 'thanos', key: 'objstore.yml' } } } },
        ),
      ],
      says: 'Secret cert-manager/thanos has no key "objstore.yml", it has thanos.yaml',
    },
    'a key that the Secret lacks': {
      given: [external('vault-token', 'value'), vault({ name: 'vault-token', key: 'token' })],
      says: 'Secret cert-manager/vault-token has no key "token", it has value',
    },
    'a certificate beside the Gateway, not beside its pods': {
      given: [gate, certificate('blog'), gateway('blog-tls')],
      says: 'nothing here makes Secret istio-system/blog-tls, only one in "blog"',
    },
    'a pull secret with a slip': {
      given: [
        kube('external-secrets.io/v1/ExternalSecret', { namespace: 'blog', name: 'ghcr-secret' }, { spec: {} }),
        kube('v1/ServiceAccount', { namespace: 'blog' }, { imagePullSecrets: [{ name: 'ghcr-secrt' }] }),
      ],
      says: 'nothing here makes Secret blog/ghcr-secrt',
      fix: 'Did you mean "ghcr-secret"?',
    },
  },
});
