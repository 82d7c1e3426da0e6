import type { Mistake } from './mistake.ts';
import { app, application, deployment, service } from './apps.ts';

function adapter(url: string, pods: string): string {
  return `prometheus: { url: '${url}', port: 9090 }
rules:
  default: false
  custom:
    - seriesQuery: 'container_network_receive_bytes_total{namespace="blog-system",pod=~"${pods}"}'
      resources: { overrides: { namespace: { resource: namespace }, pod: { resource: pod } } }
      name: { matches: ^(.*)_total$, as: '\${1}_per_second' }
      metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)'
`;
}

const install = `#!/bin/sh
set -eu
helm upgrade --install prometheus-adapter prometheus-community/prometheus-adapter --version 4.10.0 -n monitoring -f monitoring/prometheus-adapter/values.yaml
`;

const prometheus = deployment('prometheus', 'monitoring', 9090, { image: 'prom/prometheus:v2.51.2' });

function networkScaler(target: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${target}-hpa, namespace: blog-system }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }
  minReplicas: 2
  maxReplicas: 6
  metrics:
    - type: Pods
      pods: { metric: { name: container_network_receive_bytes_per_second }, target: { type: AverageValue, averageValue: 1M } }
`;
}

function scaler(name: string, namespace: string, target: string, max: number): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }
  minReplicas: 2
  maxReplicas: ${max}
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`;
}

function quota(hard: string): string {
  return `apiVersion: v1
kind: ResourceQuota
metadata: { name: blog-system-quota, namespace: blog-system }
spec: { hard: { ${hard} } }
`;
}

const meshNamespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: blog-system, labels: { istio-injection: enabled } }\n';

function sized(name: string, replicas: number, requests: string, limits: string): string {
  return deployment(name, 'blog-system', 8080, { replicas }).replace(
    /resources: .*/,
    `resources: { requests: ${requests}, limits: ${limits} }`,
  );
}

function spread(policy: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: blog-system }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      topologySpreadConstraints:
        - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ${policy}, labelSelector: { matchLabels: { app: web } } }
      containers: [{ name: nginx, image: 'ghcr.io/example/web:1.4.0', ports: [{ containerPort: 80 }] }]
  strategy: { canary: { maxSurge: 1, maxUnavailable: 0, steps: [{ setWeight: 20 }, { pause: {} }] } }
`;
}

const nodes = ['k8s-master', 'k8s-worker-1', 'k8s-worker-2']
  .map(
    (name, index) => `apiVersion: v1
kind: Node
metadata: { name: ${name}, labels: { kubernetes.io/hostname: ${name} } }
${index === 0 ? 'spec: { taints: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }] }\n' : ''}`,
  )
  .join('---\n');

function alloy(image: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: alloy, namespace: monitoring }
spec:
  selector: { matchLabels: { app: alloy } }
  template:
    metadata: { labels: { app: alloy } }
    spec:
      containers: [{ name: alloy, image: '${image}', imagePullPolicy: IfNotPresent, args: [run, /etc/alloy/config.alloy] }]
`;
}

/** Autoscalers, quotas, nodes: what does not fit. */
export const capacity: readonly Mistake[] = [
  {
    name: 'The adapter of the autoscaler asks a Service that is gone',
    caughtBy: ['url-host-exists', 'adapter-serves-metric'],
    says: 'prometheus.monitoring',
    tree: {
      'monitoring/prometheus-adapter/values.yaml': adapter('http://prometheus.monitoring.svc', 'web.*|was.*'),
      'install.sh': install,
      'blog-system/was.yaml': `${app('was', 'blog-system', 8080)}---\n${networkScaler('was')}`,
      'monitoring/prometheus.yaml': `${prometheus}---\n${service('prometheus', 'monitoring', 9090).replace('prometheus-service', 'prometheus-operated')}`,
      'argocd/monitoring.yaml': application('monitoring', 'monitoring', 'monitoring'),
    },
    mended: { 'monitoring/prometheus-adapter/values.yaml': adapter('http://prometheus-operated.monitoring.svc', 'web.*|was.*') },
  },
  {
    name: "The adapter reads the series of other pods than the autoscaler's",
    caughtBy: ['adapter-serves-metric'],
    says: 'was-hpa',
    partly: true,
    tree: {
      'monitoring/prometheus-adapter/values.yaml': adapter('http://prometheus-service.monitoring.svc', 'web.*'),
      'install.sh': install,
      'blog-system/was.yaml': `${app('was', 'blog-system', 8080)}---\n${networkScaler('was')}`,
      'monitoring/prometheus.yaml': `${prometheus}---\n${service('prometheus', 'monitoring', 9090)}`,
    },
    mended: { 'monitoring/prometheus-adapter/values.yaml': adapter('http://prometheus-service.monitoring.svc', '(web|was).*') },
  },
  {
    name: 'Git and the autoscaler both say how many',
    caughtBy: ['replicas-left-to-scaler'],
    tree: {
      'argocd/titanium-prod.yaml': application('titanium-prod', 'overlays/prod', 'titanium-prod'),
      'overlays/prod/user.yaml': app('user', 'titanium-prod', 8001, { replicas: 2 }),
      'overlays/prod/user-hpa.yaml': scaler('prod-user-service-hpa', 'titanium-prod', 'user', 6),
    },
    mended: { 'overlays/prod/user.yaml': app('user', 'titanium-prod', 8001).replace('  replicas: 1\n', '') },
  },
  {
    name: 'The quota has no room for the pod of an update, sidecars counted',
    caughtBy: ['quota-fits'],
    tree: {
      'namespaces/blog.yaml': meshNamespace,
      'blog-system/quota.yaml': quota("limits.cpu: '15', limits.memory: 40Gi"),
      'blog-system/mysql.yaml': sized('mysql', 1, '{ cpu: 200m, memory: 512Mi }', "{ cpu: '1', memory: 1Gi }"),
      'blog-system/was.yaml': sized('was', 2, '{ cpu: 200m, memory: 512Mi }', "{ cpu: '1', memory: 1Gi }"),
      'blog-system/web.yaml': sized('web', 2, '{ cpu: 50m, memory: 64Mi }', '{ cpu: 200m, memory: 128Mi }'),
    },
    mended: { 'blog-system/quota.yaml': quota("limits.cpu: '30', limits.memory: 40Gi") },
  },
  {
    name: 'At its most the autoscaler asks for more than the quota of the namespace',
    caughtBy: ['autoscaler-fits-quota'],
    tree: {
      'namespaces/blog.yaml': meshNamespace,
      'blog-system/quota.yaml': quota("requests.cpu: '2', requests.memory: 4Gi"),
      'blog-system/was.yaml': `${sized('was', 2, '{ cpu: 160m, memory: 512Mi }', "{ cpu: '1', memory: 1Gi }")}---\n${scaler('was-hpa', 'blog-system', 'was', 10)}`,
    },
    mended: { 'blog-system/quota.yaml': quota("requests.cpu: '4', requests.memory: 16Gi") },
  },
  {
    name: 'A hard spread counts the tainted node, and the canary finds no place',
    caughtBy: ['spread-fits-nodes'],
    partly: true,
    tree: { 'cluster/nodes.yaml': nodes, 'blog-system/web.yaml': spread('DoNotSchedule') },
    mended: { 'blog-system/web.yaml': spread('ScheduleAnyway') },
  },
  {
    name: 'Two replicas, and nothing keeps them apart',
    caughtBy: ['replicas-apart', 'disruption-allowed'],
    says: 'auth',
    partly: true,
    tree: { 'overlays/prod/auth.yaml': app('auth', 'titanium-prod', 8002, { replicas: 2 }) },
    mended: {
      'overlays/prod/auth.yaml': app('auth', 'titanium-prod', 8002, {
        replicas: 2,
        pod: 'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: auth } } }]',
      }),
    },
  },
  {
    name: 'Each node keeps whatever latest it pulled first',
    caughtBy: ['image-pinned'],
    tree: { 'monitoring/alloy.yaml': alloy('grafana/alloy:latest') },
    mended: { 'monitoring/alloy.yaml': alloy('grafana/alloy:v1.3.1') },
  },
];
