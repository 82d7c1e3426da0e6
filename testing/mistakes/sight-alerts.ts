import { ALERTM, BLOG, PROM } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { mending } from './pieces.ts';

const PODS = '      - job_name: kubernetes-pods\n';

/** What tells people of a blog: Alertmanager and its prober. */
export const sightAlerts: readonly Mistake[] = [
  slip('The route for critical alerts stands behind one that takes all', 'alertmanager-route-reached', BLOG, ALERTM, [
    [
      '      repeat_interval: 4h\n',
      `      repeat_interval: 4h
      routes:
        - matchers: ['severity =~ "critical|warning"']
          receiver: slack
        - matchers: [severity = critical]
          receiver: pager
`,
    ],
    [
      '    inhibit_rules:\n',
      `      - name: pager
        webhook_configs:
          - url: http://falco-falcosidekick.falco.svc:2801/
    inhibit_rules:
`,
    ],
  ]),
  slip('A message uses a template that no file defines', 'alert-template-defined', BLOG, ALERTM, [
    ["            channel: '#alerts'\n", "            channel: '#alerts'\n            text: '{{ template \"slack.blog.text\" . }}'\n"],
  ]),
  slip('The guide makes the webhook of Alertmanager under another key than its file', 'mounted-file-exists', BLOG, ALERTM, [], {
    added: mending(BLOG, 'docs/secrets.md', [
      'kubectl create secret docker-registry',
      'kubectl create secret generic alertmanager-slack -n monitoring --from-literal=url="$WEBHOOK"\nkubectl create secret docker-registry',
    ]),
  }),
  slip(
    'Alertmanager repeats an alert more often than it looks at its group',
    'alertmanager-timing',
    BLOG,
    ALERTM,
    [['      repeat_interval: 4h\n', '      group_interval: 30m\n      repeat_interval: 5m\n']],
    { partly: true },
  ),
  slip(
    'The prober pings, and its container may not',
    'prober-may-ping',
    BLOG,
    PROM,
    [
      [
        PODS,
        `      - job_name: blackbox-icmp
        metrics_path: /probe
        params: { module: [icmp] }
        static_configs: [{ targets: ['192.168.1.187', '192.168.1.188'] }]
        relabel_configs:
          - { source_labels: [__address__], target_label: __param_target }
          - { source_labels: [__param_target], target_label: instance }
          - { target_label: __address__, replacement: 'blackbox-exporter:9115' }
${PODS}`,
      ],
    ],
    {
      added: {
        'configs/monitoring/blackbox.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: blackbox-config, namespace: monitoring }
data:
  blackbox.yml: |
    modules:
      icmp: { prober: icmp, timeout: 5s }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: blackbox-exporter, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: blackbox-exporter } }
  template:
    metadata: { labels: { app: blackbox-exporter } }
    spec:
      containers:
        - name: blackbox
          image: prom/blackbox-exporter:v0.25.0
          args: [--config.file=/config/blackbox.yml]
          ports: [{ name: http, containerPort: 9115 }]
          readinessProbe: { httpGet: { path: /-/healthy, port: 9115 } }
          resources: { requests: { cpu: 20m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
          securityContext: { runAsNonRoot: true, runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: config, mountPath: /config }]
      volumes:
        - { name: config, configMap: { name: blackbox-config } }
---
apiVersion: v1
kind: Service
metadata: { name: blackbox-exporter, namespace: monitoring }
spec:
  selector: { app: blackbox-exporter }
  ports: [{ name: http, port: 9115, targetPort: 9115 }]
`,
      },
    },
  ),
];
