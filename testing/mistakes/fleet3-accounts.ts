import { deployment, mistake, object } from './apps.ts';
import { documents, namespace, rules, alert, folder } from './pieces.ts';
import { minio } from './fleet-recovery-parts.ts';
import type { Mistake } from './mistake.ts';
import { stack, thanos, dataClaim, objstore, thanosSecret, cron, role } from './fleet3-room-parts.ts';

/** Rights, tokens and certificates. */
export const fleet3Accounts: readonly Mistake[] = [
  mistake(
    'The right to make an object is given by its name',
    'rights-take-effect',
    {
      'mgmt/role.yaml': documents(
        namespace('ops'),
        role("{ apiGroups: [''], resources: [configmaps], resourceNames: [report], verbs: [get, create, update] }"),
      ),
    },
    'mgmt/role.yaml',
    [['verbs: [get, create, update] }', "verbs: [get, update] }, { apiGroups: [''], resources: [configmaps], verbs: [create] }"]],
  ),
  mistake(
    'A role of a namespace gives rights on nodes',
    'rights-take-effect',
    { 'mgmt/role.yaml': documents(namespace('ops'), role("{ apiGroups: [''], resources: [nodes, pods], verbs: [get, list] }")) },
    'mgmt/role.yaml',
    [['[nodes, pods]', '[pods]']],
  ),
  mistake(
    'A job asks the API server, and its account hands out no token',
    'token-given',
    {
      'mgmt/job.yaml': documents(
        namespace('ops'),
        role("{ apiGroups: [''], resources: [pods], verbs: [get, list, delete] }").replace(
          'namespace: ops }\n\n',
          'namespace: ops }\nautomountServiceAccountToken: false\n',
        ),
        cron(
          'clean',
          'ops',
          'registry.k8s.io/kubectl:v1.35.0',
          'kubectl -n ops delete pod --field-selector=status.phase==Succeeded',
          '',
          '\n          serviceAccountName: reporter',
        ),
      ),
    },
    'mgmt/job.yaml',
    [['restartPolicy: Never', 'restartPolicy: Never\n          automountServiceAccountToken: true']],
  ),
  mistake(
    'A certificate is mounted by subPath and stays what it was when the pod began',
    'renewal-arrives',
    {
      'app1/web.yaml': documents(
        namespace('app'),
        object('cert-manager.io/v1', 'ClusterIssuer', 'vault-issuer', '', 'spec: { selfSigned: {} }'),
        object(
          'cert-manager.io/v1',
          'Certificate',
          'web',
          'app',
          'spec: { secretName: web-tls, duration: 720h, renewBefore: 240h, dnsNames: [web.app.svc], issuerRef: { name: vault-issuer, kind: ClusterIssuer } }',
        ),
        deployment('web', 'app', 8443, {
          pod: 'automountServiceAccountToken: false\nvolumes: [{ name: tls, secret: { secretName: web-tls } }]',
          container:
            'volumeMounts: [{ name: tls, mountPath: /etc/web/tls.crt, subPath: tls.crt }, { name: tls, mountPath: /etc/web/tls.key, subPath: tls.key }]',
        }),
      ),
    },
    'app1/web.yaml',
    [
      [
        '[{ name: tls, mountPath: /etc/web/tls.crt, subPath: tls.crt }, { name: tls, mountPath: /etc/web/tls.key, subPath: tls.key }]',
        '[{ name: tls, mountPath: /etc/web }]',
      ],
    ],
  ),
  mistake(
    'An alert on certificates fires as soon as one is issued: they live no longer than it looks ahead',
    'certificate-alert-fits',
    {
      'mgmt/stack.yaml': stack,
      'mgmt/certificates.yaml': documents(
        namespace('app'),
        object('cert-manager.io/v1', 'ClusterIssuer', 'vault-issuer', '', 'spec: { selfSigned: {} }'),
        object(
          'cert-manager.io/v1',
          'Certificate',
          'web',
          'app',
          'spec: { secretName: web-tls, duration: 720h, renewBefore: 240h, dnsNames: [web.app.svc], issuerRef: { name: vault-issuer, kind: ClusterIssuer } }',
        ),
      ),
      'mgmt/rules.yaml': rules(
        'monitoring',
        'certificates',
        alert('CertificateExpires', 'certmanager_certificate_expiration_timestamp_seconds - time() < 21 * 24 * 3600'),
      ),
    },
    'mgmt/rules.yaml',
    [['21 * 24', '7 * 24']],
  ),
  mistake(
    'Thanos speaks TLS to a MinIO that has none',
    'store-scheme-agrees',
    {
      'mgmt/minio.yaml': minio('buckets: [{ name: thanos, policy: none }]'),
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        thanosSecret(''),
        thanos(
          'store',
          'thanos-store',
          '--data-dir=/data\n--objstore.config-file=/etc/thanos/config.yaml',
          '{ name: data, mountPath: /data }, { name: objstore, mountPath: /etc/thanos }',
          objstore + dataClaim,
        ),
      ),
    },
    'mgmt/thanos.yaml',
    [["            secret_key: '{{ .secret }}'\n", "            secret_key: '{{ .secret }}'\n            insecure: true\n"]],
  ),
  mistake(
    'A job before the sync runs as an account that the sync makes',
    'needed-comes-first',
    {
      'mgmt/shop.yaml': folder('shop', 'shop', 'teams/shop'),
      'teams/shop/migrate.yaml': documents(
        namespace('shop'),
        object('v1', 'ServiceAccount', 'migrate', 'shop', ''),
        `apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: BeforeHookCreation } }
spec:
  template:
    spec:
      serviceAccountName: migrate
      restartPolicy: Never
      containers: [{ name: migrate, image: 'ghcr.io/example/migrate:1.4.0', resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } } }]
`,
      ),
    },
    'teams/shop/migrate.yaml',
    [['hook: PreSync', 'hook: Sync']],
  ),
  mistake(
    'A role that collects others has rules of its own, which are written over',
    'rights-take-effect',
    {
      'mgmt/role.yaml': object(
        'rbac.authorization.k8s.io/v1',
        'ClusterRole',
        'platform-view',
        '',
        "aggregationRule: { clusterRoleSelectors: [{ matchLabels: { platform.example.com/aggregate-to-view: 'true' } }] }\nrules: [{ apiGroups: [''], resources: [nodes], verbs: [get, list, watch] }]",
      ),
    },
    'mgmt/role.yaml',
    [["rules: [{ apiGroups: [''], resources: [nodes], verbs: [get, list, watch] }]", 'rules: []']],
  ),
];
