import { check } from '../check.ts';
import { defineRule, type WorldObject } from '../rule.ts';
import { inFile, kube } from '../testing.ts';
import { orderOf } from './order.ts';

const wave = (value: number) => ({ 'argocd.argoproj.io/sync-wave': String(value) });
const app = (file: string, name: string, path: string, value: number) =>
  inFile(
    file,
    kube(
      'argoproj.io/v1alpha1/Application',
      { name, namespace: 'argocd', annotations: wave(value) },
      {
        spec: { source: { path, directory: { recurse: true } }, destination: { namespace: name } },
      },
    ),
  );
const config = (file: string, value = 0) =>
  inFile(file, kube('v1/ConfigMap', { name: file.replace(/\W/g, '-'), annotations: wave(value) }));
const health = (data: object) => inFile('argocd/cm.yaml', kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd' }, { data }));
const WAITS = { 'resource.customizations.health.argoproj.io_Application': 'return hs' };

/** A root that applies two groups of Applications. */
const tree = (data?: object): readonly WorldObject[] => [
  ...(data === undefined ? [] : [health(data)]),
  app('root.yaml', 'root', 'groups', 0),
  app('groups/platform.yaml', 'platform', 'platform', 1),
  app('groups/shop.yaml', 'shop', 'shop', 2),
  app('platform/storage.yaml', 'storage', 'deep/storage', 9),
  config('deep/storage/a.yaml', 5),
  config('shop/b.yaml', 1),
  config('shop/c.yaml', 2),
  config('loose/d.yaml'),
];

function order(objects: readonly WorldObject[], one: string, other: string): string {
  let told = '';
  const look = defineRule({
    id: 'look',
    severity: 'info',
    kinds: ['v1/ConfigMap'],
    asks: '',
    source: '',
    *check(manifest, world) {
      const found = objects.find(({ file }) => file === other);
      if (manifest.file !== one || found === undefined) return;
      const { is, sure, own, other: second } = orderOf(world, manifest, found);
      told = `${is}${sure ? '' : '?'}: ${own.manifest.object.metadata.name} / ${second.manifest.object.metadata.name}`;
    },
  });
  check(objects, { rules: [look] });
  return told;
}

test.each<[string, object | undefined, string, string, string]>([
  ['waves of one sync', undefined, 'shop/b.yaml', 'shop/c.yaml', 'later: shop-b-yaml / shop-c-yaml'],
  ['waves of one sync, backwards', undefined, 'shop/c.yaml', 'shop/b.yaml', 'earlier: shop-c-yaml / shop-b-yaml'],
  ['Applications, two levels up', WAITS, 'deep/storage/a.yaml', 'shop/b.yaml', 'later: platform / shop'],
  ['Applications, backwards', WAITS, 'shop/b.yaml', 'deep/storage/a.yaml', 'earlier: shop / platform'],
  ['Applications that do not wait', { url: 'https://argocd' }, 'deep/storage/a.yaml', 'shop/b.yaml', 'loose: platform / shop'],
  ['Applications of which nobody knows', undefined, 'deep/storage/a.yaml', 'shop/b.yaml', 'later?: platform / shop'],
  ['an object and the Application that brings it', WAITS, 'shop/b.yaml', 'groups/shop.yaml', 'together: shop-b-yaml / shop'],
  ['what no Application applies', WAITS, 'shop/b.yaml', 'loose/d.yaml', 'open: root / loose-d-yaml'],
])('%s are ordered where their ways part', (_, data, one, other, expected) => {
  expect(order(tree(data), one, other)).toBe(expected);
});
