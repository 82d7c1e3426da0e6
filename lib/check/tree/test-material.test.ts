import { parseFile } from './parse.ts';
import { draftsOf } from './drafts.ts';
import { testMaterial } from './test-material.ts';
import { treeOf } from './tree.ts';

const material = (file: string, text: string): readonly string[] => testMaterial(draftsOf(file, parseFile(text).documents));

test('objects on which Kyverno tries policies, and what is to come of them', () => {
  const lists = 'policies: [policy.yaml]\nresources: [pods.yaml, ../apps/web.yaml]\nresults: [{patchedResources: out/pods.yaml}]\n';

  expect(material('tests/a/kyverno-test.yaml', `apiVersion: cli.kyverno.io/v1alpha1\nkind: Test\n${lists}`)).toEqual([
    'tests/a/pods.yaml',
    'tests/a/out/pods.yaml',
  ]);
  expect(material('kyverno-test.yaml', `name: old\n${lists}`)).toEqual(['pods.yaml', 'out/pods.yaml']);
  expect(material('values.yaml', lists)).toEqual([]);
});

test('files of the steps of Chainsaw, but not the policy above the test', () => {
  const shared = '{use: {template: ../steps/create.yaml, with: {bindings: [{name: file, value: given.yaml}]}}}';
  const steps = '{try: [{apply: {file: ../policy.yaml}}, {create: {file: bad.yaml}}], finally: [{assert: {file: is.yaml}}, {script: {}}]}';

  expect(
    material(
      'p/.chainsaw-test/chainsaw-test.yaml',
      `apiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nspec: {steps: [${steps}, ${shared}]}\n`,
    ),
  ).toEqual(['p/.chainsaw-test/bad.yaml', 'p/.chainsaw-test/is.yaml', 'p/.chainsaw-test/given.yaml']);
});

test('they are no objects of the tree, unless a kustomization takes them in', () => {
  const files = {
    'tests/kyverno-test.yaml': 'apiVersion: cli.kyverno.io/v1alpha1\nkind: Test\nresources: [pod.yaml, app.yaml]\n',
    'tests/pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: bad}\n',
    'tests/app.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: app}\n',
    'kustomization.yaml': 'resources: [tests/app.yaml]\n',
  };
  const { objects } = treeOf(Object.entries(files).map(([file, text]) => ({ file, read: () => Buffer.from(text) })));

  expect(objects.flatMap(({ object: { kind, metadata } }) => (kind === 'Test' ? [] : `${kind} ${metadata.name}`)).sort()).toEqual([
    'Config tests/pod',
    'Kustomization .',
    'Service app',
  ]);
});
