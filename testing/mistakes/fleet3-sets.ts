import { app, mistake } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace, folder } from './pieces.ts';
import type { Mistake } from './mistake.ts';
import { set, trees, gens, tmpl, argoChart } from './fleet3-parts.ts';

/** Applications and sets of them. */
export const fleet3Sets: readonly Mistake[] = [
  mistake(
    'Templates in Go are asked for, and the fields are named in the old way',
    'applicationset-template',
    { ...trees, 'dist/mgmt/trees.yaml': set(`  goTemplate: true\n${gens}`, tmpl('{{name}}')) },
    'dist/mgmt/trees.yaml',
    [['{{name}}', '{{.name}}']],
  ),
  mistake(
    'Fields are named as in Go, and nobody asks for templates in Go',
    'applicationset-template',
    { ...trees, 'dist/mgmt/trees.yaml': set(gens, tmpl('{{.name}}')) },
    'dist/mgmt/trees.yaml',
    [[gens, `  goTemplate: true\n${gens}`]],
  ),
  mistake(
    'The steps of a rolling sync choose by a label that the Applications do not get',
    'applicationset-rolls',
    {
      ...trees,
      'dist/mgmt/argocd.yaml': argoChart('    applicationsetcontroller.enable.progressive.syncs: true\n'),
      'dist/mgmt/trees.yaml': set(
        `  goTemplate: true\n${gens}\n  strategy: { type: RollingSync, rollingSync: { steps: [{ matchExpressions: [{ key: cluster, operator: In, values: [app1] }] }, { matchExpressions: [{ key: cluster, operator: In, values: [app2] }] }] } }`,
        tmpl('{{.name}}', ", labels: { cluster-name: '{{.name}}' }"),
      ),
    },
    'dist/mgmt/trees.yaml',
    [["labels: { cluster-name: '{{.name}}' }", "labels: { cluster: '{{.name}}' }"]],
  ),
  mistake(
    'A rolling sync is described, and the controller is not told to do such',
    'applicationset-rolls',
    {
      ...trees,
      'dist/mgmt/argocd.yaml': argoChart(''),
      'dist/mgmt/trees.yaml': set(
        `  goTemplate: true\n${gens}\n  strategy: { type: RollingSync, rollingSync: { steps: [{ matchExpressions: [{ key: cluster, operator: In, values: [app1] }] }, { matchExpressions: [{ key: cluster, operator: In, values: [app2] }] }] } }`,
        tmpl('{{.name}}', ", labels: { cluster: '{{.name}}' }"),
      ),
    },
    'dist/mgmt/argocd.yaml',
    [['server.insecure: true\n', 'server.insecure: true\n            applicationsetcontroller.enable.progressive.syncs: true\n']],
  ),
  mistake(
    'Applications are named by the last folder, which two clusters have',
    'application-names-differ',
    {
      'clusters/app1/web/web.yaml': documents(namespace('web'), app('web', 'web', 8080)),
      'clusters/app2/web/web.yaml': documents(namespace('web'), app('web', 'web', 8080)),
      'mgmt/set.yaml': set(
        "  goTemplate: true\n  generators: [{ git: { repoURL: 'https://github.com/example/gitops.git', revision: main, directories: [{ path: 'clusters/*/*' }] } }]\n  syncPolicy: { preserveResourcesOnDeletion: true }",
        `    metadata: { name: '{{.path.basename}}' }
    spec:
      project: default
      source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: '{{.path.path}}' }
      destination: { name: '{{index .path.segments 1}}', namespace: '{{.path.basename}}' }
      syncPolicy: { automated: { prune: true, selfHeal: true } }
`,
      ),
    },
    'mgmt/set.yaml',
    [["metadata: { name: '{{.path.basename}}' }", "metadata: { name: '{{index .path.segments 1}}-{{.path.basename}}' }"]],
  ),
  mistake(
    'A generator of all clusters takes in the one of Argo CD itself, for which there is no folder',
    'cluster-generator-chooses',
    {
      ...trees,
      'dist/mgmt/trees.yaml': set(
        `  goTemplate: true\n  generators: [{ clusters: {} }]\n  syncPolicy: { preserveResourcesOnDeletion: true, applicationsSync: create-update }`,
        tmpl('{{.name}}'),
      ),
    },
    'dist/mgmt/trees.yaml',
    [['clusters: {}', 'clusters: { selector: { matchLabels: { argocd.argoproj.io/secret-type: cluster, cluster-role: app } } }']],
    { partly: true },
  ),
  mistake(
    'A difference is ignored of a kind without its group',
    'argocd-ignore-matches',
    {
      'mgmt/shop.yaml': folder('shop', 'shop', 'teams/shop')
        .replace('  syncPolicy', '  ignoreDifferences: [{ kind: Deployment, jsonPointers: [/spec/replicas] }]\n  syncPolicy')
        .replace('selfHeal: true } }', 'selfHeal: true }, syncOptions: [RespectIgnoreDifferences=true] }'),
      'teams/shop/web.yaml': documents(namespace('shop'), app('web', 'shop', 8080)),
    },
    'mgmt/shop.yaml',
    [['{ kind: Deployment', '{ group: apps, kind: Deployment']],
  ),
  mistake(
    'A claim is to be spared with a word that Argo CD reads in small letters only',
    'sync-words-known',
    {
      'mgmt/shop.yaml': folder('shop', 'shop', 'teams/shop'),
      'teams/shop/data.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop, annotations: { argocd.argoproj.io/sync-options: Prune=False } }
spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 5Gi } } }
`,
    },
    'teams/shop/data.yaml',
    [['Prune=False', 'Prune=false']],
  ),
  mistake(
    'Labels of pod security are for a namespace that Argo CD does not make',
    'application-namespace-made',
    {
      'mgmt/falco.yaml': clusterChart(
        'mgmt',
        'falco',
        'falcosecurity',
        'falco',
        '4.21.3',
        'falco',
        'driver: { kind: modern_ebpf }',
      ).replace(
        'selfHeal: true } }',
        'selfHeal: true }, managedNamespaceMetadata: { labels: { pod-security.kubernetes.io/enforce: privileged } } }',
      ),
    },
    'mgmt/falco.yaml',
    [['managedNamespaceMetadata', 'syncOptions: [CreateNamespace=true], managedNamespaceMetadata']],
  ),
  mistake(
    'The Application of the second cluster installs into the first: it was copied',
    'application-chart-once',
    {
      'mgmt/app1-falco.yaml': clusterChart('app1', 'falco', 'falcosecurity', 'falco', '4.21.3', 'falco', 'driver: { kind: modern_ebpf }'),
      'mgmt/app2-falco.yaml': clusterChart(
        'app2',
        'falco',
        'falcosecurity',
        'falco',
        '4.21.3',
        'falco',
        'driver: { kind: modern_ebpf }',
      ).replace('{ name: app2, namespace: falco }', '{ name: app1, namespace: falco }'),
    },
    'mgmt/app2-falco.yaml',
    [['{ name: app1, namespace: falco }', '{ name: app2, namespace: falco }']],
  ),
];
