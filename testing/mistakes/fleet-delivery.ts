import { deployment, mistake, object } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

function argo(values: string): string {
  return clusterChart('mgmt', 'argocd', 'argo', 'argo-cd', '8.6.4', 'argocd', values);
}

function health(script: string): string {
  return `configs:
  cm:
    resource.customizations.health.argoproj.io_Application: |
${script.replace(/^(?=.)/gm, '      ')}
`;
}

const waits = `hs = {}
hs.status = "Progressing"
hs.message = ""
if obj.status ~= nil then
  if obj.status.health ~= nil then
    hs.status = obj.status.health.status
  end
end
return hs`;

function cluster(server: string, label = 'cluster'): string {
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

function source(text: string, ignore = ''): string {
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

const values = { 'values/minio/mgmt.yaml': 'mode: standalone\nreplicas: 1\npersistence: { size: 50Gi }\n' };

function twoSources(name: string): string {
  return source(`  sources:
    - { repoURL: 'https://charts.min.io', chart: minio, targetRevision: 5.4.0, helm: { valueFiles: ['$${name}/values/minio/mgmt.yaml'] } }
    - { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, ref: values }`);
}

function trees(
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

const treeFiles = {
  'dist/app1/app.yaml': documents(namespace('app'), deployment('web', 'app', 8080)),
  'dist/app2/app.yaml': documents(namespace('app'), deployment('web', 'app', 8080)),
};

function kyverno(rule: string, spec = ''): string {
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

const containers = `      validate:
        failureAction: Enforce
        message: Privileged containers are not allowed.
        pattern:
          spec:
            =(ephemeralContainers): [{ =(securityContext): { =(privileged): 'false' } }]
            =(initContainers): [{ =(securityContext): { =(privileged): 'false' } }]
            containers: [{ =(securityContext): { =(privileged): 'false' } }]`;

const workload = documents(namespace('app'), deployment('web', 'app', 8080));

function falco(rules: string): Readonly<Record<string, string>> {
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

function shell(condition: string, output: string): string {
  return `- rule: Shell in an application
  desc: A shell runs in a pod of an application
  condition: ${condition}
  output: ${output}
  priority: WARNING
  tags: [shell]`;
}

/** Argo CD, Kyverno and Falco of three clusters. */
export const fleetDelivery: readonly Mistake[] = [
  mistake(
    'The health check of Applications lacks the end of its condition',
    'helm-values-work',
    { 'mgmt/argocd.yaml': argo(health(waits.replace('  end\nend', '  end'))) },
    'mgmt/argocd.yaml',
    [['                end\n              return', '                end\n              end\n              return']],
  ),
  mistake(
    'The health check of Applications returns nothing',
    'helm-values-work',
    { 'mgmt/argocd.yaml': argo(health(waits.replace('\nreturn hs', ''))) },
    'mgmt/argocd.yaml',
    [[argo(health(waits.replace('\nreturn hs', ''))), argo(health(waits))]],
  ),
  mistake(
    'A rule of rights in Argo CD gives to a role that nobody describes',
    'helm-values-work',
    {
      'mgmt/argocd.yaml': argo(`configs:
  rbac:
    policy.default: role:readonly
    policy.csv: |
      p, role:deployer, applications, sync, */*, allow
      g, platform, role:deploy`),
    },
    'mgmt/argocd.yaml',
    [['g, platform, role:deploy', 'g, platform, role:deployer']],
  ),
  mistake(
    'A rule of rights in Argo CD does not say whether it allows or denies',
    'helm-values-work',
    {
      'mgmt/argocd.yaml': argo(`configs:
  rbac:
    policy.default: role:readonly
    policy.csv: |
      p, role:deployer, applications, sync, */*
      g, platform, role:deployer`),
    },
    'mgmt/argocd.yaml',
    [['sync, */*', 'sync, */*, allow']],
  ),
  mistake(
    'What Argo CD leaves out is a list, where it reads a text',
    'helm-values-work',
    {
      'mgmt/argocd.yaml': argo(`configs:
  cm:
    resource.exclusions:
      - { apiGroups: [cilium.io], kinds: [CiliumIdentity], clusters: ['*'] }`),
    },
    'mgmt/argocd.yaml',
    [['resource.exclusions:\n', 'resource.exclusions: |\n']],
  ),
  mistake(
    'The API server of a cluster is registered without its port',
    'cluster-secret-works',
    { 'mgmt/clusters.yaml': cluster('https://192.168.64.20') },
    'mgmt/clusters.yaml',
    [['https://192.168.64.20', 'https://192.168.64.20:6443']],
    { partly: true },
  ),
  mistake(
    'The label that makes a Secret a cluster is in the plural',
    'argocd-settings-read',
    { 'mgmt/clusters.yaml': cluster('https://192.168.64.20:6443', 'clusters') },
    'mgmt/clusters.yaml',
    [['secret-type: clusters', 'secret-type: cluster']],
  ),
  mistake(
    'A chart of an OCI registry is asked for with the scheme that Argo CD adds itself',
    'schema-valid',
    {
      'mgmt/minio.yaml': source(
        "  source: { repoURL: 'oci://ghcr.io/kyverno/charts', chart: kyverno, targetRevision: 3.5.2, helm: { releaseName: kyverno } }",
      ),
    },
    'mgmt/minio.yaml',
    [['oci://ghcr.io', 'ghcr.io']],
  ),
  mistake(
    'Values are read from a source that is called otherwise',
    'application-values-exist',
    { ...values, 'mgmt/minio.yaml': twoSources('config') },
    'mgmt/minio.yaml',
    [['$config/', '$values/']],
  ),
  mistake(
    'The path of an ignored field is written with dots, where it is a pointer',
    'schema-valid',
    {
      'mgmt/minio.yaml': source(
        "  source: { repoURL: 'https://charts.min.io', chart: minio, targetRevision: 5.4.0, helm: { releaseName: minio } }",
        '  ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [spec.replicas] }]\n',
      ),
    },
    'mgmt/minio.yaml',
    [['[spec.replicas]', '[/spec/replicas]']],
  ),
  mistake(
    'An ApplicationSet that is to leave workloads alone gives its Applications a finalizer that takes them away',
    'applicationset-preserves',
    { ...treeFiles, 'mgmt/trees.yaml': trees('      finalizers: [resources-finalizer.argocd.argoproj.io]\n') },
    'mgmt/trees.yaml',
    [['      finalizers: [resources-finalizer.argocd.argoproj.io]\n', '']],
  ),
  mistake(
    'What keeps workloads stands in the template of the ApplicationSet',
    ['applicationset-preserves', 'schema-unknown-field'],
    {
      ...treeFiles,
      'mgmt/trees.yaml': trees('', '').replace(
        'automated: { prune: true, selfHeal: true }',
        'preserveResourcesOnDeletion: true, automated: { prune: true, selfHeal: true }',
      ),
    },
    'mgmt/trees.yaml',
    [
      ['preserveResourcesOnDeletion: true, automated', 'automated'],
      ['  generators:', '  syncPolicy: { preserveResourcesOnDeletion: true }\n  generators:'],
    ],
    { partly: true },
  ),
  mistake(
    'A policy enforces with the word of its successor',
    'schema-valid',
    { 'app1/policy.yaml': kyverno(containers.replace('Enforce', 'Deny')), 'app1/web.yaml': workload },
    'app1/policy.yaml',
    [['failureAction: Deny', 'failureAction: Enforce']],
  ),
  mistake(
    'A validating policy of the new kind has the action of the old',
    'operator-values-read',
    {
      'app1/policy.yaml': object(
        'policies.kyverno.io/v1',
        'ValidatingPolicy',
        'require-labels',
        '',
        `spec:
  validationActions: [Enforce]
  matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods] }] }
  validations: [{ expression: "'app' in object.metadata.?labels.orValue({})", message: The label app is missing. }]`,
      ),
      'app1/web.yaml': workload,
    },
    'app1/policy.yaml',
    [['[Enforce]', '[Deny]']],
  ),
  mistake(
    'A new policy reads a field that pods may lack, without asking for it',
    'resource-name-known',
    {
      'app1/policy.yaml': object(
        'policies.kyverno.io/v1',
        'ValidatingPolicy',
        'require-labels',
        '',
        `spec:
  validationActions: [Deny]
  matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pod] }] }
  validations: [{ expression: "'app' in object.metadata.?labels.orValue({})", message: The label app is missing. }]`,
      ),
      'app1/web.yaml': workload,
    },
    'app1/policy.yaml',
    [['resources: [pod]', 'resources: [pods]']],
  ),
  mistake(
    'A policy is matched in the form before "any" and "all", and shuts nothing out',
    'schema-unknown-field',
    {
      'app1/policy.yaml': kyverno(containers).replace(
        'exclude: { any: [{ resources: { namespaces: [kube-system, cilium-system, kyverno, falco] } }] }',
        'exclude: { any: [{ resources: { namespace: [kube-system, cilium-system, kyverno, falco] } }] }',
      ),
      'app1/web.yaml': workload,
    },
    'app1/policy.yaml',
    [['{ namespace: [kube', '{ namespaces: [kube']],
  ),
  mistake(
    'A rule of Falco shows a field that there is not',
    'falco-rules-valid',
    falco(
      shell(
        'spawned_process and container and proc.name in (shell_binaries)',
        'Shell (user=%user.name command=%proc.cmdlne pod=%k8s.pod.name)',
      ),
    ),
    'addons/values/falco.yaml',
    [['%proc.cmdlne', '%proc.cmdline']],
  ),
  mistake(
    'A rule of Falco asks for a field that there is not',
    'falco-rules-valid',
    falco(shell('spawned_process and container and process.name in (shell_binaries)', 'Shell (user=%user.name command=%proc.cmdline)')),
    'addons/values/falco.yaml',
    [['process.name in', 'proc.name in']],
  ),
  mistake(
    'A rule of Falco takes the name of a list for a program',
    'falco-rules-valid',
    falco(shell('spawned_process and container and proc.name in (shell_binary)', 'Shell (user=%user.name command=%proc.cmdline)')),
    'addons/values/falco.yaml',
    [['(shell_binary)', '(shell_binaries)']],
  ),
  mistake(
    'A rule of Falco does not close a bracket',
    'falco-rules-valid',
    falco(shell('spawned_process and (container and proc.name in (shell_binaries)', 'Shell (user=%user.name command=%proc.cmdline)')),
    'addons/values/falco.yaml',
    [['and (container', 'and container']],
  ),
];
