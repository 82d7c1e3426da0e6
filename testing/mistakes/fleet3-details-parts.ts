import { app, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace, rules, alert } from './pieces.ts';
import { cilium, gateway, certificate, issuer, pool } from './fleet-networks-parts.ts';

export const stack = clusterChart(
  'mgmt',
  'kube-prometheus-stack',
  'prometheus-community',
  'kube-prometheus-stack',
  '72.6.2',
  'monitoring',
  'prometheus: { prometheusSpec: { retention: 15d } }',
  'ServerSideApply=true',
);

export function kp(rest: string): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: standard }
spec:
  background: true
  rules:
${rest}
`;
}

export const gate = documents(namespace('gateway'), pool, issuer, certificate, gateway(''));

export function hpa(kind: string, name: string, min = 2): string {
  return object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'web',
    'app',
    `spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: ${name} }\n  minReplicas: ${min}\n  maxReplicas: 4\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  );
}

export function alertTree(expr: string): Readonly<Record<string, string>> {
  return { 'mgmt/stack.yaml': stack, 'mgmt/rules.yaml': rules('monitoring', 'platform', alert('PlatformAlert', expr)) };
}

export function role(rule: string): string {
  return documents(namespace('ops'), object('rbac.authorization.k8s.io/v1', 'Role', 'reporter', 'ops', `rules: [${rule}]`));
}

export function ciliumWith(more: string, rest: string): Readonly<Record<string, string>> {
  return { 'mgmt/cilium.yaml': cilium('mgmt', { more }), 'mgmt/object.yaml': rest };
}

export function set(generators: string, more = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  goTemplate: true
${more}  generators: ${generators}
  template:
    metadata: { name: '{{.cluster}}-web' }
    spec:
      project: default
      source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: 'apps/web' }
      destination: { name: '{{.cluster}}', namespace: web }
`;
}

export const webFiles = { 'apps/web/web.yaml': documents(namespace('web'), app('web', 'web', 8080)) };
