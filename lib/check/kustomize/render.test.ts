import fc from 'fast-check';
import { check } from '../check.ts';
import { rules } from '../rules/index.ts';
import { treeOf, type Tree } from '../tree/tree.ts';
import { worldsOf } from '../tree/worlds.ts';
import { CASES } from './agreement/cases.ts';
import { deploymentFile, serviceFile } from './testing.ts';

function tree(files: Readonly<Record<string, string>>): Tree {
  return treeOf(Object.entries(files).map(([file, text]) => ({ file, read: () => Buffer.from(text) })));
}

/** `overlay Kind namespace/name file:line` of everything that is built. */
function roll(files: Readonly<Record<string, string>>): readonly string[] {
  return tree(files)
    .objects.filter(({ overlay }) => overlay !== undefined)
    .map(({ object: { kind, metadata }, overlay, file, lineOf }) =>
      [overlay, kind, `${metadata.namespace ?? ''}/${metadata.name}`, `${file ?? ''}:${lineOf?.('metadata.name') ?? 0}`].join(' '),
    );
}

test('objects have the names that reach the cluster, and the lines of the files that they stand in', () => {
  expect(
    roll({
      'base/kustomization.yaml': 'resources: [all.yaml]\nsecretGenerator:\n- {name: a, literals: [b=c]}\n- {name: keys, literals: [d=e]}\n',
      'base/all.yaml': `# web\n${deploymentFile('web')}---\n${serviceFile('web')}`,
      'over/kustomization.yaml': 'namespace: shop\nnamePrefix: prod-\nresources: [../base]\n',
    }),
  ).toEqual([
    'over Deployment shop/prod-web base/all.yaml:4',
    'over Service shop/prod-web base/all.yaml:9',
    'over Secret shop/prod-a-8kfmcc2t48 base/kustomization.yaml:3',
    'over Secret shop/prod-keys-tbc5587fht base/kustomization.yaml:4',
  ]);
});

test('a base is built by what takes it in, and by itself where an Application names it', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': serviceFile('a'),
    'over/kustomization.yaml': 'namespace: shop\nresources: [../base]\n',
  };
  const application =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a, namespace: argocd}\nspec: {source: {repoURL: x, path: base}, destination: {namespace: other}}\n';

  expect(roll(files)).toEqual(['over Service shop/a base/a.yaml:3']);
  expect(roll({ ...files, 'argocd/a.yaml': application })).toEqual([
    'base Service other/a base/a.yaml:3',
    'over Service shop/a base/a.yaml:3',
  ]);
});

test('what stands in no kustomization, and what only a component takes in, stays as it is written', () => {
  const { objects, notes } = tree({
    'extra/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: x-\nresources: [a.yaml, "https://example.org/b.yaml"]\n',
    'extra/a.yaml': serviceFile('a'),
    'plain/b.yaml': serviceFile('b'),
  });

  expect(objects.map(({ object, overlay }) => [object.metadata.name, overlay])).toEqual([
    ['extra', undefined],
    ['a', undefined],
    ['b', undefined],
  ]);
  expect(notes).toEqual([]);
});

test('a patch that a comment leaves out is no object', () => {
  const { objects } = tree({
    'kustomization.yaml': 'resources: [a.yaml]\npatches:\n# - path: manager_patch.yaml\n',
    'a.yaml': serviceFile('a'),
    'manager_patch.yaml': deploymentFile('manager'),
  });

  expect(objects.map(({ object }) => `${object.kind} ${object.metadata.name}`)).toEqual([
    'Kustomization .',
    'Config manager_patch',
    'Service a',
  ]);
});

test('what says only a part of a built object and stands in no kustomization is no object either', () => {
  const { objects } = tree({
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': deploymentFile('web'),
    'base/scale.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n',
  });

  expect(objects.map(({ object }) => `${object.kind} ${object.metadata.name}`)).toEqual([
    'Kustomization base',
    'Config base/scale',
    'Deployment web',
  ]);
});

test('a kustomization whose entry is a comment is switched off, unless somebody applies it by itself', () => {
  const files = {
    'default/kustomization.yaml': 'resources:\n- ../manager\n#- ../prometheus\n',
    'manager/kustomization.yaml': 'resources: [a.yaml]\n',
    'manager/a.yaml': serviceFile('a'),
    'prometheus/kustomization.yaml': 'resources: [b.yaml, more]\n',
    'prometheus/b.yaml': serviceFile('b'),
    'prometheus/more/kustomization.yaml': 'resources: [c.yaml]\n',
    'prometheus/more/c.yaml': serviceFile('c'),
  };
  const services = (more: Readonly<Record<string, string>>): readonly string[] =>
    tree({ ...files, ...more }).objects.flatMap(({ object }) => (object.kind === 'Service' ? [object.metadata.name] : []));

  expect(services({})).toEqual(['a']);
  expect(services({ 'up.sh': 'kubectl apply -k prometheus\n' })).toContain('b');
});

test('a file whose entry is a comment is switched off, unless another build takes it in, a script applies it, or it is a Secret', () => {
  const kinds = (more: Readonly<Record<string, string>>): readonly string[] =>
    tree({
      'rbac/kustomization.yaml':
        'resources:\n- a.yaml\n# Comment the line out without the proxy.\n#- proxy.yaml  # not now\n# - secret.yaml\n',
      'rbac/a.yaml': serviceFile('a'),
      'rbac/proxy.yaml': serviceFile('proxy'),
      'rbac/secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: login}\n',
      ...more,
    }).objects.flatMap(({ object }) => (object.kind === 'Kustomization' ? [] : [`${object.kind} ${object.metadata.name}`]));

  expect(kinds({})).toEqual(['Config rbac/proxy', 'Secret login', 'Service a']);
  expect(kinds({ 'up.sh': 'kubectl apply -f rbac/proxy.yaml\n' })).toContain('Service proxy');
  expect(kinds({ 'over/kustomization.yaml': 'resources: [../rbac/proxy.yaml, ../rbac]\n' })).toContain('Service proxy');
});

test('bases from elsewhere are a note', () => {
  expect(tree({ 'kustomization.yaml': 'resources: ["https://example.org/b.yaml", "github.com/acme/web?ref=v1"]\n' }).notes).toEqual([
    'Kustomizations take in what is not here, and it was left out: github.com/acme/web?ref=v1 and 1 more.',
  ]);
});

test('an Application finds what the kustomization of its folder builds, and its namespace', () => {
  const { objects } = tree({
    'argocd/web.yaml':
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec: {source: {repoURL: x, path: over}, destination: {namespace: shop}}\n',
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': serviceFile('a'),
    'over/kustomization.yaml': 'resources: [../base]\n',
  });

  expect(objects.find(({ object }) => object.kind === 'Service')?.object.metadata).toEqual({ name: 'a', namespace: 'shop' });
});

const names = ['kustomization.yaml', 'a/kustomization.yaml', 'b/kustomization.yaml', 'a/x.yaml', 'b/x.yaml', 'x.yaml', 'a/p.yaml'];
const words = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '../a',
    '../b',
    'x.yaml',
    'p.yaml',
    '.',
    '..',
    '*',
    '$patch',
    'delete',
    'web',
    'v1',
    'Service',
    'Deployment',
    '',
    '[',
  ),
  fc.string({ maxLength: 6 }),
);
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    words,
    fc.constantFrom(null, true, 1, -1),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('name', 'path', 'patch', 'target', 'kind', 'op', 'value', 'metadata', 'spec', '__proto__', 'labels', 'count'),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value;
const fields = fc.constantFrom(
  ...[
    'resources',
    'components',
    'patches',
    'patchesStrategicMerge',
    'patchesJson6902',
    'images',
    'replicas',
    'labels',
    'commonLabels',
    'namePrefix',
  ],
  ...[
    'namespace',
    'configMapGenerator',
    'secretGenerator',
    'replacements',
    'configurations',
    'vars',
    'generatorOptions',
    'kind',
    'apiVersion',
  ],
);
const contents = fc.oneof(
  fc.dictionary(fields, fc.oneof(values, fc.array(words), fc.array(values)), { maxKeys: 6 }).map((each) => JSON.stringify(each)),
  values.map((each) => JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: each, spec: each })),
  fc.constantFrom(serviceFile('web'), deploymentFile('web')),
);

test('building never throws, whatever the files hold, and its objects are whole', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names), contents), { maxLength: 6 }), (files) => {
      const { objects } = tree(Object.fromEntries(files));

      for (const { object } of objects) expect([typeof object.metadata.name, typeof object.kind]).toEqual(['string', 'string']);
    }),
    { numRuns: 1000, seed: 3 },
  );
});

test('the order of the files changes nothing', () => {
  for (const files of Object.values(CASES)) {
    const backwards = Object.fromEntries(Object.entries(files).reverse());
    const findings = [files, backwards].map((each) => {
      const { objects, files: paths } = tree(each);
      const { objects: all, merged } = worldsOf(objects);
      return merged(check(all, { files: paths, rules: rules.filter(({ id }) => id.startsWith('kustomization-')) }));
    });

    expect([...roll(backwards)].sort()).toEqual([...roll(files)].sort());
    expect(findings[1]).toEqual(findings[0]);
  }
});
