import { treeOf } from './tree.ts';

/** `namespace/name` of every object of Kubernetes. */
function roll(files: Readonly<Record<string, string>>): readonly string[] {
  const { objects } = treeOf(Object.entries(files).map(([file, text]) => ({ file, read: () => Buffer.from(text) })));
  return objects
    .filter(({ object }) => object.kind === 'Service')
    .map(({ object: { metadata } }) => `${metadata.namespace ?? ''}/${metadata.name}`);
}

const service = (name: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`;

test('a folder that a script applies into a namespace stands there', () => {
  expect(
    roll({
      'db/service.yaml': service('db'),
      'scripts/up.sh': '#!/bin/sh\nkubectl apply -f ../db/ -n shop\n',
      'web/a.yaml': service('web'),
      'web/b.yaml': service('was'),
    }),
  ).toEqual(['shop/db', '/web', '/was']);
});

test('what is left of a tree of which most is put into one namespace stands beside it', () => {
  expect(roll({ 'db/service.yaml': service('db'), 'up.sh': 'kubectl apply -f db/ -n shop\n', 'web/service.yaml': service('web') })).toEqual(
    ['shop/db', 'shop/web'],
  );
});

test('a path may be meant from the root, and a variable that is given once has a value', () => {
  expect(
    roll({
      'k8s/db/a.yaml': service('db'),
      'k8s/db/b.yaml': service('cache'),
      'k8s/service.yaml': service('web'),
      'scripts/up.sh': 'NS="shop"\nkubectl apply \\\n  --namespace "$NS" -f k8s/service.yaml\n',
    }),
  ).toEqual(['/db', '/cache', 'shop/web']);
});

test('a default is what a variable is when nobody says otherwise', () => {
  const files = { 'k8s/service.yaml': service('web'), 'up.sh': 'NS="${1:-shop}"\nkubectl apply -n "$NS" -f k8s/\n' };

  expect(roll(files)).toEqual(['shop/web']);
});

test('a folder counts without those below it, unless the command asks for them', () => {
  const files = { 'k8s/db/a.yaml': service('db'), 'k8s/db/b.yaml': service('cache'), 'k8s/service.yaml': service('web') };

  expect(roll({ ...files, Makefile: 'up:\n\tkubectl apply -n shop -f k8s\n' })).toEqual(['/db', '/cache', 'shop/web']);
  expect(roll({ ...files, 'README.md': '```sh\nkubectl apply -R -n shop -f k8s/\n```\n' })).toEqual(['shop/db', 'shop/cache', 'shop/web']);
});

test('a workflow counts as a script does', () => {
  expect(
    roll({
      '.github/workflows/up.yml': 'on: push\njobs:\n  up:\n    runs-on: x\n    steps:\n      - run: kubectl apply -n shop -f k8s/\n',
      'k8s/service.yaml': service('web'),
    }),
  ).toEqual(['shop/web']);
});

test('two namespaces for one folder leave it open, and so do a pattern, a variable without a value and an address', () => {
  const web = { 'k8s/service.yaml': service('web') };

  expect(roll({ ...web, 'up.sh': 'kubectl apply -n shop -f k8s\nkubectl apply -n test -f k8s\n' })).toEqual(['/web']);
  expect(roll({ ...web, 'up.sh': 'kubectl apply -n "$1" -f k8s\n' })).toEqual(['/web']);
  expect(roll({ ...web, 'up.sh': 'kubectl apply -n shop -f "k8s/*.yaml"\n' })).toEqual(['/web']);
  expect(roll({ ...web, 'up.sh': 'NS=a\n[ x ] && NS=b\nkubectl apply -n $NS -f k8s\n' })).toEqual(['/web']);
  expect(roll({ ...web, 'up.sh': 'kubectl delete -n shop -f k8s\n# kubectl apply -n shop -f k8s\n' })).toEqual(['/web']);
});
