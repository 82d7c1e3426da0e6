import { app, deployment, mistake, object } from './apps.ts';
import { clusterChart, installs } from './clusters-pieces.ts';
import { documents, namespace, cronJob, rules, alert, folder } from './pieces.ts';
import { schedule, place } from './fleet-recovery-parts.ts';
import type { Mistake } from './mistake.ts';
import { stack, proj, shop, pvc, vpa } from './fleet3-further-parts.ts';

/** Projects, backups and room, once more. */
export const fleet3Further: readonly Mistake[] = [
  mistake(
    'A project allows a namespace by another name',
    'application-project-allows',
    {
      'mgmt/p.yaml': proj("  clusterResourceWhitelist: [{ group: '', kind: Namespace }]").replace('namespace: shop', 'namespace: shops'),
      'mgmt/a.yaml': shop(),
      'teams/shop/w.yaml': app('web', 'shop', 8080),
    },
    'mgmt/p.yaml',
    [['namespace: shops', 'namespace: shop']],
  ),
  mistake(
    'A project allows a kind of the cluster under half of its group',
    'application-project-allows',
    {
      'mgmt/p.yaml': proj('  clusterResourceWhitelist: [{ group: rbac, kind: ClusterRole }]'),
      'mgmt/a.yaml': shop(),
      'teams/shop/w.yaml': documents(
        app('web', 'shop', 8080),
        object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'x', '', "rules: [{ apiGroups: [''], resources: [pods], verbs: [list] }]"),
      ),
    },
    'mgmt/p.yaml',
    [['group: rbac,', 'group: rbac.authorization.k8s.io,']],
  ),
  mistake(
    'An Application stands in the namespace of its team, where Argo CD does not look',
    'operator-watches-here',
    {
      'mgmt/argocd.yaml': clusterChart(
        'mgmt',
        'argocd',
        'argo',
        'argo-cd',
        '8.1.0',
        'argocd',
        'configs: { params: { server.insecure: true } }',
      ),
      'mgmt/p.yaml': proj("  sourceNamespaces: [team-shop]\n  clusterResourceWhitelist: [{ group: '', kind: Namespace }]"),
      'mgmt/a.yaml': documents(namespace('team-shop'), shop().replace('namespace: argocd', 'namespace: team-shop')),
      'teams/shop/w.yaml': app('web', 'shop', 8080),
    },
    'mgmt/argocd.yaml',
    [['server.insecure: true', 'server.insecure: true, application.namespaces: team-shop']],
  ),
  mistake(
    'The factor by which a sync waits longer is a text',
    'schema-valid',
    {
      'mgmt/a.yaml': folder('shop', 'shop', 'teams/shop').replace(
        'selfHeal: true } }',
        "selfHeal: true }, retry: { limit: 5, backoff: { duration: 5s, factor: '2', maxDuration: 3m } } }",
      ),
      'teams/shop/w.yaml': app('web', 'shop', 8080),
    },
    'mgmt/a.yaml',
    [["factor: '2'", 'factor: 2']],
  ),
  mistake(
    'A namespace is wanted in a backup and left out of it',
    'velero-reaches-data',
    {
      'app1/v.yaml': documents(
        namespace('velero'),
        namespace('app'),
        place('default', '  default: true\n'),
        schedule('default').replace(
          'excludedNamespaces: [kube-system]',
          'includedNamespaces: [app, kube-system], excludedNamespaces: [kube-system]',
        ),
      ),
    },
    'app1/v.yaml',
    [['includedNamespaces: [app, kube-system]', 'includedNamespaces: [app]']],
  ),
  mistake(
    'The life of a backup is a number without its unit',
    'operator-values-read',
    {
      'app1/v.yaml': documents(
        namespace('velero'),
        place('default', '  default: true\n'),
        schedule('default').replace('ttl: 168h', 'ttl: 168'),
      ),
    },
    'app1/v.yaml',
    [['ttl: 168,', 'ttl: 168h,']],
  ),
  mistake(
    'Whether files are copied is a text',
    'schema-valid',
    {
      'app1/v.yaml': documents(
        namespace('velero'),
        namespace('app'),
        place('default', '  default: true\n'),
        schedule('default').replace('defaultVolumesToFsBackup: true', 'defaultVolumesToFsBackup: "true"'),
      ),
    },
    'app1/v.yaml',
    [['"true"', 'true']],
  ),
  mistake(
    'The snapshot of etcd is asked for on the port of its peers',
    'etcd-snapshot-commands',
    {
      'mgmt/e.yaml': cronJob(
        'kube-system',
        'etcd',
        'bitnamilegacy/etcd:3.6.4',
        'set -eu\netcdctl --endpoints=https://127.0.0.1:2380 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save /backup/a.db',
        'volumeMounts: [{ name: pki, mountPath: /etc/kubernetes/pki/etcd }, { name: b, mountPath: /backup }]',
      ).replace(
        'restartPolicy: Never',
        "restartPolicy: Never\n          hostNetwork: true\n          nodeSelector: { node-role.kubernetes.io/control-plane: '' }\n          tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]\n          volumes: [{ name: pki, hostPath: { path: /etc/kubernetes/pki/etcd } }, { name: b, hostPath: { path: /var/backups/etcd } }]",
      ),
    },
    'mgmt/e.yaml',
    [['127.0.0.1:2380', '127.0.0.1:2379']],
  ),
  mistake(
    'The snapshot of etcd is asked of the pod itself',
    'node-address-on-host',
    {
      'mgmt/e.yaml': cronJob(
        'kube-system',
        'etcd',
        'bitnamilegacy/etcd:3.6.4',
        'set -eu\netcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save /backup/a.db',
        'volumeMounts: [{ name: pki, mountPath: /etc/kubernetes/pki/etcd }, { name: b, mountPath: /backup }]',
      ).replace(
        'restartPolicy: Never',
        "restartPolicy: Never\n          nodeSelector: { node-role.kubernetes.io/control-plane: '' }\n          tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]\n          volumes: [{ name: pki, hostPath: { path: /etc/kubernetes/pki/etcd } }, { name: b, hostPath: { path: /var/backups/etcd } }]",
      ),
    },
    'mgmt/e.yaml',
    [['restartPolicy: Never\n          nodeSelector', 'restartPolicy: Never\n          hostNetwork: true\n          nodeSelector']],
  ),
  mistake(
    'A bucket is replicated that keeps no versions',
    'minio-calls-fit',
    {
      'scripts/m.sh': installs(
        'mc alias set local https://minio.example.com "$U" "$P"',
        'mc mb --ignore-existing local/velero',
        'mc replicate add local/velero --remote-bucket "$REMOTE" --priority 1',
      ),
    },
    'scripts/m.sh',
    [['mc replicate add', 'mc version enable local/velero\nmc replicate add']],
  ),
  mistake(
    'The client of MinIO names an alias that nobody sets',
    'minio-calls-fit',
    { 'scripts/m.sh': installs('mc alias set local https://minio.example.com "$U" "$P"', 'mc mb --ignore-existing myminio/velero') },
    'scripts/m.sh',
    [['myminio/velero', 'local/velero']],
  ),
  mistake(
    'The mode of a vertical autoscaler is half a word',
    'schema-valid',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        vpa('Deployment', 'web', ', updatePolicy: { updateMode: InPlace, minReplicas: 1 }'),
      ),
    },
    'app1/a.yaml',
    [['updateMode: InPlace,', 'updateMode: InPlaceOrRecreate,']],
  ),
  mistake(
    'Two vertical autoscalers size one Deployment',
    'one-scaler-per-target',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        vpa('Deployment', 'web', ', updatePolicy: { updateMode: Recreate, minReplicas: 1 }'),
        vpa('Deployment', 'web', ', updatePolicy: { updateMode: Recreate, minReplicas: 1 }').replace(
          'name: web, namespace',
          'name: web-2, namespace',
        ),
      ),
    },
    'app1/a.yaml',
    [
      [
        `---\n${vpa('Deployment', 'web', ', updatePolicy: { updateMode: Recreate, minReplicas: 1 }').replace('name: web, namespace', 'name: web-2, namespace')}`,
        '',
      ],
    ],
  ),
  mistake(
    'A quota allows two thousandths of a core',
    'quota-fits',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        object('v1', 'ResourceQuota', 'q', 'app', 'spec: { hard: { requests.cpu: 2m, requests.memory: 4Gi } }'),
        deployment('web', 'app', 8080),
      ),
    },
    'app1/a.yaml',
    [['requests.cpu: 2m', "requests.cpu: '2'"]],
  ),
  mistake(
    'A quota counts a word that lacks its letter',
    'quota-counts',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        object('v1', 'ResourceQuota', 'q', 'app', "spec: { hard: { request.cpu: '2', requests.memory: 4Gi } }"),
      ),
    },
    'app1/a.yaml',
    [['request.cpu', 'requests.cpu']],
  ),
  mistake(
    'A quota counts a kind in the singular',
    'quota-counts',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        object('v1', 'ResourceQuota', 'q', 'app', "spec: { hard: { count/deployment.apps: '4' } }"),
      ),
    },
    'app1/a.yaml',
    [['count/deployment.apps', 'count/deployments.apps']],
  ),
  mistake(
    'A pod mounts a claim under the name that it had before',
    'pod-references-exist',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        pvc('data', 'app', '1Gi'),
        deployment('web', 'app', 8080, {
          pod: 'automountServiceAccountToken: false\nvolumes: [{ name: data, persistentVolumeClaim: { claimName: web-data } }]',
          container: 'volumeMounts: [{ name: data, mountPath: /data }]',
        }),
      ),
    },
    'app1/a.yaml',
    [['claimName: web-data', 'claimName: data']],
  ),
  mistake(
    'An alert compares the share of a quota with ninety',
    'alert-can-fire',
    {
      'mgmt/s.yaml': stack(),
      'mgmt/r.yaml': rules(
        'monitoring',
        'q',
        alert('Quota', 'kube_resourcequota{type="used"} / ignoring(type) kube_resourcequota{type="hard"} > 90'),
      ),
    },
    'mgmt/r.yaml',
    [['> 90', '> 0.9']],
  ),
  mistake(
    'An alert divides by a type of quota that there is not',
    'label-value-possible',
    {
      'mgmt/s.yaml': stack(),
      'mgmt/r.yaml': rules(
        'monitoring',
        'q',
        alert('Quota', 'kube_resourcequota{type="used"} / ignoring(type) kube_resourcequota{type="limit"} > 0.9'),
      ),
    },
    'mgmt/r.yaml',
    [['type=\\"limit\\"', 'type=\\"hard\\"']],
  ),
  mistake(
    'An alert reads a metric of autoscalers in the singular',
    'metric-name-known',
    {
      'mgmt/s.yaml': stack(),
      'mgmt/r.yaml': rules(
        'monitoring',
        'q',
        alert('HpaMax', 'kube_horizontalpodautoscaler_status_current_replicas == kube_horizontalpodautoscaler_spec_max_replica'),
      ),
    },
    'mgmt/r.yaml',
    [['spec_max_replica"', 'spec_max_replicas"']],
  ),
];
