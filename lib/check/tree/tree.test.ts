import fc from 'fast-check';
import { treeOf, type Tree, type TreeOptions } from './tree.ts';

function tree(files: Readonly<Record<string, string>>, options?: TreeOptions): Tree {
  return treeOf(
    Object.entries(files).map(([file, text]) => ({ file, read: () => Buffer.from(text) })),
    options,
  );
}

/** `file Kind namespace/name` of everything that was read. */
function roll(files: Readonly<Record<string, string>>, options?: TreeOptions): readonly string[] {
  return tree(files, options).objects.map(
    ({ file, object: { kind, metadata } }) =>
      `${file ?? ''} ${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`,
  );
}

const service = (name: string, namespace = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`}}\n`;

test('an object is what says its kind; lists are their items', () => {
  expect(
    roll({
      'a.yaml': `${service('one', 'x')}---\n${service('two', 'x')}`,
      'b.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } }] }),
      'c.yml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n',
    }),
  ).toEqual(['a.yaml Service x/one', 'a.yaml Service x/two', 'b.json Secret s', 'c.yml Policy c']);
});

test('other documents have kinds of their own', () => {
  expect(
    roll({
      '.github/workflows/ci.yml': 'name: CI\non: push\njobs: {}\n',
      Dockerfile: 'FROM scratch\n',
      'a/prometheus.yml': 'scrape_configs: []\n',
      'install.sh': 'set -e\n',
      'loki-values.yaml': 'loki: {}\n',
      'main.tf': 'resource {}\n',
      'notes.txt': 'nothing\n',
    }),
  ).toEqual([
    'a/prometheus.yml Config a/prometheus',
    'loki-values.yaml HelmValues loki-values',
    '.github/workflows/ci.yml Workflow CI',
    'Dockerfile TextFile Dockerfile',
    'install.sh Script install',
    'main.tf TextFile main',
  ]);
});

test('a workflow is read as GitHub reads it: `on` is a word', () => {
  const [workflow] = tree({ '.github/workflows/ci.yml': 'on: push\njobs: {}\n' }).objects;

  expect(workflow?.object['workflow']).toEqual({ on: 'push', jobs: {} });
});

test('metadata are what rules expect of them, whatever was written', () => {
  const { objects } = tree({
    'a.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: 8080, namespace: null}\n---\napiVersion: v1\nkind: Pod\nmetadata: {generateName: job-}\n---\napiVersion: v1\nkind: Pod\nmetadata: nonsense\n',
  });

  expect(objects.map(({ object }) => object.metadata)).toEqual([{ name: '8080' }, { generateName: 'job-', name: 'job-' }, { name: '' }]);
});

test('templates of charts are left out with one note; values know their chart', () => {
  const { objects, notes } = tree({
    'charts/web/Chart.yaml': 'name: web\nversion: 1.2.3\ndependencies: [{name: redis, version: 18.0.0, alias: cache}]\n',
    'charts/web/templates/a.yaml': 'a: {{ .Values.x }}',
    'charts/web/templates/b/c.yaml': service('never'),
    'charts/web/values.yaml': 'replicas: 2\ncache: {auth: {enabled: false}}\n',
    'loose.yaml': '{{- if .Values.a }}\na: 1\n{{- end }}\n',
  });

  expect(notes).toEqual([
    '3 Go templates were left out, in charts/web/templates and 1 more folder: render them first (helm template) and check what comes out.',
  ]);
  expect(objects.filter(({ object }) => object.kind === 'HelmValues').map(({ object }) => object)).toEqual([
    {
      apiVersion: 'slipway.dev/v1',
      kind: 'HelmValues',
      metadata: { name: 'charts/web/values' },
      chart: 'web',
      version: '1.2.3',
      values: { replicas: 2, cache: { auth: { enabled: false } } },
    },
    {
      apiVersion: 'slipway.dev/v1',
      kind: 'HelmValues',
      metadata: { name: 'charts/web/values.cache' },
      chart: 'redis',
      version: '18.0.0',
      part: true,
      values: { auth: { enabled: false } },
    },
  ]);
});

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kiali, namespace: argocd}
spec:
  sources:
    - {repoURL: 'https://kiali.org/helm-charts', chart: kiali-server, targetRevision: 1.89.0, helm: {valueFiles: [$repo/values/kiali.yaml]}}
    - {repoURL: 'https://example.com/x.git', ref: repo}
  destination: {namespace: istio-system}
`;

test('a file of values without a folder is the one where the script works', () => {
  const { objects } = tree({
    'metallb/install.sh': '#helm install metallb metallb/metallb -n metallb -f values.yaml\n',
    'loki/install.sh': 'helm install loki grafana/loki -n logs -f values.yaml\n',
    'setup.sh': 'cd consul\nhelm install consul hashicorp/consul -n consul -f values.yaml\n',
    'loki/values.yaml': 'loki: {}\n',
    'consul/values.yaml': 'server: {}\n',
    'web/values.yaml': 'replicas: 2\n',
  });

  const charts = objects.flatMap(({ object, file }) => (object.kind === 'HelmValues' ? [[file, object['chart']]] : []));

  expect(charts.sort()).toEqual([
    ['consul/values.yaml', 'consul'],
    ['loki/values.yaml', 'loki'],
    ['web/values.yaml', undefined],
  ]);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['an Application', { 'apps/kiali.yaml': application, 'values/kiali.yaml': 'auth: {}\n' }, 'https://kiali.org/helm-charts'],
  [
    'a script',
    {
      'install.sh': 'helm upgrade --install kiali kiali/kiali-server \\\n  --version 1.89.0 -n istio-system -f values/kiali.yaml\n',
      'values/kiali.yaml': 'auth: {}\n',
    },
    'kiali',
  ],
  [
    'a kustomization',
    {
      'kustomization.yaml':
        'helmCharts: [{name: kiali-server, repo: https://kiali.org/helm-charts, version: 1.89.0, releaseName: kiali, namespace: istio-system, valuesFile: values/kiali.yaml}]\n',
      'values/kiali.yaml': 'auth: {}\n',
    },
    'https://kiali.org/helm-charts',
  ],
])('values know who installs them: %s', (_, files, repository) => {
  const values = tree(files).objects.find(({ object }) => object.kind === 'HelmValues');

  expect(values?.object).toEqual({
    apiVersion: 'slipway.dev/v1',
    kind: 'HelmValues',
    metadata: { name: 'kiali', namespace: 'istio-system' },
    chart: 'kiali-server',
    version: '1.89.0',
    repository,
    release: 'kiali',
    values: { auth: {} },
  });
});

test('what a kustomization uses as a patch or as contents is no object', () => {
  expect(
    roll({
      'base/kustomization.yaml': 'resources: [web.yaml]\nconfigMapGenerator: [{name: c, files: [app=files/app.yaml]}]\n',
      'base/web.yaml': service('web', 'x'),
      'base/files/app.yaml': service('content'),
      'over/kustomization.yaml': 'resources: [../base]\npatches: [{path: ports.yaml}]\npatchesStrategicMerge: [labels.yaml]\n',
      'over/ports.yaml': service('web'),
      'over/labels.yaml': service('web'),
    }),
  ).toEqual([
    'base/kustomization.yaml Kustomization base',
    'over/kustomization.yaml Kustomization over',
    'base/web.yaml Service x/web',
    'base/kustomization.yaml ConfigMap c-4mdb2b4h5g',
    'base/files/app.yaml Config base/files/app',
    'over/ports.yaml Config over/ports',
    'over/labels.yaml Config over/labels',
  ]);
});

test('objects are as their kustomizations build them, once for each that nothing takes in', () => {
  expect(
    roll({
      'base/kustomization.yaml': 'namespace: inner\nresources: [web.yaml]\n',
      'base/web.yaml': `${service('web', 'written')}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: dev}\n`,
      'dev/kustomization.yaml': 'namespace: dev\nresources: [../base, ../shared]\n',
      'prod/kustomization.yaml': 'namespace: prod\nresources: [../shared]\n',
      'shared/kustomization.yaml': 'resources: [db.yaml]\n',
      'shared/db.yaml': service('db'),
    }).filter((each) => !each.includes('Kustomization')),
  ).toEqual([
    'base/web.yaml Service dev/web',
    'base/web.yaml Namespace dev',
    'shared/db.yaml Service dev/db',
    'shared/db.yaml Service prod/db',
  ]);
});

test('an Application gives the namespace of its folder to objects that have none', () => {
  const argo = (path: string, namespace: string): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${namespace}, namespace: argocd}\nspec: {source: {repoURL: x, path: ${path}}, destination: {namespace: ${namespace}}}\n`;

  expect(
    roll({
      'argocd/web.yaml': argo('apps/web', 'blog'),
      'apps/web/a.yaml': `${service('a')}---\n${service('b', 'other')}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: c}\n`,
      'apps/db/a.yaml': service('d'),
    }).slice(1),
  ).toEqual([
    'apps/web/a.yaml Service blog/a',
    'apps/web/a.yaml Service other/b',
    'apps/web/a.yaml ClusterRole c',
    'apps/db/a.yaml Service d',
  ]);
});

test('with Markdown, the YAML of guides counts as far as it is objects, with the lines of the guide', () => {
  const guide =
    '# Guide\n\nApply this:\n\n```yaml\napiVersion: v1\nkind: Service\nmetadata: {name: a}\n```\n\n1. Then:\n\n   ```yml\n   apiVersion: v1\n   kind: Secret\n   metadata:\n     name: b\n   ```\n\n```yaml\nreplicas: 2\n```\n\n```sh\nkubectl\n```\n';

  const { objects } = tree({ 'docs/guide.md': guide }, { markdown: true });

  expect(objects.map(({ object, lineOf }) => [object.kind, lineOf?.(''), lineOf?.('metadata.name')])).toEqual([
    ['Service', 6, 8],
    ['Secret', 14, 17],
    ['Guide', undefined, undefined],
  ]);
  expect(tree({ 'docs/guide.md': guide }).objects).toEqual([]);
});

test('without Markdown, the commands of a guide that install something are known, and nothing else of it', () => {
  const guide = [
    '# Setup',
    '```bash',
    'helm install loki grafana/loki -n logs --create-namespace',
    '```',
    '```yaml',
    service('web'),
    '```',
  ].join('\n');

  const { objects } = tree({ 'README.md': guide });

  expect(objects.map(({ object }) => [object.kind, object['text']])).toEqual([
    ['Aside', '\n\nhelm install loki grafana/loki -n logs --create-namespace\n'],
  ]);
});

test('what SOPS encrypted whole is no object, and its kustomization builds without it', () => {
  const encrypted =
    'apiVersion: ENC[AES256_GCM,data:a]\nkind: ENC[AES256_GCM,data:b]\nmetadata: {name: "ENC[AES256_GCM,data:c]"}\nsops: {mac: x}\n';
  const files = {
    'web/kustomization.yaml': 'resources: [service.yaml, one.yaml, two.yaml]\n',
    'web/service.yaml': service('web', 'shop'),
    'web/one.yaml': encrypted,
    'web/two.yaml': encrypted,
  };

  expect(roll(files)).toEqual([
    'web/kustomization.yaml Kustomization web',
    'web/service.yaml Service shop/web',
    'web/one.yaml Config web/one',
    'web/two.yaml Config web/two',
  ]);
});

test('the commands of a guide stand on its lines, and manifests in Terraform on those of its file', () => {
  const guide = '# Guide\n\n```bash\n$ kubectl get pods\n```\n\nThen:\n\n```sh\nmake\n```\n';
  const terraform =
    'resource "kubectl_manifest" "a" {\n  yaml_body = <<-YAML\n    apiVersion: v1\n    kind: Namespace\n    metadata: {name: a}\n  YAML\n}\n';

  const { objects } = tree({ 'guide.md': guide, 'main.tf': terraform }, { markdown: true });

  expect(objects.map(({ object }) => [object.kind, object['text']])).toEqual([
    ['Namespace', undefined],
    ['Guide', '\n\n\n$ kubectl get pods\n\n\n\n\n\nmake\n'],
    ['TextFile', terraform],
  ]);
  expect(objects[0]?.lineOf?.('metadata.name')).toBe(5);
});

test('fields of documents are found on their lines, also in lists and values', () => {
  const { objects } = tree({
    'values.yaml': '# of the chart\na:\n  b: 1\n',
    'list.yaml':
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: p}\n    spec:\n      hostNetwork: true\n',
  });

  expect(objects.map(({ object, lineOf }) => [object.kind, lineOf?.('values.a.b'), lineOf?.('spec.hostNetwork')])).toEqual([
    ['Pod', 4, 8],
    ['HelmValues', 3, 2],
  ]);
});

test('what is no text is a note', () => {
  expect(tree({ 'a.yaml': 'a\0b' })).toMatchObject({ objects: [], notes: ['a.yaml was left out: it is no text.'] });
});

test('whatever bytes a file holds, reading it throws nothing', () => {
  const names = [
    'a.yaml',
    'b.json',
    'kustomization.yaml',
    'values.yaml',
    '.github/workflows/x.yml',
    'guide.md',
    'x.sh',
    'Chart.yaml',
    'templates/x.yaml',
  ];

  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.uint8Array({ maxLength: 200 }))), (files) => {
      const { objects } = treeOf(
        files.map(([file, bytes]) => ({ file, read: () => bytes })),
        { markdown: true },
      );

      for (const { object, lineOf } of objects)
        expect([typeof object.metadata.name, typeof (lineOf?.('spec.x[0]') ?? 1)]).toEqual(['string', 'number']);
    }),
    { numRuns: 500, seed: 7 },
  );
});
