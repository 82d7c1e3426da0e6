import { object } from './apps.ts';
import { addon, installs } from './clusters-pieces.ts';
import { namespace } from './pieces.ts';

export function stack(values: string): Readonly<Record<string, string>> {
  return addon('kube-prometheus-stack', 'prometheus-community', 'kube-prometheus-stack', '69.3.1', 'monitoring', values);
}

export const SPEC = `    retention: 15d
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } } }
`;
export const STACK = 'addons/values/kube-prometheus-stack.yaml';

export function istioOperator(gateways: string): string {
  return `apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: app1, namespace: istio-system }
spec:
  profile: default
  values: { global: { meshID: platform, multiCluster: { clusterName: app1 }, network: network2 } }
  components:
    ingressGateways:
${gateways}`;
}

export function set(generators: string, template: string): string {
  return object(
    'argoproj.io/v1alpha1',
    'ApplicationSet',
    'addons',
    'argocd',
    `spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  syncPolicy: { preserveResourcesOnDeletion: true }
  generators:
${generators}
  template:
    metadata: { name: '{{.name}}-addons' }
    spec:
      project: default
      source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: 'dist/{{.name}}' }
${template}`,
  );
}

export const trees = { 'dist/app1/a.yaml': namespace('app'), 'dist/app2/a.yaml': namespace('app') };

export function clusterSecret(name: string, config: string): string {
  return object(
    'v1',
    'Secret',
    `cluster-${name}`,
    'argocd',
    `type: Opaque
stringData:
  name: ${name}
  server: https://192.168.64.20:6443
  config: '${config}'`,
  ).replace('namespace: argocd }', 'namespace: argocd, labels: { argocd.argoproj.io/secret-type: cluster, cluster-role: app } }');
}

export function kyvernoValues(text: string): Readonly<Record<string, string>> {
  return addon('kyverno', 'kyverno', 'kyverno', '3.5.2', 'kyverno', text);
}

export function promtail(config: string): Readonly<Record<string, string>> {
  return addon('promtail', 'grafana', 'promtail', '6.17.1', 'monitoring', config);
}

export function helmInstall(lines: readonly string[], files: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { 'addons/install.sh': installs(...lines), ...files };
}

export function minioChart(values: string): Readonly<Record<string, string>> {
  return addon(
    'minio',
    'minio',
    'minio',
    '5.4.0',
    'minio',
    `mode: standalone
replicas: 1
persistence: { size: 50Gi }
resources: { requests: { cpu: 100m, memory: 512Mi }, limits: { memory: 1Gi } }
${values}`,
  );
}
