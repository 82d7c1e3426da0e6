import { mistake, object } from './apps.ts';
import type { Mistake } from './mistake.ts';
import {
  argo,
  health,
  waits,
  cluster,
  source,
  values,
  twoSources,
  trees,
  treeFiles,
  kyverno,
  containers,
  workload,
  falco,
  shell,
} from './fleet-delivery-parts.ts';

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
