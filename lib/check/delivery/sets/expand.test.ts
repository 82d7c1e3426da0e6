import { kube } from '../../testing.ts';
import { installersOf, repositoryOf } from './expand.ts';

const FILES: Readonly<Record<string, unknown>> = {
  'apps/web/deployment.yaml': {},
  'apps/api/deployment.yaml': {},
  'apps/api/nested/more.yaml': {},
  'apps/.hidden/x.yaml': {},
  'stages/dev/config.json': { stage: { name: 'dev' }, folder: 'apps/web' },
  'stages/prod/config.json': { stage: { name: 'prod' }, folder: 'apps/api' },
};
const repository = repositoryOf(new Set(Object.keys(FILES)), (file) => FILES[file]);

const made = (generators: readonly object[], path: string, namespace: string, spec: object = {}) =>
  installersOf(
    {
      object: kube(
        'argoproj.io/v1alpha1/ApplicationSet',
        { name: 'set', namespace: 'argocd' },
        {
          spec: {
            generators,
            template: { metadata: { name: `${namespace}-app` }, spec: { source: { path }, destination: { namespace } } },
            ...spec,
          },
        },
      ),
    },
    repository,
  ).map(({ name, sources, namespace: place }) => [name, sources[0]?.folder, place]);

const directories = (...paths: readonly (string | object)[]) => ({
  git: { directories: paths.map((each) => (typeof each === 'string' ? { path: each } : each)) },
});

test.each<[string, readonly object[], string, string, object, readonly (readonly unknown[])[]]>([
  [
    'each element of a list',
    [{ list: { elements: [{ stage: 'dev' }, { stage: 'prod' }] } }],
    'stages/{{stage}}',
    'shop-{{ stage }}',
    {},
    [
      ['shop-dev-app', 'stages/dev', 'shop-dev'],
      ['shop-prod-app', 'stages/prod', 'shop-prod'],
    ],
  ],
  [
    'each folder that a glob names, none of them hidden',
    [directories('apps/*')],
    '{{path}}',
    '{{path.basename}}-{{path[0]}}',
    {},
    [
      ['api-apps-app', 'apps/api', 'api-apps'],
      ['web-apps-app', 'apps/web', 'web-apps'],
    ],
  ],
  [
    'no folder that is excluded',
    [directories('apps/*', { path: 'apps/api', exclude: true })],
    '{{path}}',
    '{{path.basename}}',
    {},
    [['web-app', 'apps/web', 'web']],
  ],
  [
    'Go templates',
    [directories('apps/*')],
    '{{.path.path}}',
    '{{ .path.basename }}-{{index .path.segments 0}}',
    { goTemplate: true },
    [
      ['api-apps-app', 'apps/api', 'api-apps'],
      ['web-apps-app', 'apps/web', 'web-apps'],
    ],
  ],
  [
    'each file, with what stands in it',
    [{ git: { files: [{ path: 'stages/**/config.json' }] } }],
    '{{folder}}',
    '{{stage.name}}-{{path.basename}}',
    {},
    [
      ['dev-dev-app', 'apps/web', 'dev-dev'],
      ['prod-prod-app', 'apps/api', 'prod-prod'],
    ],
  ],
  [
    'each with each of a matrix',
    [{ matrix: { generators: [{ list: { elements: [{ stage: 'dev' }, { stage: 'prod' }] } }, directories('apps/w*')] } }],
    '{{path}}',
    '{{stage}}-{{path.basename}}',
    {},
    [
      ['dev-web-app', 'apps/web', 'dev-web'],
      ['prod-web-app', 'apps/web', 'prod-web'],
    ],
  ],
  [
    'what clusters say, left open',
    [{ matrix: { generators: [{ clusters: {} }, directories('apps/web')] } }],
    '{{path}}',
    '{{name}}-{{path.basename}}',
    {},
    [['{{name}}-web-app', 'apps/web', '{{name}}-web']],
  ],
  [
    'functions, left open',
    [directories('apps/web')],
    '{{.path.path}}',
    '{{ .path.basename | upper }}',
    { goTemplate: true },
    [['{{ .path.basename | upper }}-app', 'apps/web', '{{ .path.basename | upper }}']],
  ],
  [
    'each of the first, with what others say of it',
    [
      {
        merge: {
          mergeKeys: ['stage'],
          generators: [
            {
              list: {
                elements: [
                  { stage: 'dev', app: 'web' },
                  { stage: 'prod', app: 'web' },
                ],
              },
            },
            {
              list: {
                elements: [
                  { stage: 'prod', app: 'api' },
                  { stage: 'test', app: 'none' },
                ],
              },
            },
          ],
        },
      },
    ],
    'apps/{{app}}',
    'shop-{{stage}}',
    {},
    [
      ['shop-dev-app', 'apps/web', 'shop-dev'],
      ['shop-prod-app', 'apps/api', 'shop-prod'],
    ],
  ],
  [
    'clusters with what a list says of some, left open',
    [{ merge: { mergeKeys: ['name'], generators: [{ clusters: {} }, { list: { elements: [{ name: 'prod', app: 'api' }] } }] } }],
    'apps/{{app}}',
    'shop-{{name}}',
    {},
    [['shop-{{name}}-app', 'apps/{{app}}', 'shop-{{name}}']],
  ],
  [
    'a template with its patch laid over it',
    [{ list: { elements: [{ stage: 'dev' }, { stage: 'prod' }] } }],
    'stages/{{ .stage }}',
    'shop',
    {
      goTemplate: true,
      templatePatch:
        'metadata:\n  name: patched-{{ .stage }}\nspec:\n{{- if eq .stage "prod" }}\n  destination:\n    namespace: shop-{{ .stage }}\n{{- else }}\n  destination: {}\n{{- end }}\n  project: {{ .project }}\n',
    },
    [
      ['patched-dev', 'stages/dev', 'shop-dev'],
      ['patched-prod', 'stages/prod', 'shop-prod'],
    ],
  ],
  ['itself, where no folder is here', [directories('elsewhere/*')], '{{path}}', 'web', {}, [['set', '{{path}}', 'web']]],
])('an ApplicationSet stands for %s', (_, generators, path, namespace, spec, expected) => {
  expect(made(generators, path, namespace, spec)).toEqual(expected);
});

test('a repository that the tree holds in a folder is told from its own root', () => {
  const inside = repositoryOf(new Set(['repo/apps/web/x.yaml', 'repo/apps/api/x.yaml']), () => undefined);
  const set = kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    {},
    {
      spec: { generators: [directories('apps/*')], template: { spec: { source: { path: '{{path}}' } } } },
    },
  );

  expect(installersOf({ object: set }, inside).map(({ sources }) => sources[0]?.folder)).toEqual(['apps/api', 'apps/web']);
});

describe('clusters that are all known', () => {
  const clusters = [
    { name: 'app1', server: 'https://10.0.0.1:6443', labels: { role: 'app', stage: 'dev' } },
    { name: 'app2', server: 'https://10.0.0.2:6443', labels: { role: 'app', stage: 'prod' } },
    { name: 'tools', server: 'https://10.0.0.3:6443', labels: { role: 'tools' } },
  ];
  const known = repositoryOf(new Set(Object.keys(FILES)), (file) => FILES[file], clusters);
  const installed = (selector: object, repo = known): readonly unknown[] => {
    const spec = { source: { path: '{{.name}}' }, destination: { name: '{{.name}}', namespace: '{{.metadata.labels.stage}}' } };
    const object = kube(
      'argoproj.io/v1alpha1/ApplicationSet',
      { name: 'set' },
      { spec: { goTemplate: true, generators: [{ clusters: selector }], template: { metadata: { name: '{{.name}}-tree' }, spec } } },
    );
    return installersOf({ object }, repo).map(({ name, sources, namespace }) => [name, sources[0]?.folder, namespace]);
  };

  test('a selector chooses among them', () => {
    expect(installed({ selector: { matchLabels: { role: 'app' } } })).toEqual([
      ['app1-tree', 'app1', 'dev'],
      ['app2-tree', 'app2', 'prod'],
    ]);
    expect(installed({ selector: { matchExpressions: [{ key: 'stage', operator: 'In', values: ['prod'] }] } })).toEqual([
      ['app2-tree', 'app2', 'prod'],
    ]);
  });

  test('without a selector, or where there may be more, they stay open', () => {
    const open = ['{{.name}}-tree', '{{.name}}', '{{.metadata.labels.stage}}'];

    expect(installed({})).toEqual([open]);
    expect(installed({ selector: { matchLabels: { role: 'app' } } }, repository)).toEqual([open]);
  });
});
