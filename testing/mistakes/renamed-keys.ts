import type { Mistake, Tree } from './mistake.ts';
import { configMap, cronJob, deployment, documents, mending, namespace } from './pieces.ts';
import { analysis, shop, store } from './renames.ts';

const keys: Tree = {
  ...store,
  'apps/shop/secret.yaml': (store['apps/shop/secret.yaml'] ?? '')
    .replace('kind: SecretStore', 'kind: ClusterSecretStore')
    .replace('secretKey: password', 'secretKey: DB_PASSWORD'),
};
const sealed: Tree = {
  'apps/shop/sealed.yaml': `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: shop-credentials, namespace: shop }
spec:
  encryptedData: { password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq6sZ1 }
  template: { metadata: { name: shop-credentials, namespace: shop } }
`,
  'apps/shop/web.yaml': documents(...shop).replace(
    'ports: [{ containerPort',
    'envFrom: [{ secretRef: { name: shop-creds } }]\n          ports: [{ containerPort',
  ),
};
const copied: Tree = {
  'overlays/prod/backup.yaml': documents(
    namespace('shop-prod'),
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: backup, namespace: shop-prod }\n',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: backup, namespace: shop-prod }\nrules:\n  - { apiGroups: [""], resources: [pods], verbs: [get, list] }\n  - { apiGroups: [""], resources: [pods/exec], verbs: [create] }\n',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: backup, namespace: shop-prod }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: backup }\nsubjects: [{ kind: ServiceAccount, name: backup, namespace: shop-dev }]\n',
    cronJob(
      'shop-prod',
      'backup',
      'bitnami/kubectl:1.29.2',
      'set -eu\nkubectl exec deploy/db -- pg_dump -U shop shop > /backup/shop.sql',
    ).replace('          restartPolicy: Never', '          serviceAccountName: backup\n          restartPolicy: Never'),
  ),
};
const mount: Tree = {
  'monitoring/blackbox.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'blackbox-config', { 'blackbox.yaml': 'modules:\n  http_2xx: { prober: http, timeout: 5s }' }),
    deployment(
      'monitoring',
      'blackbox-exporter',
      'prom/blackbox-exporter:v0.24.0',
      9115,
      "args: ['--config.file=/etc/blackbox/blackbox.yml']\nvolumeMounts: [{ name: config, mountPath: /etc/blackbox }]",
    ).replace('      containers:', '      volumes: [{ name: config, configMap: { name: blackbox-config } }]\n      containers:'),
  ),
};

const renamedTemplate = mending(
  analysis,
  'apps/shop/rollout.yaml',
  ['templateName: success-rate', 'templateName: success-rate-check'],
  ['http://prometheus-server.monitoring.svc.cluster.local', 'http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090'],
);
/** Secrets, keys, accounts and templates of which one end was renamed. */
export const renamedKeys: readonly Mistake[] = [
  {
    name: 'An ExternalSecret names a store of its namespace that is one of the cluster',
    caughtBy: ['named-object-exists', 'secret-reference-exists'],
    says: 'vault-backend',
    tree: store,
    mended: mending(store, 'apps/shop/secret.yaml', ['kind: SecretStore', 'kind: ClusterSecretStore']),
  },
  {
    name: 'An ExternalSecret writes another key than the pod reads',
    caughtBy: ['config-key-exists', 'config-exists'],
    says: 'password',
    tree: keys,
    mended: mending(keys, 'apps/shop/secret.yaml', ['secretKey: DB_PASSWORD', 'secretKey: password']),
  },
  {
    name: 'A sealed Secret has another name than the one that is read',
    caughtBy: ['config-exists'],
    says: 'shop-creds',
    tree: sealed,
    mended: mending(sealed, 'apps/shop/web.yaml', ['shop-creds', 'shop-credentials']),
  },
  {
    name: 'A Rollout names an analysis that was renamed',
    caughtBy: 'analysis-runs',
    says: 'success-rate-check',
    tree: { ...analysis, ...renamedTemplate },
  },
  {
    name: 'A binding copied from development gives the rights to the account there',
    caughtBy: ['role-binding-exists'],
    says: 'backup',
    tree: copied,
    mended: mending(copied, 'overlays/prod/backup.yaml', ['namespace: shop-dev', 'namespace: shop-prod']),
  },
  {
    name: 'A program reads a configuration file that the ConfigMap calls otherwise',
    caughtBy: ['mounted-file-exists'],
    says: 'blackbox.yml',
    tree: mount,
    mended: mending(mount, 'monitoring/blackbox.yaml', ['/etc/blackbox/blackbox.yml', '/etc/blackbox/blackbox.yaml']),
  },
];
