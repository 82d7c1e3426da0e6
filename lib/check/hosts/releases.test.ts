import type { KubeObject } from '../../manifest/manifest.ts';
import { check } from '../check.ts';
import { documentObject } from '../document.ts';
import { defineRule, type WorldObject } from '../rule.ts';
import { inFile, kube } from '../testing.ts';
import type { Release } from './chart-table.ts';
import { releasesOf } from './releases.ts';

/** Releases of a tree, each by its cluster and values. */
function releases(...tree: readonly (KubeObject | WorldObject)[]): readonly (readonly [cluster: string | undefined, values: unknown])[] {
  let found: readonly Release[] = [];
  const rule = defineRule({
    id: 'ask',
    severity: 'info',
    kinds: 'all',
    asks: 'What is installed.',
    source: 'here',
    check: (_, world) => {
      found = releasesOf(world);
      return [];
    },
  });
  check(
    tree.map((each) => ('apiVersion' in each ? { object: each } : each)),
    { rules: [rule] },
  );
  return found.map(({ cluster, values }) => [cluster, values]);
}

const prometheus = (name: string, destination: object, helm: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://charts.example.com',
          chart: 'prometheus',
          targetRevision: '1.0.0',
          helm: { releaseName: 'prometheus', ...helm },
        },
        destination: { namespace: 'monitoring', ...destination },
      },
    },
  );
const file = (path: string, values: object) =>
  inFile(path, {
    ...documentObject('HelmValues', path, { chart: 'prometheus', release: 'prometheus', values }),
    metadata: { name: path, namespace: 'monitoring' },
  });

test('a release of one name in two clusters is two releases', () => {
  const found = releases(
    prometheus('prometheus-app1', { name: 'app1' }, { valuesObject: { retention: '1d' } }),
    prometheus('prometheus-app2', { server: 'https://10.0.0.2:6443' }, { valuesObject: { replicas: 2 } }),
  );

  expect(found).toEqual([
    ['app1', { retention: '1d' }],
    ['https://10.0.0.2:6443', { replicas: 2 }],
  ]);
});

test('in one cluster, by its name and its server, it is one', () => {
  const found = releases(
    prometheus('a', { name: 'in-cluster' }, { valuesObject: { retention: '1d' } }),
    prometheus('b', { server: 'https://kubernetes.default.svc' }, { valuesObject: { replicas: 2 } }),
  );

  expect(found).toEqual([['', { retention: '1d', replicas: 2 }]]);
});

test('a file of values is for the cluster whose Application names it, another one for all', () => {
  const found = releases(
    file('values/common.yaml', { kept: 'all' }),
    file('values/app1.yaml', { retention: '1d' }),
    prometheus('prometheus-app1', { name: 'app1' }, { valueFiles: ['$values/values/app1.yaml'] }),
    prometheus('prometheus-app2', { name: 'app2' }, { valuesObject: { replicas: 2 } }),
  );

  expect(found).toEqual([
    ['app1', { kept: 'all', retention: '1d' }],
    ['app2', { kept: 'all', replicas: 2 }],
  ]);
});

test('files of values without an Application are one release', () => {
  expect(releases(file('a.yaml', { a: 1 }), file('b.yaml', { b: 2 }))).toEqual([[undefined, { a: 1, b: 2 }]]);
});
