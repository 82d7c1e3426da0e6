import { deployment, object } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function argo(values: string): string {
  return clusterChart('mgmt', 'argocd', 'argo', 'argo-cd', '8.6.4', 'argocd', values);
}

export function health(script: string): string {
  return `configs:
  cm:
    resource.customizations.health.argoproj.io_Application: |
${script.replace(/^(?=.)/gm, '      ')}
`;
}

export const waits = `hs = {}
hs.status = "Progressing"
hs.message = ""
if obj.status ~= nil then
  if obj.status.health ~= nil then
    hs.status = obj.status.health.status
  end
end
return hs`;

export function cluster(server: string, label = 'cluster'): string {
  return documents(
    namespace('argocd'),
    object(
      'external-secrets.io/v1',
      'ExternalSecret',
      'cluster-app1',
      'argocd',
      `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target:
    name: cluster-app1
    creationPolicy: Owner
    deletionPolicy: Retain
    template:
      metadata: { labels: { argocd.argoproj.io/secret-type: ${label} } }
      data:
        name: app1
        server: ${server}
        config: '{ "bearerToken": "{{ .token }}", "tlsClientConfig": { "caData": "{{ .ca }}" } }'
  data:
    - { secretKey: token, remoteRef: { key: clusters/app1, property: token } }
    - { secretKey: ca, remoteRef: { key: clusters/app1, property: ca } }`,
    ),
    object(
      'external-secrets.io/v1',
      'ClusterSecretStore',
      'vault-backend',
      '',
      `spec:
  provider:
    vault: { server: 'https://vault.example.com', path: secret, version: v2, auth: { kubernetes: { mountPath: kubernetes, role: eso, serviceAccountRef: { name: eso, namespace: argocd } } } }`,
    ),
    object('v1', 'ServiceAccount', 'eso', 'argocd', 'automountServiceAccountToken: false'),
    object(
      'argoproj.io/v1alpha1',
      'Application',
      'app1-falco',
      'argocd',
      `spec:
  project: default
  source: { repoURL: 'https://falcosecurity.github.io/charts', chart: falco, targetRevision: 6.4.0, helm: { valuesObject: { driver: { kind: modern_ebpf } } } }
  destination: { name: app1, namespace: falco }`,
    ),
  );
}

export function source(text: string, ignore = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: mgmt-minio, namespace: argocd }
spec:
  project: default
${text}
  destination: { server: 'https://kubernetes.default.svc', namespace: minio }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
${ignore}`;
}

export const values = { 'values/minio/mgmt.yaml': 'mode: standalone\nreplicas: 1\npersistence: { size: 50Gi }\n' };

export function twoSources(name: string): string {
  return source(`  sources:
    - { repoURL: 'https://charts.min.io', chart: minio, targetRevision: 5.4.0, helm: { valueFiles: ['$${name}/values/minio/mgmt.yaml'] } }
    - { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, ref: values }`);
}

export function trees(
  template: string,
  policy = '  syncPolicy: { preserveResourcesOnDeletion: true, applicationsSync: create-update }\n',
): string {
  return object(
    'argoproj.io/v1alpha1',
    'ApplicationSet',
    'cluster-trees',
    'argocd',
    `spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
${policy}  generators:
    - clusters: { selector: { matchLabels: { cluster-role: app } } }
  template:
    metadata:
      name: '{{.name}}-tree'
${template}    spec:
      project: default
      source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: 'dist/{{.name}}' }
      destination: { name: '{{.name}}', namespace: default }
      syncPolicy: { automated: { prune: true, selfHeal: true } }`,
  );
}

export const treeFiles = {
  'dist/app1/app.yaml': documents(namespace('app'), deployment('web', 'app', 8080)),
  'dist/app2/app.yaml': documents(namespace('app'), deployment('web', 'app', 8080)),
};

export function kyverno(rule: string, spec = ''): string {
  return object(
    'kyverno.io/v1',
    'ClusterPolicy',
    'disallow-privileged',
    '',
    `spec:
  background: true
${spec}  rules:
    - name: privileged-containers
      match: { any: [{ resources: { kinds: [Pod] } }] }
      exclude: { any: [{ resources: { namespaces: [kube-system, cilium-system, kyverno, falco] } }] }
${rule}`,
  );
}

export const containers = `      validate:
        failureAction: Enforce
        message: Privileged containers are not allowed.
        pattern:
          spec:
            =(ephemeralContainers): [{ =(securityContext): { =(privileged): 'false' } }]
            =(initContainers): [{ =(securityContext): { =(privileged): 'false' } }]
            containers: [{ =(securityContext): { =(privileged): 'false' } }]`;

export const workload = documents(namespace('app'), deployment('web', 'app', 8080));

export function falco(rules: string): Readonly<Record<string, string>> {
  return addon(
    'falco',
    'falcosecurity',
    'falco',
    '6.4.0',
    'falco',
    `driver: { kind: modern_ebpf }
tolerations: [{ operator: Exists }]
customRules:
  platform.yaml: |-
${rules.replace(/^(?=.)/gm, '    ')}
`,
  );
}

export function shell(condition: string, output: string): string {
  return `- rule: Shell in an application
  desc: A shell runs in a pod of an application
  condition: ${condition}
  output: ${output}
  priority: WARNING
  tags: [shell]`;
}
