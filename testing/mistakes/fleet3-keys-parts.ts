import { app, deployment, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function stack(v = 'prometheus: { prometheusSpec: { retention: 15d } }'): string {
  return clusterChart(
    'mgmt',
    'kube-prometheus-stack',
    'prometheus-community',
    'kube-prometheus-stack',
    '72.6.2',
    'monitoring',
    v,
    'ServerSideApply=true',
  );
}

export function cert(more: string): string {
  return object(
    'cert-manager.io/v1',
    'Certificate',
    'web',
    'app',
    `spec: { secretName: web-tls, dnsNames: [web.app.svc], issuerRef: { name: vault-issuer, kind: ClusterIssuer }${more} }`,
  );
}

export const iss = object('cert-manager.io/v1', 'ClusterIssuer', 'vault-issuer', '', 'spec: { selfSigned: {} }');

export function kcsv(csv: string): string {
  return clusterChart(
    'mgmt',
    'argocd',
    'argo',
    'argo-cd',
    '8.1.0',
    'argocd',
    `configs:\n  params: { server.insecure: true }\n  rbac:\n    policy.default: role:readonly\n    policy.csv: |\n      ${csv.split('\n').join('\n      ')}`,
  );
}

export function job(spec: string, tmpl = ''): string {
  return documents(
    namespace('ops'),
    `apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: ops }
spec:
  schedule: '0 3 * * *'
  concurrencyPolicy: Forbid
${spec}  jobTemplate:
    spec:
${tmpl}      template:
        spec:
          automountServiceAccountToken: false
          restartPolicy: Never
          containers: [{ name: report, image: 'ghcr.io/example/report:1.0.0', resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } } }]
`,
  );
}

export function keda(t: string, more = ''): string {
  return documents(
    namespace('app'),
    deployment('web', 'app', 8080).replace('  replicas: 1\n', ''),
    object(
      'keda.sh/v1alpha1',
      'ScaledObject',
      'web',
      'app',
      `spec:\n  scaleTargetRef: { name: web }\n  minReplicaCount: 1\n  maxReplicaCount: 4\n${more}  triggers: [${t}]`,
    ),
  );
}

export function app2(name: string, src: string, more = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
${src}
  destination: { server: 'https://kubernetes.default.svc', namespace: shop }
  syncPolicy: { automated: { prune: true, selfHeal: true }${more} }
`;
}

export function vwc(more: string): string {
  return object(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    'guard',
    '',
    `webhooks: [{ name: guard.example.com, admissionReviewVersions: [v1], sideEffects: None, clientConfig: { service: { name: guard-service, namespace: guard, port: 8443 } }, rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]${more} }]`,
  );
}

export const guard = documents(namespace('guard'), app('guard', 'guard', 8443));
