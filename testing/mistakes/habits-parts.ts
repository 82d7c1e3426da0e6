import { app, deployment, service } from './apps.ts';
import { chart, cronJob } from './pieces.ts';

function object(apiVersion: string, kind: string, name: string, place: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${place} }\n${spec.trim()}\n`;
}

export const api = { 'shop/api.yaml': app('api', 'shop', 8080) };
export function mysql(container: string): string {
  return app('mysql', 'shop', 3306, { image: 'mysql:8.0.36', container });
}
export function scaled(min: number): string {
  return object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'api',
    'shop',
    `spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }\n  minReplicas: ${min}\n  maxReplicas: 4\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  );
}
export function keda(min: number): string {
  return object(
    'keda.sh/v1alpha1',
    'ScaledObject',
    'api',
    'shop',
    `spec:\n  scaleTargetRef: { name: api }\n  minReplicaCount: ${min}\n  maxReplicaCount: 5\n  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '70' } }]`,
  );
}
export function quota(pods: string): string {
  return object('v1', 'ResourceQuota', 'pods', 'shop', `spec: { hard: { pods: '${pods}' } }`);
}
export function gateway(protocol: string): string {
  return object(
    'networking.istio.io/v1',
    'Gateway',
    'shop',
    'shop',
    `spec:\n  selector: { istio: ingressgateway }\n  servers: [{ port: { number: 443, name: https, protocol: ${protocol} }, hosts: [shop.example.org], tls: { mode: SIMPLE, credentialName: shop-tls } }]`,
  );
}
export function entry(resolution: string): string {
  return object(
    'networking.istio.io/v1',
    'ServiceEntry',
    'payments',
    'shop',
    `spec:\n  hosts: [api.payments.example]\n  location: MESH_EXTERNAL\n  ports: [{ number: 443, name: https, protocol: TLS }]\n  resolution: ${resolution}`,
  );
}
export function sidecar(hosts: string): string {
  return object('networking.istio.io/v1', 'Sidecar', 'default', 'shop', `spec:\n  egress: [{ hosts: [${hosts}] }]`);
}
export function set(second: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: stages, namespace: argocd }
spec:
  goTemplate: true
  generators: [{ list: { elements: [{ stage: dev, path: overlays/dev }, { stage: ${second}, path: overlays/prod }] } }]
  template:
    metadata: { name: 'shop-{{.stage}}' }
    spec:
      project: default
      source: { repoURL: https://github.com/example/gitops.git, targetRevision: main, path: '{{.path}}' }
      destination: { server: https://kubernetes.default.svc, namespace: 'shop-{{.stage}}' }
`;
}
export const overlays = {
  'overlays/dev/kustomization.yaml': 'namespace: shop-dev\nresources: [../../base]\n',
  'overlays/prod/kustomization.yaml': 'namespace: shop-prod\nresources: [../../base]\n',
  'base/kustomization.yaml': 'resources: [api.yaml]\n',
  'base/api.yaml': app('api', 'shop', 8080),
};
export function generated(source: string): Readonly<Record<string, string>> {
  return { ...api, 'shop/kustomization.yaml': `namespace: shop\nresources: [api.yaml]\nsecretGenerator: [{ name: db, ${source} }]\n` };
}
export function annotated(annotations: string): string {
  return app('api', 'shop', 8080).replace(
    'metadata: { labels: { app: api } }\n    spec',
    `metadata: { labels: { app: api }, annotations: { ${annotations} } }\n    spec`,
  );
}
export function longhorn(target: string): string {
  return chart(
    'longhorn-system',
    'longhorn',
    ['https://charts.longhorn.io', 'longhorn', '1.7.2'],
    `defaultSettings: { backupTarget: '${target}', backupTargetCredentialSecret: backup-s3 }`,
  );
}
export const s3 = object(
  'bitnami.com/v1alpha1',
  'SealedSecret',
  'backup-s3',
  'longhorn-system',
  'spec:\n  encryptedData: { AWS_ACCESS_KEY_ID: AgBy3i4, AWS_SECRET_ACCESS_KEY: AgBy8hC }\n  template: { metadata: { name: backup-s3 } }',
);
export function waiting(host: string): string {
  return app('api', 'shop', 8080, {
    pod: `initContainers: [{ name: wait, image: 'busybox:1.36.1', command: [sh, -c, 'until nc -z ${host} 3306; do sleep 2; done'] }]`,
  });
}
export function query(store: string): string {
  return app('thanos-query', 'monitoring', 10902, {
    image: 'quay.io/thanos/thanos:v0.35.0',
    container: `args: [query, '--http-address=0.0.0.0:10902', '--endpoint=${store}']`,
  });
}
export const store = `${deployment('thanos-store', 'monitoring', 10901, { image: 'quay.io/thanos/thanos:v0.35.0' })}---\n${service('thanos-store', 'monitoring', 10901, 'grpc')}`;
export function kubeconfig(data: string): string {
  return `apiVersion: v1
kind: Config
clusters: [{ name: home, cluster: { server: 'https://192.168.1.10:6443' } }]
users: [{ name: admin, user: { ${data} } }]
contexts: [{ name: home, context: { cluster: home, user: admin } }]
current-context: home
`;
}
export const KEY = 'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVBd3pHSlQ4QXZrU1lFQmZKbVRnQ2xVeHlPbWJzT3p3';
export function shell(program: string, image: string): string {
  return cronJob('shop', 'report', image, 'wget -qO- http://api-service:8080/report').replace(
    'command: [sh, -c]',
    `command: [${program}, -c]`,
  );
}
