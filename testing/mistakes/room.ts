import { app, deployment, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';

const agent = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: node-exporter, namespace: monitoring }
spec:
  selector: { matchLabels: { app: node-exporter } }
  template:
    metadata: { labels: { app: node-exporter } }
    spec:
      containers: [{ name: node-exporter, image: 'prom/node-exporter:v1.8.0', ports: [{ name: metrics, containerPort: 9100 }] }]
`;

function nodes(labels: string): string {
  return ['master', 'worker-1', 'worker-2']
    .map(
      (name) =>
        `apiVersion: v1\nkind: Node\nmetadata: { name: ${name}, labels: { kubernetes.io/hostname: ${name}${labels} } }\n${name === 'master' ? 'spec: { taints: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }] }\n' : ''}`,
    )
    .join('---\n');
}

function budget(min: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: api, namespace: shop }
spec: { ${min}, selector: { matchLabels: { app: api } } }
`;
}

function scaler(metric: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 2
  maxReplicas: 5
  metrics: [{ type: Resource, resource: { name: ${metric}, target: { type: Utilization, averageUtilization: 70 } } }]
`;
}

function vertical(mode: string): string {
  return `apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: api, namespace: shop }
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  updatePolicy: { updateMode: ${mode} }
`;
}

function database(config: string, memory: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: mysql-config, namespace: shop }
data:
  my.cnf: |
    [mysqld]
    max_connections = 200
    ${config}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: mysql, namespace: shop }
spec:
  serviceName: mysql
  replicas: 1
  selector: { matchLabels: { app: mysql } }
  template:
    metadata: { labels: { app: mysql } }
    spec:
      containers:
        - name: mysql
          image: mysql:8.0.36
          resources: { requests: { cpu: 500m, memory: 1Gi }, limits: { memory: ${memory} } }
          volumeMounts: [{ name: config, mountPath: /etc/mysql/conf.d }, { name: data, mountPath: /var/lib/mysql }]
      volumes: [{ name: config, configMap: { name: mysql-config } }]
  volumeClaimTemplates:
    - { metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } }
`;
}

function redis(size: string): string {
  return deployment('redis', 'shop', 6379, {
    image: 'redis:7.2.4',
    container: `args: [redis-server, --maxmemory, ${size}, --maxmemory-policy, allkeys-lru]`,
  });
}

function java(heap: string): string {
  return app('was', 'shop', 8080, {
    image: 'ghcr.io/example/was:2.0.0',
    container: `env: [{ name: JAVA_OPTS, value: '-Xms256m -Xmx${heap}' }]`,
  });
}

function prometheus(size: string): string {
  return `prometheus:
  prometheusSpec:
    retention: 30d
    retentionSize: ${size}
    storageSpec:
      volumeClaimTemplate: { spec: { storageClassName: longhorn, accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } }
`;
}

const install =
  '#!/bin/sh\nset -eu\nhelm upgrade --install kps prometheus-community/kube-prometheus-stack --version 58.2.1 -n monitoring -f monitoring/values.yaml\n';

/** Pods that find no room, no place or no time. */
export const room: readonly Mistake[] = [
  mistake(
    'An agent of every node is not on the control plane',
    ['agents-everywhere'],
    { 'nodes.yaml': nodes(''), 'monitoring/node-exporter.yaml': agent },
    'monitoring/node-exporter.yaml',
    [['      containers:', '      tolerations: [{ operator: Exists }]\n      containers:']],
  ),
  mistake(
    'A single pod may never be away',
    ['disruption-allowed'],
    { 'shop/api.yaml': app('api', 'shop', 8080), 'shop/pdb.yaml': budget('minAvailable: 1') },
    'shop/pdb.yaml',
    [['minAvailable: 1', 'maxUnavailable: 1']],
  ),
  mistake(
    'Pods want a disk that no node says it has',
    ['pods-find-nodes'],
    { 'nodes.yaml': nodes(', disk: ssd'), 'shop/api.yaml': app('api', 'shop', 8080, { pod: 'nodeSelector: { disktype: ssd }' }) },
    'shop/api.yaml',
    [['disktype: ssd', 'disk: ssd']],
    { partly: true },
  ),
  mistake(
    'A pod is killed while it still waits to be taken out of the load balancer',
    ['shutdown-time'],
    {
      'shop/api.yaml': app('api', 'shop', 8080, {
        pod: 'terminationGracePeriodSeconds: 30',
        container: 'lifecycle: { preStop: { exec: { command: [sh, -c, sleep 60] } } }',
      }),
    },
    'shop/api.yaml',
    [['terminationGracePeriodSeconds: 30', 'terminationGracePeriodSeconds: 90']],
  ),
  mistake(
    'An autoscaler reckons with requests that the pods do not make',
    ['autoscaler-works'],
    {
      'shop/api.yaml': app('api', 'shop', 8080)
        .replace('requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 500m, memory: 256Mi }', 'limits: { memory: 256Mi }')
        .replace('  replicas: 1\n', ''),
      'shop/hpa.yaml': scaler('cpu'),
    },
    'shop/api.yaml',
    [['limits: { memory: 256Mi }', 'requests: { cpu: 100m }, limits: { memory: 256Mi }']],
  ),
  mistake(
    'Two autoscalers pull at the same processor',
    ['one-scaler-per-target', 'autoscaler-works'],
    {
      'shop/api.yaml': app('api', 'shop', 8080).replace('  replicas: 1\n', ''),
      'shop/hpa.yaml': scaler('cpu'),
      'shop/vpa.yaml': vertical('Auto'),
    },
    'shop/vpa.yaml',
    [['Auto }', '"Off" }']],
  ),
  mistake(
    'Pods name a priority that nobody defined',
    ['named-object-exists', 'pod-references-exist', 'class-exists'],
    {
      'shop/api.yaml': app('api', 'shop', 8080, { pod: 'priorityClassName: high-priority' }),
      'classes.yaml': 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: shop-high }\nvalue: 1000\n',
    },
    'shop/api.yaml',
    [['high-priority', 'shop-high']],
    { says: 'high-priority' },
  ),
  mistake(
    'The buffers of a database are larger than its container',
    ['heap-fits-memory'],
    { 'shop/mysql.yaml': database('innodb_buffer_pool_size = 4G', '2Gi') },
    'shop/mysql.yaml',
    [['4G', '1G']],
    { says: '4G' },
  ),
  mistake(
    'Redis may take more than its container has',
    ['heap-fits-memory'],
    { 'shop/redis.yaml': redis('1gb') },
    'shop/redis.yaml',
    [['1gb', '200mb']],
    { says: '1gb' },
  ),
  mistake('A heap is larger than its container', ['heap-fits-memory'], { 'shop/was.yaml': java('1g') }, 'shop/was.yaml', [
    ['-Xms256m -Xmx1g', '-Xms128m -Xmx192m'],
  ]),
  mistake(
    'Prometheus may keep more than its volume holds',
    ['volumes-fit-disks', 'retention-enforced'],
    { 'monitoring/values.yaml': prometheus('50GB'), 'install.sh': install },
    'monitoring/values.yaml',
    [['50GB', '16GB']],
    { says: '50GB' },
  ),
];
