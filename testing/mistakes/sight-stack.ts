import { BLOG, GRAF, PROM } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake, Tree } from './mistake.ts';
import { mending } from './pieces.ts';

const STACK_APP = 'apps/monitoring-stack.yaml';
const RULES = 'configs/metrics/rules.yaml';
const MONITORS = 'configs/metrics/monitors.yaml';
const stack = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kube-prometheus-stack, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://prometheus-community.github.io/helm-charts
    chart: kube-prometheus-stack
    targetRevision: 67.9.0
    helm:
      releaseName: kps
      valuesObject:
        kubeControllerManager: { enabled: false }
        kubeScheduler: { enabled: false }
        kubeEtcd: { enabled: false }
        kubeProxy: { enabled: false }
        grafana: { enabled: false }
        prometheus:
          prometheusSpec:
            retention: 15d
            retentionSize: 18GB
            ruleSelectorNilUsesHelmValues: false
            serviceMonitorSelectorNilUsesHelmValues: false
            probeSelectorNilUsesHelmValues: false
            resources: { requests: { cpu: 500m, memory: 1Gi }, limits: { cpu: 1000m, memory: 2Gi } }
            storageSpec:
              volumeClaimTemplate:
                spec: { storageClassName: longhorn, accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }
        alertmanager:
          alertmanagerSpec:
            secrets: [alertmanager-slack]
          config:
            route: { receiver: slack, group_by: [alertname, namespace], routes: [{ receiver: 'null', matchers: ['alertname = Watchdog'] }] }
            receivers:
              - name: 'null'
              - name: slack
                slack_configs: [{ api_url_file: /etc/alertmanager/secrets/alertmanager-slack/webhook, channel: '#alerts', send_resolved: true }]
  destination: { server: https://kubernetes.default.svc, namespace: monitoring }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
    syncOptions: [CreateNamespace=true, ServerSideApply=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: metrics, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: '3' } }
spec:
  project: default
  source: { repoURL: 'https://github.com/example/k8s-manifests.git', targetRevision: HEAD, path: configs/metrics }
  destination: { server: https://kubernetes.default.svc, namespace: monitoring }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
`;
const rules = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: blog, namespace: monitoring }
spec:
  groups:
    - name: blog
      rules:
        - alert: MySQLDown
          expr: mysql_up{job="mysql-exporter"} == 0
          for: 1m
          labels: { severity: critical }
          annotations: { summary: MySQL does not answer }
`;
const monitors = `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: mysql-exporter, namespace: monitoring }
spec:
  namespaceSelector: { matchNames: [blog-system] }
  selector: { matchLabels: { app: mysql-exporter } }
  endpoints: [{ port: http-metrics, interval: 30s }]
`;
/** What the stack replaces. */
const REPLACED = [PROM, 'configs/monitoring/alertmanager.yaml', GRAF];
const rest: Tree = Object.fromEntries(Object.entries(BLOG).filter(([file]) => !REPLACED.includes(file)));
const KIALI = 'configs/platform/platform.yaml';
const POLICIES = 'services/blog-system/mesh/policies.yaml';
/** The same blog, watched by kube-prometheus-stack. */
const STACK: Tree = {
  ...rest,
  ...mending(
    rest,
    KIALI,
    [
      'http://prometheus.monitoring.svc.cluster.local:9090',
      'http://kps-kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090',
    ],
    [
      "          grafana: { enabled: true, internal_url: 'http://grafana.monitoring.svc.cluster.local:3000' }\n",
      '          grafana: { enabled: false }\n',
    ],
  ),
  ...mending(rest, POLICIES, ['monitoring, app: prometheus }', 'monitoring, app.kubernetes.io/name: prometheus }']),
  [STACK_APP]: stack,
  [RULES]: rules,
  [MONITORS]: monitors,
};

/** A blog that is watched by the stack of the operator. */
export const sightStack: readonly Mistake[] = [
  slip(
    'The policy of an exporter still knows Prometheus by the label of the Deployment that the operator replaced',
    'flow-passes',
    STACK,
    POLICIES,
    [['monitoring, app.kubernetes.io/name: prometheus }', 'monitoring, app: prometheus }']],
  ),
  slip('The routes of a team take alerts of their own namespace only', 'alertmanager-route-reached', STACK, RULES, [], {
    added: {
      'configs/metrics/routes.yaml': `apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: blog, namespace: monitoring }
spec:
  route: { receiver: slack, groupBy: [alertname], matchers: [{ name: namespace, matchType: '=', value: blog-system }] }
  receivers:
    - name: slack
      slackConfigs: [{ apiURL: { name: alertmanager-slack, key: webhook }, channel: '#blog' }]
`,
    },
  }),
  slip(
    'The webhook of Slack is read beside the folder into which the operator mounts the Secret',
    'operator-mounts-files',
    STACK,
    STACK_APP,
    [['/etc/alertmanager/secrets/alertmanager-slack/webhook', '/etc/alertmanager/secrets/webhook']],
  ),
  slip('The Secret of the webhook is not handed to Alertmanager', 'operator-mounts-files', STACK, STACK_APP, [
    ['          alertmanagerSpec:\n            secrets: [alertmanager-slack]\n', '          alertmanagerSpec: {}\n'],
  ]),
  slip(
    'The job of a monitor is named by a label that its Service does not have',
    'query-job-exists',
    STACK,
    RULES,
    [['job="mysql-exporter"', 'job="mysql"']],
    {
      missed: 'charts bring jobs that the tree does not show',
      added: { [MONITORS]: monitors.replace('  selector: {', '  jobLabel: app.kubernetes.io/name\n  selector: {') },
    },
  ),
  slip('The size that Prometheus keeps is more than its volume', 'retention-enforced', STACK, STACK_APP, [
    ['retentionSize: 18GB', 'retentionSize: 50GB'],
  ]),
  slip('A probe names its prober with a scheme', 'scrape-config-valid', STACK, RULES, [], {
    added: {
      'configs/metrics/probe.yaml': `apiVersion: monitoring.coreos.com/v1
kind: Probe
metadata: { name: blog, namespace: monitoring }
spec:
  module: http_2xx
  prober: { url: 'http://blackbox-exporter.monitoring.svc:9115' }
  targets: { staticConfig: { static: ['https://blog.example.shop'] } }
`,
    },
  }),
  slip('The null receiver is gone, and the route of the watchdog still names it', 'alertmanager-receiver-exists', STACK, STACK_APP, [
    ["              - name: 'null'\n", ''],
  ]),
  slip('An alert on the controller manager is left, whose scrape the values switch off', 'monitored-part-on', STACK, RULES, [
    [
      '        - alert: MySQLDown\n',
      `        - alert: ControllerManagerDown
          expr: absent(up{job="kube-controller-manager"} == 1)
          for: 15m
          labels: { severity: critical }
          annotations: { summary: The controller manager does not answer }
        - alert: MySQLDown
`,
    ],
  ]),
  slip(
    'Node exporter of the stack and the agent of logs want one port of the node',
    'host-port-free',
    STACK,
    'configs/monitoring/alloy.yaml',
    [
      ['--server.http.listen-addr=0.0.0.0:12345', '--server.http.listen-addr=0.0.0.0:9100'],
      ['containerPort: 12345', 'containerPort: 9100'],
      ['port: 12345', 'port: 9100'],
      [
        '      tolerations: [{ operator: Exists }]\n',
        '      hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet\n      tolerations: [{ operator: Exists }]\n',
      ],
    ],
  ),
  slip('The adapter looks for a label that only the Prometheus before the operator wrote', 'relabelled-label-made', STACK, STACK_APP, [], {
    added: {
      'apps/adapter.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: prometheus-adapter, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://prometheus-community.github.io/helm-charts
    chart: prometheus-adapter
    targetRevision: 4.11.0
    helm:
      valuesObject:
        prometheus: { url: 'http://kps-kube-prometheus-stack-prometheus.monitoring.svc', port: 9090 }
        rules:
          default: false
          custom:
            - seriesQuery: 'container_network_receive_bytes_total{kubernetes_namespace!="",kubernetes_pod_name!=""}'
              resources:
                overrides:
                  kubernetes_namespace: { resource: namespace }
                  kubernetes_pod_name: { resource: pod }
              name: { matches: ^(.*)_total$, as: '\${1}_per_second' }
              metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'
  destination: { server: https://kubernetes.default.svc, namespace: monitoring }
`,
    },
  }),
];
