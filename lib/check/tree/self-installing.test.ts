import { kube } from '../testing.ts';
import type { WorldObject } from '../rule.ts';
import { childOf, parentOfSelfInstalling } from './self-installing.ts';
import { worldsOf } from './worlds.ts';

const application = (file: string, name: string, path: string): WorldObject => ({
  file,
  object: kube('argoproj.io/v1alpha1/Application', { name, namespace: 'argocd' }, { spec: { source: { path } } }),
});
const map = (file: string, name: string): WorldObject => ({ file, object: kube('v1/ConfigMap', { name, namespace: 'shop' }) });

/** A cluster that installs itself, and two programs. */
const cluster = (folder: string, root = folder): WorldObject[] => [
  application(`${folder}/argocd/root.yaml`, 'root', root),
  application(`${folder}/argocd/shop.yaml`, 'shop', `${folder}/shop`),
  application(`${folder}/argocd/blog.yaml`, 'blog', `${folder}/blog`),
  map(`${folder}/shop/config.yaml`, `of-${folder.replaceAll('/', '-')}`),
];

const apartIn = (objects: readonly WorldObject[]): unknown => [parentOfSelfInstalling(objects), [...worldsOf(objects).apart].sort()];

test('folders side by side that install themselves are clusters, whole or by their Applications', () => {
  expect(apartIn([...cluster('paris'), ...cluster('rome', 'rome/argocd')])).toEqual(['', ['paris', 'rome']]);
  expect(apartIn([...cluster('live/paris'), ...cluster('live/rome')])).toEqual(['live', ['paris', 'rome']]);
});

test('one alone is none, nor is a program that stands beside its own Application', () => {
  const program = (name: string): WorldObject[] => [
    application(`apps/${name}/application.yaml`, name, `apps/${name}`),
    map(`apps/${name}/a.yaml`, name),
  ];

  expect(apartIn(cluster('paris'))).toEqual([undefined, []]);
  expect(apartIn([...program('web'), ...program('api'), ...program('jobs')])).toEqual([undefined, []]);
});

test('beside them every folder is a cluster, save what is shared; below them none is', () => {
  const objects = [
    ...cluster('paris'),
    ...cluster('rome'),
    map('oslo/dev/a.yaml', 'a'),
    map('oslo/prod/a.yaml', 'a'),
    map('base/b.yaml', 'b'),
  ];

  const { objects: placed, apart } = worldsOf(objects);

  expect([...apart].sort()).toEqual(['oslo', 'paris', 'rome']);
  expect(placed.filter(({ file }) => file?.startsWith('oslo/')).map(({ cluster: own }) => own)).toEqual(['oslo', 'oslo']);
  expect(placed.filter(({ file }) => file === 'base/b.yaml').map(({ cluster: own }) => own)).toEqual(['oslo', 'paris', 'rome']);
});

test('a file stands in one folder right below another, or in none', () => {
  expect([
    childOf('', 'a/b.yaml'),
    childOf('live', 'live/a/b/c.yaml'),
    childOf('live', 'live/a.yaml'),
    childOf('live', 'lively/a/b.yaml'),
  ]).toEqual(['a', 'a', undefined, undefined]);
});
