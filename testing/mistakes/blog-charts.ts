import { BLOG, ROOT } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** What a blog runs on: Applications, charts, copies of etcd. */
export const blogCharts: readonly Mistake[] = [
  slip('The source of values has no name by which the chart asks for them', 'application-values-exist', BLOG, ROOT, [
    ['      ref: values\n', ''],
  ]),
  slip(
    'An Application reads a folder of Kustomize as a plain folder, and applies the kustomization itself',
    'application-source-exists',
    BLOG,
    'apps/blog-system.yaml',
    [],
    {
      added: {
        'services/blog-system/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: blog-system
resources:
  - web/nginx-config.yaml
  - web/web.yaml
  - was/was.yaml
  - mysql/mysql.yaml
  - mysql/exporters.yaml
  - mysql/backup.yaml
  - mesh/mesh.yaml
  - mesh/policies.yaml
`,
      },
    },
  ),
  slip('A repository lost a letter in one of its Applications', 'application-addresses-agree', BLOG, 'apps/blog-system.yaml', [
    ['example/k8s-manifests.git', 'example/k8s-manifest.git'],
  ]),
  slip('An Application installs into a namespace that is spelt otherwise', 'application-addresses-agree', BLOG, ROOT, [
    ['namespace: monitoring }\n  syncPolicy', 'namespace: monitorng }\n  syncPolicy'],
    [
      'server: https://kubernetes.default.svc, namespace: monitoring }\n    - {',
      'server: https://kubernetes.default.svc, namespace: monitorng }\n    - {',
    ],
  ]),
  slip('The project does not allow the repository of a chart', 'application-project-allows', BLOG, ROOT, [
    ['    - https://charts.longhorn.io\n    - https://helm', '    - https://helm'],
  ]),
  slip(
    'A lock of dependencies is of the version before',
    'chart-file-sound',
    BLOG,
    'charts/falco/Chart.lock',
    [['version: 4.21.2', 'version: 4.19.0']],
    { missed: 'files called Chart.lock are not read' },
  ),
  slip('A chart of the first form has dependencies', 'chart-file-sound', BLOG, 'charts/falco/Chart.yaml', [
    ['apiVersion: v2', 'apiVersion: v1'],
  ]),
  slip('A chart has no version', 'chart-file-sound', BLOG, 'charts/falco/Chart.yaml', [['version: 0.1.0\n', '']]),
  slip('A dependency is named otherwise than its values', 'helm-values-nested', BLOG, 'charts/falco/values.yaml', [
    ['falco-talon:\n  config', 'falcoTalon:\n  config'],
  ]),
  slip('A response waits for a rule that Falco does not have', 'talon-rules-work', BLOG, 'charts/falco/values.yaml', [
    ['rules: [Java Process Spawning Shell]', 'rules: [Java Process Spawned Shell]'],
  ]),
  slip('A response names an action that is called otherwise', 'talon-rules-work', BLOG, 'charts/falco/values.yaml', [
    ['          - action: Isolate Pod', '          - action: Isolate the Pod'],
  ]),
  slip(
    'Falcosidekick sends to Talon at a port that it does not have',
    'url-port-exists',
    BLOG,
    'charts/falco/values.yaml',
    [["'http://falco-talon:2803'", "'http://falco-talon:2801'"]],
    { missed: 'the name of the Service depends on the release' },
  ),
  slip('Falco reads a list of rules in which the custom ones are missing', 'helm-values-work', BLOG, 'charts/falco/values.yaml', [
    ['[/etc/falco/falco_rules.yaml, /etc/falco/rules.d]', '[/etc/falco/falco_rules.yaml]'],
  ]),
  slip('A custom rule has a priority that Falco does not know', 'falco-rules-valid', BLOG, 'charts/falco/values.yaml', [
    ['priority: CRITICAL', 'priority: SEVERE'],
  ]),
  slip('A custom rule lacks its output', 'falco-rules-valid', BLOG, 'charts/falco/values.yaml', [
    ['        output: Shell from Java (command=%proc.cmdline pod=%k8s.pod.name)\n', ''],
  ]),
  slip('A custom rule prints a field that does not exist', 'falco-rules-valid', BLOG, 'charts/falco/values.yaml', [
    ['%k8s.pod.name', '%k8s.pod_name'],
  ]),
  slip('The copies of a class are a setting that stands at the wrong level', 'helm-value-known', BLOG, 'values/longhorn.yaml', [
    ['defaultClassReplicaCount: 3', 'replicaCount: 3'],
  ]),
  slip('The target of backups has no region', 'backup-target-valid', BLOG, 'values/longhorn.yaml', [
    ['s3://example-longhorn@ap-northeast-2/', 's3://example-longhorn/'],
  ]),
  slip('The target of backups has no credentials', 'helm-values-work', BLOG, 'values/longhorn.yaml', [
    ['  backupTargetCredentialSecret: longhorn-s3\n', ''],
  ]),
  slip('Cilium is told to replace kube-proxy by a word that is gone', 'helm-values-work', BLOG, ROOT, [
    ["kubeProxyReplacement: 'false'", 'kubeProxyReplacement: disabled'],
  ]),
  slip('The relay of Hubble is on, and Hubble is off', 'helm-values-work', BLOG, ROOT, [
    ['hubble: { relay', 'hubble: { enabled: false, relay'],
  ]),
  slip('A job asks etcd on the address of its node from a network of its own', 'node-address-on-host', BLOG, 'configs/backup/etcd.yaml', [
    ['          hostNetwork: true\n          dnsPolicy: ClusterFirstWithHostNet\n', ''],
  ]),
  slip('A job for the control plane does not tolerate it', 'control-plane-job-placed', BLOG, 'configs/backup/etcd.yaml', [
    ['          tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]\n', ''],
  ]),
  slip('A snapshot is written to the file system of an init container', 'handed-files-agree', BLOG, 'configs/backup/etcd.yaml', [
    ['                - { name: backup, mountPath: /backup }\n          containers', '          containers'],
  ]),
  slip(
    'An image of etcd, which has no shell, is told to run one',
    'image-has-program',
    BLOG,
    'configs/backup/etcd.yaml',
    [
      [
        `              command:
                - etcdctl
                - --endpoints=https://127.0.0.1:2379
                - --cacert=/etc/kubernetes/pki/etcd/ca.crt
                - --cert=/etc/kubernetes/pki/etcd/server.crt
                - --key=/etc/kubernetes/pki/etcd/server.key
                - snapshot
                - save
                - /backup/etcd.db
`,
        `              command: [sh, -c]
              args: ['etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save /backup/etcd.db']
`,
      ],
    ],
    { missed: 'which images of etcd have a shell differs by their version' },
  ),
];
