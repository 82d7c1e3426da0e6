import { app, application, deployment, mistake, service } from './apps.ts';
import type { Mistake } from './mistake.ts';

function storageClass(name: string, first: string): string {
  return `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: ${name}, annotations: { storageclass.kubernetes.io/is-default-class: '${first}' } }
provisioner: ${name}.example.org
`;
}

function ingress(name: string, place: string, backend: string, path: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: ${place} }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example.org], secretName: shop-tls }]
  rules: [{ host: shop.example.org, http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: ${backend}, port: { number: 80 } } } }] } }]
`;
}

function nodePort(name: string, port: number): string {
  return `${deployment(name, 'shop', 80)}---\n${service(name, 'shop', 80).replace('spec:\n', 'spec:\n  type: NodePort\n').replace('port: 80 ', `port: 80, nodePort: ${port} `)}`;
}

function balanced(name: string, address: string): string {
  return `${deployment(name, 'shop', 80)}---\n${service(name, 'shop', 80).replace('spec:\n', 'spec:\n  type: LoadBalancer\n').replace('labels: {', `annotations: { metallb.io/loadBalancerIPs: ${address} }, labels: {`)}`;
}

function pool(name: string, range: string): string {
  return `apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: { name: ${name}, namespace: metallb-system }
spec: { addresses: [${range}] }
`;
}

function advertisement(name: string): string {
  return `apiVersion: metallb.io/v1beta1
kind: L2Advertisement
metadata: { name: ${name}, namespace: metallb-system }
spec: { ipAddressPools: [${name}] }
`;
}

function scaler(name: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 2
  maxReplicas: 5
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`;
}

const api = app('api', 'shop', 8080).replace('  replicas: 1\n', '');

/** One thing by two names, and two things by one. */
export const twice: readonly Mistake[] = [
  mistake(
    'Two classes of storage are the default',
    ['one-default-class'],
    { 'storage/longhorn.yaml': storageClass('longhorn', 'true'), 'storage/local.yaml': storageClass('local-path', 'true') },
    'storage/local.yaml',
    [["'true'", "'false'"]],
  ),
  mistake(
    'Two namespaces serve the same path of a host',
    ['ingress-host-once'],
    {
      'shop/web.yaml': app('web', 'shop', 80),
      'shop/ingress.yaml': ingress('shop', 'shop', 'web-service', '/'),
      'shop-v2/web.yaml': app('web', 'shop-v2', 80),
      'shop-v2/ingress.yaml': ingress('shop', 'shop-v2', 'web-service', '/'),
    },
    'shop-v2/ingress.yaml',
    [['path: /,', 'path: /v2,']],
    { says: 'shop.example.org' },
  ),
  mistake(
    'Two Services want the same port of the nodes',
    ['node-port-once'],
    { 'shop/web.yaml': nodePort('web', 30080), 'shop/admin.yaml': nodePort('admin', 30080) },
    'shop/admin.yaml',
    [['30080', '30081']],
    { says: '30080' },
  ),
  mistake(
    'Two Services want the same address',
    ['balancer-address-own'],
    {
      'metallb/pools.yaml': `${pool('lan', '192.168.1.200-192.168.1.210')}---\n${advertisement('lan')}`,
      'shop/web.yaml': balanced('web', '192.168.1.201'),
      'shop/admin.yaml': balanced('admin', '192.168.1.201'),
    },
    'shop/admin.yaml',
    [['192.168.1.201', '192.168.1.202']],
    {
      says: '192.168.1.201',
    },
  ),
  mistake(
    'Two pools of addresses overlap',
    ['address-pools-apart'],
    {
      'metallb/pools.yaml': `${pool('lan', '192.168.1.200-192.168.1.220')}---\n${pool('dmz', '192.168.1.210-192.168.1.230')}---\n${advertisement('lan')}---\n${advertisement('dmz')}`,
    },
    'metallb/pools.yaml',
    [['192.168.1.210-', '192.168.1.221-']],
    { says: '192.168.1.2' },
  ),
  mistake(
    'An advertisement names a pool that was renamed',
    ['named-object-exists', 'metallb-address'],
    { 'metallb/pools.yaml': `${pool('lan', '192.168.1.200-192.168.1.220')}---\n${advertisement('default')}` },
    'metallb/pools.yaml',
    [['default', 'lan']],
    { says: 'default' },
  ),
  mistake(
    'Two autoscalers scale one Deployment',
    ['one-scaler-per-target'],
    { 'shop/api.yaml': api, 'shop/hpa.yaml': scaler('api'), 'shop/hpa-api.yaml': scaler('api-hpa') },
    'shop/hpa-api.yaml',
    [['kind: Deployment, name: api', 'kind: Deployment, name: worker']],
    { says: 'api' },
  ),
  mistake(
    'Two Applications have one name',
    ['object-defined-once', 'one-owner'],
    {
      'argocd/shop.yaml': application('shop', 'shop', 'shop'),
      'argocd/admin.yaml': application('shop', 'admin', 'admin'),
      'shop/api.yaml': api,
      'admin/api.yaml': app('admin', 'admin', 80),
    },
    'argocd/admin.yaml',
    [['name: shop,', 'name: admin,']],
    { says: 'shop' },
  ),
  mistake(
    'A variable stands twice in one container',
    ['yaml-keys-once', 'variable-defined', 'unique-names'],
    {
      'shop/api.yaml': app('api', 'shop', 8080, {
        container: "env: [{ name: LOG_LEVEL, value: info }, { name: PORT, value: '8080' }, { name: LOG_LEVEL, value: debug }]",
      }),
    },
    'shop/api.yaml',
    [[', { name: LOG_LEVEL, value: debug }', '']],
    { says: 'LOG_LEVEL' },
  ),
  mistake(
    'A kustomization lists a file twice',
    ['kustomization-builds', 'kustomization-lists-files'],
    {
      'shop/kustomization.yaml': 'namespace: shop\nresources: [api.yaml, hpa.yaml, api.yaml]\n',
      'shop/api.yaml': api,
      'shop/hpa.yaml': scaler('api'),
    },
    'shop/kustomization.yaml',
    [[', api.yaml]', ']']],
  ),
  mistake(
    'Two probes of one Deployment ask ports that two containers share',
    ['unique-names'],
    {
      'shop/api.yaml': app('api', 'shop', 8080, { container: 'readinessProbe: { httpGet: { path: /ready, port: http } }' }).replace(
        '---\n',
        "        - { name: metrics, image: 'ghcr.io/example/exporter:1.0.0', ports: [{ name: metrics, containerPort: 8080 }] }\n---\n",
      ),
    },
    'shop/api.yaml',
    [['name: metrics, containerPort: 8080', 'name: metrics, containerPort: 9100']],
    { says: '8080' },
  ),
];
