import { BLOG, WAS } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake, Tree } from './mistake.ts';

/** nginx with a main file of its own. */
export function mainFile(http: string, events = 'events { worker_connections 1024; }\n'): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: web-nginx-config, namespace: blog-system }
data:
  nginx.conf: |
${`worker_processes auto;\n${events}http {\n${http}}\n`.replace(/^(?=.)/gm, '    ')}`;
}

export const SERVER = `  server {
    listen 80;
    root /var/www/blog;
    location / {
      try_files $uri $uri/ =404;
    }
    location /api {
      proxy_pass http://was-service:8080;
      proxy_http_version 1.1;
      proxy_set_header Host was-service;
    }
    location /health {
      return 200 'ok';
    }
    location /stub_status {
      stub_status;
    }
  }
`;

export const mainMount: readonly (readonly [string, string])[] = [
  ['{ name: config, mountPath: /etc/nginx/conf.d }', '{ name: config, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf }'],
];

/** cert-manager, an issuer with a solver, and a certificate. */
export function issuer(solver: string, names: string, namespace = 'istio-system'): Tree {
  return {
    'configs/platform/certificates.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cert-manager, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: '-1' } }
spec:
  project: default
  source: { repoURL: https://charts.jetstack.io, chart: cert-manager, targetRevision: v1.16.2, helm: { valuesObject: { crds: { enabled: true } } } }
  destination: { server: https://kubernetes.default.svc, namespace: cert-manager }
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ops@example.shop
    privateKeySecretRef: { name: letsencrypt-account }
    solvers: [${solver}]
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: blog-tls, namespace: ${namespace} }
spec:
  secretName: blog-tls
  issuerRef: { name: letsencrypt, kind: ClusterIssuer }
  dnsNames: [${names}]
`,
  };
}

export const DNS01 = '{ dns01: { cloudflare: { apiTokenSecretRef: { name: cloudflare-token, key: token } } } }';

/** A server for HTTPS beside the plain one. */
export function tls(name: string): readonly [string, string] {
  const hosts = "      hosts: ['*.example.shop']\n";
  return [
    hosts,
    `${hosts}    - port: { number: 443, name: https, protocol: HTTPS }\n${hosts}      tls: { mode: SIMPLE, credentialName: ${name} }\n`,
  ];
}

/** A tunnel of Cloudflare. */
export function tunnel(host: string, service: string): Tree {
  return {
    'services/blog-system/edge/tunnel.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: cloudflared, namespace: blog-system }
data:
  config.yaml: |
    tunnel: blog
    credentials-file: /etc/cloudflared/creds/credentials.json
    metrics: 0.0.0.0:2000
    ingress:
      - hostname: ${host}
        service: ${service}
      - service: http_status:404
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cloudflared, namespace: blog-system }
spec:
  replicas: 1
  selector: { matchLabels: { app: cloudflared } }
  template:
    metadata: { labels: { app: cloudflared }, annotations: { sidecar.istio.io/inject: 'false' } }
    spec:
      containers:
        - name: cloudflared
          image: cloudflare/cloudflared:2024.12.2
          args: [tunnel, --config, /etc/cloudflared/config/config.yaml, run]
          readinessProbe: { httpGet: { path: /ready, port: 2000 } }
          resources: { requests: { cpu: 20m, memory: 64Mi }, limits: { cpu: 200m, memory: 128Mi } }
          volumeMounts:
            - { name: config, mountPath: /etc/cloudflared/config }
            - { name: creds, mountPath: /etc/cloudflared/creds }
      volumes:
        - { name: config, configMap: { name: cloudflared } }
        - { name: creds, secret: { secretName: tunnel-credentials } }
`,
  };
}

/** A file of settings for the program, mounted somewhere, and what it is told of it. */
export function profiled(name: string, key: string, mount: string, told: readonly [string, string]): Mistake {
  const volumes = '          volumeMounts: [{ name: otel, mountPath: /otel }]\n      volumes:\n';
  const mounted = `          volumeMounts: [{ name: otel, mountPath: /otel }, { name: settings, mountPath: ${mount} }]
      volumes:
        - name: settings
          configMap: { name: was-settings }
`;
  const added = {
    'services/blog-system/was/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: was-settings, namespace: blog-system }
data:
  ${key}: |
    spring: { jpa: { open-in-view: false } }
`,
  };
  return slip(name, 'spring-files-read', BLOG, WAS, [told, [volumes, mounted]], { added });
}
