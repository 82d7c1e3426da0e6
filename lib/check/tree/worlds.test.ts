import type { Finding } from '../check.ts';
import { inFile, kube } from '../testing.ts';
import type { WorldObject } from '../rule.ts';
import { worldsOf } from './worlds.ts';

const at = (file: string, name: string): WorldObject => inFile(file, kube('v1/ConfigMap', { name, namespace: 'shop' }));

function roll(objects: readonly WorldObject[]): readonly string[] {
  return worldsOf(objects).objects.map(({ file, cluster }) => `${cluster ?? '-'} ${file ?? ''}`);
}

test.each([
  ['under a folder of clusters', 'clusters/one/a.yaml', 'clusters/two/a.yaml', ['one', 'two']],
  ['with names of stages', 'apps/web/dev/a.yaml', 'apps/web/prod/a.yaml', ['dev', 'prod']],
])('the same object in two folders %s: two worlds', (_, one, other, [first, second]) => {
  expect(roll([at(one, 'a'), at(other, 'a')])).toEqual([`${first ?? ''} ${one}`, `${second ?? ''} ${other}`]);
});

test('folders below a folder of clusters are worlds also when they have nothing in common, but what they share is none', () => {
  expect(roll([at('clusters/hub/a.yaml', 'a'), at('clusters/spoke/b.yaml', 'b'), at('clusters/base/c.yaml', 'c')])).toEqual([
    'hub clusters/hub/a.yaml',
    'spoke clusters/spoke/b.yaml',
    'hub clusters/base/c.yaml',
    'spoke clusters/base/c.yaml',
  ]);
});

test('what stands outside is in every world', () => {
  expect(roll([at('dev/a.yaml', 'a'), at('prod/a.yaml', 'a'), at('base/b.yaml', 'b')])).toEqual([
    'dev dev/a.yaml',
    'prod prod/a.yaml',
    'dev base/b.yaml',
    'prod base/b.yaml',
  ]);
});

test('folders of any name are worlds when they have half of their objects in common', () => {
  const folder = (name: string, own: string): readonly WorldObject[] =>
    ['a', 'b', 'c', own].map((each) => at(`${name}/${each}.yaml`, each));

  expect(new Set(worldsOf([...folder('paris', 'd'), ...folder('rome', 'e')]).objects.map(({ cluster }) => cluster))).toEqual(
    new Set(['paris', 'rome']),
  );
});

test.each([
  ['one object in two applications', [at('web/a.yaml', 'a'), at('web/b.yaml', 'b'), at('db/a.yaml', 'a'), at('db/c.yaml', 'c')]],
  ['one object in two files of a folder', [at('dev/a.yaml', 'a'), at('dev/b.yaml', 'a')]],
  ['nothing twice', [at('dev/a.yaml', 'a'), at('prod/b.yaml', 'b')]],
])('%s: one world', (_, objects) => {
  expect(worldsOf(objects).objects).toEqual(objects);
});

test('of what is shared, only what is wrong in every world is told, and once', () => {
  const { merged } = worldsOf([at('dev/a.yaml', 'a'), at('prod/a.yaml', 'a'), at('base/b.yaml', 'b')]);
  const finding = (file: string, cluster: string, message: string): Finding => ({
    rule: 'r',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'x' },
    file,
    cluster,
    path: 'data',
    message,
    fix: 'None.',
  });
  const own = finding('dev/a.yaml', 'dev', 'own');
  const { cluster: _, ...everywhere } = finding('base/b.yaml', 'dev', 'everywhere');

  expect(
    merged([
      own,
      finding('base/b.yaml', 'dev', 'everywhere'),
      finding('base/b.yaml', 'dev', 'here'),
      finding('base/b.yaml', 'prod', 'everywhere'),
    ]),
  ).toEqual([own, everywhere]);
});
