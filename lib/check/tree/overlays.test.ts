import type { Finding } from '../check.ts';
import { inFile, kube } from '../testing.ts';
import type { WorldObject } from '../rule.ts';
import { worldsOf } from './worlds.ts';

const built = (overlay: string, file: string, name: string, namespace = 'shop'): WorldObject => ({
  ...inFile(file, kube('v1/ConfigMap', { name, namespace })),
  overlay,
});

function roll(objects: readonly WorldObject[]): readonly string[] {
  return worldsOf(objects).objects.map(({ file, overlay, cluster }) => `${cluster ?? '-'} ${overlay ?? ''} ${file ?? ''}`);
}

test('two overlays of one base are two worlds, called by their folders; what no kustomization builds is in both', () => {
  expect(
    roll([
      built('web/overlays/dev', 'web/base/a.yaml', 'a'),
      built('web/overlays/prod', 'web/base/a.yaml', 'a'),
      built('db/overlays/prod', 'db/base/a.yaml', 'db'),
      built('db/overlays/dev', 'db/base/a.yaml', 'db'),
      inFile('infra/b.yaml', kube('v1/ConfigMap', { name: 'b', namespace: 'shop' })),
    ]),
  ).toEqual([
    'dev web/overlays/dev web/base/a.yaml',
    'prod web/overlays/prod web/base/a.yaml',
    'prod db/overlays/prod db/base/a.yaml',
    'dev db/overlays/dev db/base/a.yaml',
    'dev  infra/b.yaml',
    'prod  infra/b.yaml',
  ]);
});

test('a base that is applied as it is, and the folder that adds to it, are two worlds, whatever they are called', () => {
  expect(roll([built('web', 'web/a.yaml', 'a'), built('web/extra', 'web/a.yaml', 'a'), built('db', 'db/a.yaml', 'db')])).toEqual([
    'web web web/a.yaml',
    'web/extra web/extra web/a.yaml',
    'web db db/a.yaml',
    'web/extra db db/a.yaml',
  ]);
});

test('folders that have a namespace in common, and nothing else, are one world', () => {
  const space = { ...inFile('shared/ns.yaml', kube('v1/Namespace', { name: 'shop' })) };
  const folder = (overlay: string): readonly WorldObject[] => [
    { ...space, overlay },
    ...['x', 'y', 'z'].map((name) => built(overlay, `${overlay}/${name}.yaml`, `${overlay}-${name}`)),
  ];
  const objects = [...folder('web'), ...folder('db')];

  expect(worldsOf(objects).objects).toEqual(objects);
});

const finding = (overlay: string, message: string): Finding => ({
  rule: 'r',
  severity: 'error',
  object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: overlay, name: 'a' },
  file: 'base/a.yaml',
  line: 3,
  overlay,
  path: 'data',
  message,
  fix: 'None.',
});

test('what is wrong with a file is told once; where only some kustomizations build it wrong, they are named', () => {
  const { merged } = worldsOf([built('dev', 'base/a.yaml', 'a', 'dev'), built('prod', 'base/a.yaml', 'a', 'prod')]);

  const told = merged([finding('dev', 'everywhere'), finding('prod', 'everywhere'), finding('prod', 'there')]);

  expect(told.map(({ message, overlay }) => [message, overlay])).toEqual([
    ['everywhere', undefined],
    ['there (as prod builds it)', undefined],
  ]);
});
