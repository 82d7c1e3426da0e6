import type { Mistake } from './mistake.ts';
import { application, app } from './apps.ts';

function web(capabilities: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: blog-system, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: nginx
          image: ghcr.io/example/blog-web:1.4.0
          ports: [{ name: http, containerPort: 80 }]
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [${capabilities}] } }
          volumeMounts:
            - { name: config, mountPath: /etc/nginx/conf.d }
            - { name: cache, mountPath: /var/cache/nginx }
      volumes:
        - { name: config, configMap: { name: web-nginx-config } }
        - { name: cache, emptyDir: { sizeLimit: 100Mi } }
  strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } }
`;
}

const nginx = `apiVersion: v1
kind: ConfigMap
metadata: { name: web-nginx-config, namespace: blog-system }
data:
  default.conf: |
    server {
      listen 80;
      location / { root /usr/share/nginx/html; try_files $uri /index.html; }
    }
`;

const base = `apiVersion: v1
kind: Secret
metadata: { name: app-secrets }
type: Opaque
data:
  JWT_SECRET_KEY: ${Buffer.from('my-secret-key').toString('base64')}
  INTERNAL_API_SECRET: ${Buffer.from('internal-secret').toString('base64')}
  REDIS_PASSWORD: ${Buffer.from('redis').toString('base64')}
`;

const sealed = `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: app-secrets }
spec:
  encryptedData: { JWT_SECRET_KEY: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq, INTERNAL_API_SECRET: AgBy8hCi8erSS2Ez, REDIS_PASSWORD: AgCtr8CeO9VtQ0 }
  template: { metadata: { name: app-secrets } }
`;

function kiali(strategy: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: kiali, namespace: istio-system }
data:
  config.yaml: |
    auth: { strategy: ${strategy} }
    deployment: { accessible_namespaces: ['**'] }
    server: { port: 20001, web_root: /kiali }
`;
}

function admission(namespaces: string): string {
  return `apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
      defaults: { enforce: baseline, enforce-version: latest, warn: restricted }
      exemptions: { namespaces: [${namespaces}] }
`;
}

/** Rights and secrets: what may do too little or too much. */
export const access: readonly Mistake[] = [
  {
    name: 'nginx starts as root and may not change its user',
    caughtBy: ['capabilities-suffice'],
    partly: true,
    tree: { 'blog-system/web-rollout.yaml': web('NET_BIND_SERVICE'), 'blog-system/web-config.yaml': nginx },
    mended: { 'blog-system/web-rollout.yaml': web('NET_BIND_SERVICE, CHOWN, SETUID, SETGID') },
  },
  {
    name: 'Production inherits the secret of development, words of a dictionary',
    caughtBy: ['secret-strong', 'no-secret-object'],
    says: 'prod-app-secrets',
    tree: {
      'k8s-manifests/base/kustomization.yaml': 'resources: [secret.yaml]\n',
      'k8s-manifests/base/secret.yaml': base,
      'k8s-manifests/overlays/prod/kustomization.yaml': 'namespace: titanium-prod\nnamePrefix: prod-\nresources: [../../base]\n',
      'argocd/titanium-prod.yaml': application('titanium-prod', 'k8s-manifests/overlays/prod', 'titanium-prod'),
    },
    mended: { 'k8s-manifests/base/secret.yaml': sealed },
  },
  {
    name: 'Kiali lets anybody in',
    caughtBy: ['login-required'],
    tree: {
      'istio/kiali-config.yaml': kiali('anonymous'),
      'istio/kiali.yaml': app('kiali', 'istio-system', 20001, { image: 'quay.io/kiali/kiali:v1.85' }),
    },
    mended: { 'istio/kiali-config.yaml': kiali('token') },
  },
  {
    name: 'The namespace says baseline, and admission exempts it',
    caughtBy: ['pod-security-effective'],
    tree: {
      'namespaces/monitoring.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: monitoring, labels: { pod-security.kubernetes.io/enforce: baseline } }\n',
      'kubespray/admission.yaml': admission('kube-system, monitoring'),
    },
    mended: { 'kubespray/admission.yaml': admission('kube-system') },
  },
];
