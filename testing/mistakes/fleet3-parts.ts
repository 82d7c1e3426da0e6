import { app, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';
import { dns, gateway, certificate, issuer, pool } from './fleet-networks-parts.ts';

export function cnp(name: string, place: string, spec: string): string {
  return object('cilium.io/v2', 'CiliumNetworkPolicy', name, place, `spec:\n${spec}`);
}

export function stub(name: string, place: string, port: number, portName: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${place}
  annotations: { service.cilium.io/global: 'true', service.cilium.io/shared: 'false' }
spec:
  ports: [{ name: ${portName}, port: ${port} }]
`;
}

export function mesh(peer: string, ip: string): string {
  return `clustermesh:
  useAPIServer: true
  apiserver: { service: { type: NodePort, nodePort: 32379 } }
  config: { enabled: true, clusters: [{ name: ${peer}, port: 32379, ips: [${ip}] }] }
`;
}

export function eso(cluster: string): string {
  return cnp(
    'external-secrets-egress',
    'external-secrets',
    `  endpointSelector: { matchLabels: { app.kubernetes.io/name: external-secrets } }
  egress:
${dns('kube-dns')}
    - toEntities: [kube-apiserver]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: vault, app.kubernetes.io/name: vault${cluster} } }]
      toPorts: [{ ports: [{ port: '8200', protocol: TCP }] }]`,
  );
}

export function api(rules: string): string {
  return documents(
    namespace('app'),
    app('api', 'app', 8080),
    app('web', 'app', 8080),
    cnp(
      'api-ingress',
      'app',
      `  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: '8080', protocol: TCP }], rules: { http: [${rules}] } }]`,
    ),
  );
}

export function route(name: string, place: string, host: string, rest: string): string {
  return object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    name,
    place,
    `spec:
  parentRefs: [{ name: main, namespace: gateway }]
  hostnames: [${host}]
${rest}`,
  );
}

export const gate = documents(namespace('gateway'), pool, issuer, certificate, gateway(''));

export const grafanaRoute = route(
  'grafana',
  'monitoring',
  'grafana.mgmt.local.dev',
  '  rules: [{ backendRefs: [{ name: grafana-service, port: 3000 }] }]',
);

export function set(head: string, template: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: cluster-trees, namespace: argocd }
spec:
${head}
  template:
${template}`;
}

export function secretFor(name: string, ip: string): string {
  return `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: cluster-${name}, namespace: argocd }
spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target:
    name: cluster-${name}
    creationPolicy: Owner
    deletionPolicy: Retain
    template:
      metadata: { labels: { argocd.argoproj.io/secret-type: cluster, cluster-role: app, cluster-name: ${name} } }
      data:
        name: ${name}
        server: https://${ip}:6443
        config: '{{ .config }}'
  data: [{ secretKey: config, remoteRef: { key: platform/clusters/${name}, property: config } }]
`;
}

export const trees = {
  'dist/app1/ns.yaml': namespace('app'),
  'dist/app2/ns.yaml': namespace('app'),
  'dist/mgmt/clusters.yaml': documents(secretFor('app1', '192.168.64.20'), secretFor('app2', '192.168.64.30')),
};

export const gens =
  '  generators: [{ clusters: { selector: { matchLabels: { argocd.argoproj.io/secret-type: cluster, cluster-role: app } } } }]\n  syncPolicy: { preserveResourcesOnDeletion: true, applicationsSync: create-update }';

export function tmpl(v: string, labels = ''): string {
  return `    metadata: { name: 'tree-${v}'${labels} }
    spec:
      project: default
      source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: 'dist/${v}' }
      destination: { name: '${v}', namespace: default }
      syncPolicy: { automated: { prune: true, selfHeal: true } }
`;
}

export function kp(name: string, rest: string, meta = '', spec = 'background: true'): string {
  return `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: ${name}
${meta}spec:
  ${spec}
  rules:
${rest}
`;
}

export function argoChart(params: string): string {
  return clusterChart('mgmt', 'argocd', 'argo', 'argo-cd', '8.1.0', 'argocd', `configs:\n  params:\n    server.insecure: true\n${params}`);
}
