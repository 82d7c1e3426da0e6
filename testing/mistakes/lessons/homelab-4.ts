import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, space, yaml } from '../parts.ts';
import { cnp, DNS, rollout, route, STEPS, subsets } from './homelab-parts.ts';

/** The lessons of a homelab (L) and what follows from them (D). Part 4 of 4. */
export const homelab4: readonly Mistake[] = [
  {
    name: 'D-16 A backup in a meshed namespace keeps its sidecar',
    caughtBy: 'job-sidecar',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        kube(
          'batch/v1/CronJob',
          { name: 'backup', namespace: 'shop' },
          {
            spec: {
              schedule: '0 3 * * *',
              concurrencyPolicy: 'Forbid',
              jobTemplate: {
                spec: {
                  template: {
                    spec: {
                      restartPolicy: 'Never',
                      containers: [
                        { name: 'dump', image: 'mysql:8.0.36', command: ['sh', '-c', 'set -eo pipefail; mysqldump shop | gzip > /b/x.gz'] },
                      ],
                    },
                  },
                },
              },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'D-17 Merged metrics are scraped through a policy that does not open their port',
    caughtBy: ['flow-passes', 'query-target-annotated'],
    says: '15020',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({
          podAnnotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '15020', 'prometheus.io/path': '/stats/prometheus' },
        }),
        door('web'),
        cnp('web', {
          endpointSelector: { matchLabels: { app: 'web' } },
          ingress: [
            {
              fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'istio-system' } }],
              toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
            },
          ],
          egress: [DNS, { toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'istio-system', app: 'istiod' } }] }],
        }),
      ),
      'monitoring.yaml': yaml(
        space('monitoring'),
        app({
          name: 'prometheus',
          namespace: 'monitoring',
          image: 'prom/prometheus:v2.55.1',
          port: 9090,
          container: {
            args: ['--config.file=/etc/prometheus/prometheus.yml'],
            volumeMounts: [{ name: 'config', mountPath: '/etc/prometheus' }],
          },
          pod: { volumes: [{ name: 'config', configMap: { name: 'prometheus-config' } }] },
        }),
        door('prometheus', 'monitoring', 9090),
        kube(
          'v1/ConfigMap',
          { name: 'prometheus-config', namespace: 'monitoring' },
          {
            data: {
              'prometheus.yml':
                'scrape_configs:\n  - job_name: kubernetes-pods\n    kubernetes_sd_configs: [{ role: pod }]\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]\n        action: keep\n        regex: "true"\n      - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]\n        action: replace\n        regex: ([^:]+)(?::\\d+)?;(\\d+)\n        replacement: $1:$2\n        target_label: __address__\n',
            },
          },
        ),
      ),
    },
  },
  {
    name: 'No. 7 Autoscalers target web-rollout, the Rollout is called web',
    caughtBy: 'target-exists',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        rollout(STEPS),
        route(),
        subsets(),
        door('web'),
        kube(
          'autoscaling/v2/HorizontalPodAutoscaler',
          { name: 'web', namespace: 'shop' },
          {
            spec: {
              scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web-rollout' },
              minReplicas: 2,
              maxReplicas: 4,
              metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'No. 46 A PodSecurityPolicy, which Kubernetes 1.25 lost',
    caughtBy: ['api-removed', 'api-exists'],
    tree: {
      'psp.yaml': yaml(
        kube('policy/v1beta1/PodSecurityPolicy', { name: 'restricted' }, { spec: { privileged: false, seLinux: { rule: 'RunAsAny' } } }),
      ),
    },
  },
  {
    name: 'Section 14 The certificates of Hubble are drawn anew at each sync',
    caughtBy: 'chart-renders-alike',
    says: 'hubble',
    tree: {
      'cilium.yaml': yaml(
        chartApp('cilium', ['https://helm.cilium.io', 'cilium', '1.16.5'], 'kube-system', {
          hubble: { enabled: true, relay: { enabled: true } },
        }),
      ),
    },
    partly: true,
  },
  {
    name: 'Section 14 The signing key of Kiali is drawn anew at each sync',
    caughtBy: 'chart-renders-alike',
    says: 'signing_key',
    tree: {
      'kiali.yaml': yaml(
        chartApp('kiali', ['https://kiali.org/helm-charts', 'kiali-server', '2.2.0'], 'istio-system', {
          auth: { strategy: 'token' },
          external_services: { prometheus: { url: 'http://prometheus.monitoring:9090' } },
        }),
      ),
    },
    partly: true,
  },
];
