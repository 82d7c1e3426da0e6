import { deployment, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import {
  store,
  external,
  grafanaData,
  grafana,
  web,
  pull,
  template,
  vault,
  server,
  encrypted,
  serverCertificate,
  issuer,
  tokens,
  certManager,
  certificate,
} from './fleet-secrets-parts.ts';

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
