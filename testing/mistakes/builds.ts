import { app, application, deployment, mistake } from './apps.ts';
import type { Mistake } from './mistake.ts';

function workflow(services: string, step: string): string {
  return `name: Build
on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  build:
    runs-on: ubuntu-24.04
    strategy: { matrix: { service: [${services}] } }
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      ${step}
`;
}
const sources = {
  'auth-service/Dockerfile': 'FROM python:3.12-slim\nCOPY main.py .\n',
  'auth-service/main.py': 'print(1)\n',
  'user-service/Dockerfile': 'FROM python:3.12-slim\nCOPY main.py .\n',
  'user-service/main.py': 'print(1)\n',
};
const overlay = {
  'overlays/prod/kustomization.yaml': 'namespace: shop\nresources: [api.yaml]\nimages: [{ name: ghcr.io/example/api, newTag: 1.4.2 }]\n',
  'overlays/prod/api.yaml': app('api', 'shop', 8080),
};
function skaffold(folder: string): string {
  return `apiVersion: skaffold/v4beta1
kind: Config
metadata: { name: shop }
build: { artifacts: [{ image: ghcr.io/example/api, context: api }] }
manifests: { kustomize: { paths: [${folder}] } }
`;
}
function data(path: string): string {
  return app('blog', 'shop', 8005, {
    pod: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: blog-data } }]',
    container: `env: [{ name: DATABASE_PATH, value: ${path} }]\nvolumeMounts: [{ name: data, mountPath: /app/data }]`,
  });
}
const claim =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: blog-data, namespace: shop }\nspec: { accessModes: [ReadWriteOnce], storageClassName: longhorn, resources: { requests: { storage: 1Gi } } }\n';
function ingress(host: string, tls: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, namespace: shop }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [${tls}], secretName: api-tls }]
  rules: [{ host: ${host}, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api-service, port: { number: 8080 } } } }] } }]
`;
}
function certificate(name: string): string {
  return `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: api, namespace: shop }
spec: { secretName: api-tls, dnsNames: [${name}], issuerRef: { kind: ClusterIssuer, name: ca } }
`;
}
const issuer = 'apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: { name: ca }\nspec: { ca: { secretName: ca } }\n';
function gateway(host: string): string {
  return `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: shop, namespace: shop }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: [${host}] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop, namespace: shop }
spec:
  hosts: [shop.example.org]
  gateways: [shop]
  http: [{ route: [{ destination: { host: api-service, port: { number: 8080 } } }] }]
`;
}
const api = { 'shop/api.yaml': app('api', 'shop', 8080) };

/** What is built, and what the world sees of it. */
export const builds: readonly Mistake[] = [
  mistake(
    'A workflow builds a service whose folder is gone',
    ['workflow-references-exist'],
    {
      ...sources,
      '.github/workflows/build.yml': workflow(
        'auth-service, user-service, dashboard-ui',
        '- { uses: docker/build-push-action@263435318d21b8e681c14492fe198d362a7d2c83, with: { context: "./${{ matrix.service }}", push: true } }',
      ),
    },
    '.github/workflows/build.yml',
    [[', dashboard-ui]', ']']],
    { says: 'dashboard-ui' },
  ),
  mistake(
    'A workflow writes the tag into a file that was moved',
    ['script-paths-exist'],
    {
      ...overlay,
      '.github/workflows/deploy.yml': workflow(
        'api',
        '- run: sed -i "s/newTag.*/newTag_${GITHUB_SHA}/" k8s-manifests/overlays/prod/kustomization.yaml',
      ),
    },
    '.github/workflows/deploy.yml',
    [['k8s-manifests/overlays', 'overlays']],
    { says: 'kustomization.yaml' },
  ),
  mistake(
    'An image copies a file that is not there',
    ['dockerfile-copies-exist'],
    { ...sources, 'user-service/Dockerfile': 'FROM python:3.12-slim\nCOPY requirements.txt .\nCOPY main.py .\n' },
    'user-service/Dockerfile',
    [['COPY requirements.txt .\n', '']],
    { says: 'requirements.txt' },
  ),
  mistake(
    'An image copies from a stage that was renamed',
    ['dockerfile-copies-exist'],
    {
      'web/Dockerfile':
        'FROM node:20.12-alpine AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM nginx:1.25.4\nCOPY --from=builder /app/dist /usr/share/nginx/html\n',
    },
    'web/Dockerfile',
    [['--from=builder', '--from=build']],
    { says: 'builder' },
  ),
  mistake(
    'Skaffold deploys an overlay by its old name',
    ['built-image-deployed'],
    { ...overlay, 'api/Dockerfile': 'FROM python:3.12-slim\n', 'skaffold.yaml': skaffold('k8s-manifests/overlays/local') },
    'skaffold.yaml',
    [['k8s-manifests/overlays/local', 'overlays/prod']],
    { says: 'overlays/local' },
  ),
  mistake(
    'A database of one file is written beside its volume',
    ['data-persistent', 'file-database-single'],
    { 'shop/blog.yaml': data('/data/blog.db'), 'shop/claim.yaml': claim },
    'shop/blog.yaml',
    [['/data/blog.db', '/app/data/blog.db']],
    { says: '/data/blog.db' },
  ),
  mistake(
    'A certificate is not for the host that shows it',
    ['certificate-covers-host'],
    {
      ...api,
      'issuer.yaml': issuer,
      'shop/certificate.yaml': certificate('api.example.com'),
      'shop/ingress.yaml': ingress('api.example.org', 'api.example.org'),
    },
    'shop/certificate.yaml',
    [['api.example.com', 'api.example.org']],
    { says: 'api.example.org' },
  ),
  mistake(
    'An Ingress encrypts another host than it serves',
    ['certificate-covers-host'],
    { ...api, 'shop/ingress.yaml': ingress('api.example.org', 'shop.example.org') },
    'shop/ingress.yaml',
    [['hosts: [shop.example.org]', 'hosts: [api.example.org]']],
    { says: 'api.example.org' },
  ),
  mistake(
    'A gateway does not listen for the host of its route',
    ['gateway-exists'],
    { ...api, 'istio/shop.yaml': gateway('shop.example.com') },
    'istio/shop.yaml',
    [['shop.example.com', 'shop.example.org']],
    { says: 'shop.example.org' },
  ),
  mistake(
    'A probe has two ways to ask',
    ['schema-valid', 'schema-cel'],
    {
      'shop/api.yaml': deployment('api', 'shop', 8080, {
        container: 'livenessProbe: { httpGet: { path: /, port: 8080 }, tcpSocket: { port: 8080 } }',
      }),
    },
    'shop/api.yaml',
    [[', tcpSocket: { port: 8080 }', '']],
  ),
  mistake(
    'A spread is over a label that no node has',
    ['topology-key-known'],
    {
      'shop/api.yaml': app('api', 'shop', 8080, {
        replicas: 2,
        pod: 'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: api } } }]',
      }),
    },
    'shop/api.yaml',
    [['topologyKey: hostname', 'topologyKey: kubernetes.io/hostname']],
    { says: 'hostname' },
  ),
  mistake(
    'Options of a sync are a map',
    ['sync-words-known', 'schema-valid'],
    {
      ...api,
      'argocd/shop.yaml': application('shop', 'shop', 'shop').replace(
        'selfHeal: true } }',
        'selfHeal: true }, syncOptions: { CreateNamespace: true } }',
      ),
    },
    'argocd/shop.yaml',
    [['{ CreateNamespace: true }', '[CreateNamespace=true]']],
    { says: 'list' },
  ),
];
