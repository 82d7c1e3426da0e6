import type { Mistake, Tree } from './mistake.ts';
import {
  alert,
  chart,
  configMap,
  cronJob,
  deployment,
  documents,
  folder,
  GRAFANA_CHARTS,
  mending,
  namespace,
  PROMETHEUS_CHARTS,
  rules,
  service,
} from './pieces.ts';
const flux: Tree = {
  'apps/release.yaml': documents(
    namespace('apps'),
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: podinfo, namespace: apps }\nspec: { interval: 1h, url: "https://stefanprodan.github.io/podinfo" }\n',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: podinfo, namespace: apps }\nspec:\n  interval: 10m\n  chart: { spec: { chart: podinfo, version: 6.5.4, sourceRef: { kind: HelmRepository, name: podinfo } } }\n  valuesFrom: [{ kind: ConfigMap, name: podinfo-values }]\n',
    configMap('apps', 'podinfo-values-prod', { 'values.yaml': 'replicaCount: 2' }),
  ),
};
const sa: Tree = {
  'shop/backup.yaml': documents(
    namespace('shop'),
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: backup, namespace: shop }\n',
    cronJob('shop', 'db-backup', 'bitnami/kubectl:1.29.2', 'set -eu\nkubectl get pods').replace(
      '          restartPolicy: Never',
      '          serviceAccountName: backup-sa\n          restartPolicy: Never',
    ),
  ),
};
const certs: Tree = {
  'shop/tls.yaml': documents(
    namespace('shop'),
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: shop, namespace: shop }\nspec: { secretName: shop-cert, dnsNames: [shop.example.com], issuerRef: { kind: ClusterIssuer, name: le } }\n---\napiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: { name: le }\nspec: { selfSigned: {} }\n',
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080),
    service('shop', 'web', 8080),
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: shop }\nspec:\n  ingressClassName: nginx\n  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]\n  rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 8080 } } } }] } }]\n',
  ),
};
const tlsHost: Tree = {
  'shop/tls.yaml': (certs['shop/tls.yaml'] ?? '')
    .replace('secretName: shop-tls', 'secretName: shop-cert')
    .replace('dnsNames: [shop.example.com]', 'dnsNames: [www.example.com]'),
};
const lokiPort: Tree = {
  'monitoring/loki.yaml': documents(
    namespace('monitoring'),
    deployment('monitoring', 'loki', 'grafana/loki:3.1.0', 3100),
    service('monitoring', 'loki', 3100),
    configMap('monitoring', 'sources', { 'a.yaml': 'apiVersion: 1\ndatasources: [{ name: Loki, type: loki, url: "http://loki:3001" }]' }),
  ),
};
const imageName: Tree = {
  'k8s/kustomization.yaml': 'resources: [web.yaml]\nimages: [{ name: ghcr.io/example/webapp, newTag: 2.4.0 }]\n',
  'k8s/web.yaml': documents(namespace('shop'), deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080)),
};
const version: Tree = {
  'shop/web.yaml': documents(
    namespace('shop', 'istio-injection: enabled'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080).replace(
      'labels: { app: web } }\n    spec',
      'labels: { app: web, version: v1 } }\n    spec',
    ),
    service('shop', 'web', 8080),
    'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: web, namespace: shop }\nspec: { host: web, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }\n',
  ),
};
const timeout: Tree = {
  'shop/web.yaml': documents(
    namespace('shop', 'istio-injection: enabled'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080),
    service('shop', 'web', 8080),
    'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: web, namespace: shop }\nspec: { hosts: [web], http: [{ timeout: 5000, route: [{ destination: { host: web } }] }] }\n',
  ),
};
const three: Tree = {
  'shop/web.yaml': documents(
    namespace('shop'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080, 'volumeMounts: [{ name: data, mountPath: /data }]')
      .replace('replicas: 1', 'replicas: 3')
      .replace('      containers:', '      volumes: [{ name: data, persistentVolumeClaim: { claimName: web } }]\n      containers:'),
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: web, namespace: shop }\nspec: { accessModes: [ReadWriteOnce], storageClassName: longhorn, resources: { requests: { storage: 10Gi } } }\n',
  ),
};
const tempoS3: Tree = {
  'argocd/tempo.yaml': chart(
    'monitoring',
    'tempo',
    [GRAFANA_CHARTS, 'tempo', '1.10.1'],
    'tempo: { storage: { trace: { backend: local, local: { path: /var/tempo/traces } } }, retention: 168h }\npersistence: { enabled: false }',
  ),
};
const unit: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'prometheus: { prometheusSpec: { retention: 15, storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: 20 } } } } } } }',
  ),
};
const forever: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'argocd/c.yaml': folder('monitoring', 'c', 'm'),
  'm/r.yaml': rules('monitoring', 'r', alert('Cert', 'probe_ssl_earliest_cert_expiry - time() < 86400 * 1000 * 14')),
};
const alertSecs: Tree = {
  ...forever,
  'm/r.yaml': rules('monitoring', 'r', alert('Lag', 'time() - velero_backup_last_successful_timestamp{schedule="nightly"} > 24')),
};
const vclass: Tree = {
  'shop/pg.yaml': documents(
    namespace('shop'),
    'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: pg, namespace: shop }\nspec: { instances: 2, storage: { size: 10Gi, storageClass: longhorn-fast } }\n',
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: longhorn-ssd }\nprovisioner: driver.longhorn.io\n',
  ),
};
const cnpgBackup: Tree = {
  'shop/pg.yaml': documents(
    namespace('shop'),
    'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: pg, namespace: shop }\nspec: { instances: 2, storage: { size: 10Gi } }\n',
    "apiVersion: postgresql.cnpg.io/v1\nkind: ScheduledBackup\nmetadata: { name: nightly, namespace: shop }\nspec: { schedule: '0 0 2 * * *', cluster: { name: pg }, method: barmanObjectStore }\n",
  ),
};
const cnpgCron: Tree = {
  'shop/pg.yaml': (cnpgBackup['shop/pg.yaml'] ?? '')
    .replace("'0 0 2 * * *'", "'0 2 * * *'")
    .replace('storage: { size: 10Gi } }', 'storage: { size: 10Gi }, backup: { barmanObjectStore: { destinationPath: "s3://pg" } } }'),
};
/** Small words and numbers that make a large difference. */
export const details: readonly Mistake[] = [
  {
    name: 'A release takes values from a ConfigMap that has another name',
    caughtBy: 'secret-reference-exists',
    says: 'podinfo-values',
    tree: flux,
    mended: mending(flux, 'apps/release.yaml', ['name: podinfo-values }', 'name: podinfo-values-prod }']),
  },
  {
    name: 'A job runs as an account that has another name',
    caughtBy: 'pod-references-exist',
    says: 'backup-sa',
    tree: sa,
    mended: mending(sa, 'shop/backup.yaml', ['backup-sa', 'backup']),
  },
  {
    name: 'An Ingress takes a certificate from a Secret that the Certificate calls otherwise',
    caughtBy: 'secret-reference-exists',
    says: 'shop-tls',
    tree: certs,
    mended: mending(certs, 'shop/tls.yaml', ['secretName: shop-tls', 'secretName: shop-cert']),
  },
  {
    name: 'A certificate is for another host than the Ingress serves',
    caughtBy: 'certificate-covers-host',
    says: 'shop.example.com',
    tree: tlsHost,
  },
  {
    name: 'A data source has two digits of its port changed',
    caughtBy: 'url-port-exists',
    says: '3001',
    tree: lokiPort,
    mended: mending(lokiPort, 'monitoring/loki.yaml', [':3001', ':3100']),
  },
  {
    name: 'A kustomization sets the tag of an image that is called otherwise',
    caughtBy: 'kustomization-patch-target',
    says: 'webapp',
    tree: imageName,
    mended: mending(imageName, 'k8s/kustomization.yaml', ['example/webapp', 'example/web']),
  },
  { name: 'A subset is for a version that no pod has', caughtBy: 'subset-has-pods', says: 'v2', tree: version },
  {
    name: 'A timeout is a number of milliseconds',
    caughtBy: 'yaml-typed-value',
    says: '5000',
    tree: timeout,
    mended: mending(timeout, 'shop/web.yaml', ['timeout: 5000', 'timeout: 5s']),
  },
  {
    name: 'Three pods share a volume of one node',
    caughtBy: 'single-writer-update',
    tree: three,
    mended: mending(three, 'shop/web.yaml', ['replicas: 3', 'replicas: 1\n  strategy: { type: Recreate }']),
  },
  {
    name: 'Traces are to be kept for a week in a container',
    caughtBy: 'retention-enforced',
    tree: tempoS3,
    mended: mending(tempoS3, 'argocd/tempo.yaml', ['persistence: { enabled: false }', 'persistence: { enabled: true, size: 20Gi }']),
  },
  {
    name: 'A retention has no unit',
    caughtBy: 'retention-enforced',
    says: 'without a unit',
    tree: unit,
    mended: mending(unit, 'argocd/prometheus.yaml', ['retention: 15,', 'retention: 15d,']),
  },
  {
    name: 'An alert on a certificate counts in milliseconds',
    caughtBy: 'threshold-fits-unit',
    tree: forever,
    mended: mending(forever, 'm/r.yaml', ['86400 * 1000 * 14', '86400 * 14']),
  },
  {
    name: 'An alert on a backup counts hours',
    caughtBy: 'threshold-fits-unit',
    tree: alertSecs,
    mended: mending(alertSecs, 'm/r.yaml', ['> 24', '> 25 * 3600']),
  },
  {
    name: 'A database asks for a storage class that has another name',
    caughtBy: 'storage-class-exists',
    says: 'longhorn-fast',
    tree: vclass,
    mended: mending(vclass, 'shop/pg.yaml', ['longhorn-fast', 'longhorn-ssd']),
  },
  {
    name: 'A database is backed up on a schedule to nowhere',
    caughtBy: 'backup-target-set',
    says: 'no object store',
    tree: cnpgBackup,
    mended: mending(cnpgBackup, 'shop/pg.yaml', ['method: barmanObjectStore', 'method: volumeSnapshot']),
  },
  {
    name: 'A schedule of CloudNativePG has five fields',
    caughtBy: 'backup-target-set',
    says: 'five fields',
    tree: cnpgCron,
    mended: mending(cnpgCron, 'shop/pg.yaml', ["'0 2 * * *'", "'0 0 2 * * *'"]),
  },
];
