import { app, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace, folder } from './pieces.ts';
import { cilium, gateway, certificate, issuer, pool, gatewayApi } from './fleet-networks-parts.ts';

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

export function cnp(name: string, place: string, spec: string): string {
  return object('cilium.io/v2', 'CiliumNetworkPolicy', name, place, `spec:\n${spec}`);
}

export function ccnp(name: string, spec: string): string {
  return object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', name, '', `spec:\n${spec}`);
}

export function kp(rest: string, spec = 'background: true'): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: standard }
spec:
  ${spec}
  rules:
${rest}
`;
}

export function proj(more: string): string {
  return object(
    'argoproj.io/v1alpha1',
    'AppProject',
    'teams',
    'argocd',
    `spec:\n  sourceRepos: ['https://github.com/example/gitops.git']\n  destinations: [{ server: 'https://kubernetes.default.svc', namespace: shop }]\n${more}`,
  );
}

export function shop(more = ''): string {
  return folder('shop', 'shop', 'teams/shop')
    .replace('project: default', 'project: teams')
    .replace('selfHeal: true } }', `selfHeal: true }${more} }`);
}

export function pvc(name: string, place: string, size: string, cls = 'local-path'): string {
  return object(
    'v1',
    'PersistentVolumeClaim',
    name,
    place,
    `spec: { accessModes: [ReadWriteOnce], storageClassName: ${cls}, resources: { requests: { storage: ${size} } } }`,
  );
}

export function vpa(kind: string, name: string, more: string): string {
  return object(
    'autoscaling.k8s.io/v1',
    'VerticalPodAutoscaler',
    name,
    'app',
    `spec: { targetRef: { apiVersion: apps/v1, kind: ${kind}, name: ${name} }${more} }`,
  );
}

export function route(rest: string, host = 'grafana.mgmt.local.dev'): string {
  return object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'grafana',
    'monitoring',
    `spec:\n  parentRefs: [{ name: main, namespace: gateway }]\n  hostnames: [${host}]\n${rest}`,
  );
}

export const gate = documents(namespace('gateway'), pool, issuer, certificate, gateway(''));

export function graf(r: string): Readonly<Record<string, string>> {
  return {
    'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
    'mgmt/gateway.yaml': gate,
    'mgmt/grafana.yaml': documents(namespace('monitoring'), app('grafana', 'monitoring', 3000), r),
  };
}
