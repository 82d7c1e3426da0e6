import type { Mistake } from './mistake.ts';
import { app, service } from './apps.ts';

function meshNamespace(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { istio-injection: enabled } }\n`;
}

function nginx(auth: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: web-nginx-config, namespace: blog-system }
data:
  default.conf: |
    server {
      listen 80;
      location / { root /usr/share/nginx/html; try_files $uri /index.html; }
      location /api {
        proxy_pass http://was-service:8080;
        proxy_http_version 1.1;
        proxy_set_header Host was-service;
      }
      location /auth {
        proxy_pass http://was-service:8080;
        proxy_http_version 1.1;
        proxy_set_header Host ${auth};
      }
    }
`;
}

function allow(paths: string): string {
  return `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: was-authz, namespace: blog-system }
spec:
  selector: { matchLabels: { app: was } }
  action: ALLOW
  rules:
    - to: [{ operation: { paths: [${paths}] } }]
`;
}

const retry = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: was-retry-timeout, namespace: blog-system }
spec:
  hosts: [was-service]
  http:
    - timeout: 30s
      retries: { attempts: 2, perTryTimeout: 10s, retryOn: 5xx }
      route: [{ destination: { host: was-service, port: { number: 8080 } } }]
`;

const blog = {
  'namespaces/blog.yaml': meshNamespace('blog-system'),
  'blog-system/web.yaml': app('web', 'blog-system', 80, {
    image: 'nginx:1.25.4',
    pod: 'volumes: [{ name: config, configMap: { name: web-nginx-config } }]',
    container: 'volumeMounts: [{ name: config, mountPath: /etc/nginx/conf.d }]',
  }),
  'blog-system/was.yaml': app('was', 'blog-system', 8080),
};

function breaker(pool: string): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: mysql-circuit-breaker, namespace: blog-system }
spec:
  host: mysql-service
  trafficPolicy:
    connectionPool:
      tcp: { maxConnections: 100 }
      ${pool}
`;
}

const mysql = app('mysql', 'blog-system', 3306, { image: 'mysql:8.0.36' }).replace('name: http, port: 3306', 'name: mysql, port: 3306');

const canary = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: blog-system }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: nginx, image: 'ghcr.io/example/web:1.4.0', ports: [{ containerPort: 80 }] }] }
  strategy:
    canary:
      trafficRouting:
        istio:
          virtualService: { name: web-vsvc, routes: [primary] }
          destinationRule: { name: web-dest-rule, stableSubsetName: stable, canarySubsetName: canary }
      steps: [{ setWeight: 20 }, { pause: { duration: 5m } }]
---
${service('web', 'blog-system', 80)}---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web-dest-rule, namespace: blog-system }
spec:
  host: web-service
  subsets: [{ name: stable, labels: { app: web } }, { name: canary, labels: { app: web } }]
`;

function weighted(gateways: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-vsvc, namespace: blog-system }
spec:
  hosts: [web-service${gateways === '' ? '' : ', blog.jiminhome.shop'}]
${gateways}  http:
    - name: primary
      route:
        - { destination: { host: web-service, subset: stable }, weight: 100 }
        - { destination: { host: web-service, subset: canary }, weight: 0 }
`;
}

const pinned = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: blog-routes, namespace: blog-system }
spec:
  hosts: [blog.jiminhome.shop]
  gateways: [blog-gateway]
  http: [{ route: [{ destination: { host: web-service, subset: stable, port: { number: 80 } } }] }]
`;

const gateway = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: blog-gateway, namespace: blog-system }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 443, name: https, protocol: HTTPS }, hosts: [blog.jiminhome.shop], tls: { mode: SIMPLE, credentialName: blog-tls } }]
`;

function blogService(port: string): string {
  return app('prod-blog', 'titanium-prod', 8005).replace('name: http, port: 8005', port);
}

/** Routes of a mesh that lead elsewhere than meant. */
export const routes: readonly Mistake[] = [
  {
    name: 'The proxy sends a path that the policy of the backend does not list',
    caughtBy: ['authorization-allows', 'flow-passes'],
    says: '/auth',
    tree: { ...blog, 'blog-system/web-config.yaml': nginx('was-service'), 'istio/was-authz.yaml': allow("'/api/*', '/actuator/*'") },
    mended: { 'istio/was-authz.yaml': allow("'/api*', '/auth*', '/actuator/*'") },
  },
  {
    name: 'The proxy forwards the public Host, and the route of the mesh is skipped',
    caughtBy: ['nginx-proxies-mesh'],
    says: '/auth',
    tree: { ...blog, 'blog-system/web-config.yaml': nginx('$host'), 'istio/was.yaml': retry },
    mended: { 'blog-system/web-config.yaml': nginx('was-service') },
  },
  {
    name: 'Limits for HTTP stand on a database',
    caughtBy: ['http-settings-need-http'],
    tree: {
      'namespaces/blog.yaml': meshNamespace('blog-system'),
      'blog-system/mysql.yaml': mysql,
      'istio/mysql.yaml': breaker('http: { http1MaxPendingRequests: 50, maxRequestsPerConnection: 10 }'),
    },
    mended: { 'istio/mysql.yaml': breaker('') },
  },
  {
    name: 'The port of a meshed Service says no protocol',
    caughtBy: ['port-protocol-declared'],
    tree: { 'namespaces/prod.yaml': meshNamespace('titanium-prod'), 'overlays/prod/blog.yaml': blogService('port: 8005') },
    mended: { 'overlays/prod/blog.yaml': blogService('name: http, port: 8005') },
  },
  {
    name: 'Users never reach a canary: the gateway is pinned to the stable pods',
    caughtBy: ['gateway-reaches-canary'],
    tree: {
      'namespaces/blog.yaml': meshNamespace('blog-system'),
      'blog-system/web.yaml': canary,
      'istio/web-vsvc.yaml': weighted(''),
      'istio/routes.yaml': pinned,
      'istio/gateway.yaml': gateway,
    },
    mended: { 'istio/web-vsvc.yaml': weighted('  gateways: [mesh, blog-gateway]\n'), 'istio/routes.yaml': null },
  },
];
