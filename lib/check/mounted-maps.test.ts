import { Everywhere } from './everywhere.ts';
import { mapsOf, mountedMaps } from './mounted-maps.ts';
import { deployment, kube } from './testing.ts';
import { World } from './world.ts';

const web = deployment({
  namespace: 'shop',
  container: {
    volumeMounts: [
      { name: 'config', mountPath: '/etc/web/' },
      { name: 'config', mountPath: '/etc/app.yaml', subPath: 'app.yaml' },
      { name: 'data', mountPath: '/data' },
      { name: 'absent', mountPath: '/absent' },
    ],
  },
  pod: {
    volumes: [
      { name: 'config', configMap: { name: 'web' } },
      { name: 'unused', configMap: { name: 'other' } },
      { name: 'data', emptyDir: {} },
      { name: 'absent', configMap: { name: 'absent' } },
    ],
  },
});
const objects = [
  web,
  kube('v1/ConfigMap', { name: 'web', namespace: 'shop' }, { data: { 'app.yaml': 'a: 1' } }),
  kube('v1/ConfigMap', { name: 'web', namespace: 'blog' }, { data: { 'app.yaml': 'of another namespace' } }),
  kube('v1/ConfigMap', { name: 'other', namespace: 'shop' }, { data: { key: 'value' } }),
].map((object) => ({ object }));
const world = new World(objects, new Set(), {}, new Everywhere(objects));
const [pod] = world.podTemplates();

test('each mount of a ConfigMap of the tree, as a folder and as a file', () => {
  const [container] = pod?.containers ?? [];
  const found = pod === undefined || container === undefined ? [] : mountedMaps(pod, container, world);
  const mounts = 'spec.template.spec.containers[0].volumeMounts';
  expect(found.map(({ name, data, folder, subPath, path }) => ({ name, data, folder, subPath, path }))).toEqual([
    { name: 'web', data: { 'app.yaml': 'a: 1' }, folder: '/etc/web', subPath: undefined, path: `${mounts}[0]` },
    { name: 'web', data: { 'app.yaml': 'a: 1' }, folder: '/etc/app.yaml', subPath: 'app.yaml', path: `${mounts}[1]` },
  ]);
});

test('ConfigMaps among the volumes, mounted or not', () => {
  expect(pod === undefined ? [] : mapsOf(pod, world).map(({ object }) => object.metadata.name)).toEqual(['web', 'other']);
});
