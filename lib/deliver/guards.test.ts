import { guardsOf, refuseRemovals } from './guards.ts';
import type { GuardOptions } from './guards.ts';
import { forecast } from './forecast.ts';
import type { ObjectChange } from './object-change.ts';
import type { Preview } from './preview.ts';
import { changed, text } from './testing-texts.ts';

function found(
  changes: readonly ObjectChange[],
  standing: Readonly<Record<string, number>>,
  adopted: readonly string[] = [],
  forecasts?: Preview['forecasts'],
): Preview {
  const plan = { base: 'b', objectFormat: 'sha1', changes: [], adopted, taken: [], conflicts: [], records: [] } as const;
  return { plan, changes, forecasts: forecasts ?? [], standing: new Map(Object.entries(standing)), clusters: [] };
}

const gone = (type: string, name: string, metadata: object = {}): ObjectChange =>
  changed(`c/a/${name.replace('/', '.')}.yaml`, text(type, name, { metadata }), undefined);
const config = (name: string, app = 'c/a'): ObjectChange =>
  changed(`${app}/configmap.${name}.yaml`, text('v1/ConfigMap', `n/${name}`), undefined);

const cases: Readonly<Record<string, readonly [readonly ObjectChange[], Readonly<Record<string, number>>, readonly string[]]>> = {
  'nothing removed': [[], { 'c/a': 10 }, []],
  'three of ten': [[config('x'), config('y'), config('z')], { 'c/a': 10 }, []],
  'four of ten': [
    ['w', 'x', 'y', 'z'].map((name) => config(name)),
    { 'c/a': 10 },
    ['c/a: 4 of its 10 objects would be removed (40 %, up to 30 % go unasked). If that is meant, add --allow-remove app:c/a.'],
  ],
  'all of one app': [
    [config('x', 'c/b')],
    { 'c/a': 10, 'c/b': 1 },
    ['c/b: 1 of its 1 objects would be removed (100 %, up to 30 % go unasked). If that is meant, add --allow-remove app:c/b.'],
  ],
  'all of a cluster: one question for all apps': [
    [config('x', 'c/a'), config('x', 'c/b')],
    { 'c/a': 1, 'c/b': 1, 'd/a': 1 },
    ['c: all 2 objects of this cluster would be removed. If that is meant, add --allow-remove cluster:c.'],
  ],
  'a cluster whose objects are all new ones': [
    [config('x'), changed('c/b/new.yaml', undefined, text('v1/ConfigMap', 'n/y'))],
    { 'c/a': 1 },
    ['c/a: 1 of its 1 objects would be removed (100 %, up to 30 % go unasked). If that is meant, add --allow-remove app:c/a.'],
  ],
  'objects that only get other files': [
    ['w', 'x', 'y', 'z'].flatMap((name) => [config(name), changed(`c/a/${name}.yaml`, undefined, text('v1/ConfigMap', `n/${name}`))]),
    { 'c/a': 4 },
    [],
  ],
  'a namespace, a claim and a definition': [
    [
      gone('v1/Namespace', 'blog'),
      gone('v1/PersistentVolumeClaim', 'blog/data'),
      gone('apiextensions.k8s.io/v1/CustomResourceDefinition', 'x.example.org'),
    ],
    { 'c/a': 100 },
    [
      'c/a/blog.yaml: Namespace blog would be removed, and everything in it goes with it. If that is meant, add --allow-remove Namespace/blog.',
      'c/a/blog.data.yaml: PersistentVolumeClaim blog/data would be removed, and its data goes with it unless the volume is retained. If that is meant, add --allow-remove PersistentVolumeClaim/blog/data.',
      'c/a/x.example.org.yaml: CustomResourceDefinition x.example.org would be removed, and every object of its kind goes with it, on the whole cluster. If that is meant, add --allow-remove CustomResourceDefinition/x.example.org.',
    ],
  ],
  'a claim that moves to another app: it may be pruned there before it is adopted here': [
    [gone('v1/PersistentVolumeClaim', 'blog/data'), changed('c/b/x.yaml', undefined, text('v1/PersistentVolumeClaim', 'blog/data'))],
    { 'c/a': 100 },
    [
      'c/a/blog.data.yaml: PersistentVolumeClaim blog/data would be removed, and its data goes with it unless the volume is retained. If that is meant, add --allow-remove PersistentVolumeClaim/blog/data.',
    ],
  ],
  'an Application that takes what it installed with it': [
    [
      gone('argoproj.io/v1alpha1/Application', 'argocd/plain'),
      gone('argoproj.io/v1alpha1/Application', 'argocd/longhorn', { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
    ],
    { 'c/a': 100 },
    [
      'c/a/argocd.longhorn.yaml: Application argocd/longhorn would be removed, and everything that it installed goes with it. If that is meant, add --allow-remove Application/argocd/longhorn.',
    ],
  ],
};

test.each(Object.entries(cases))('%s', (_title, [changes, standing, problems]) => {
  const refusal =
    (options: GuardOptions = {}) =>
    () => {
      refuseRemovals(found(changes, standing), options);
    };
  const names = guardsOf(found(changes, standing)).map(({ allow }) => allow);

  if (problems.length > 0) expect(refusal()).toThrow(new Error(problems.join('\n')));
  expect(names).toHaveLength(problems.length);
  expect(refusal({ allowRemove: names })).not.toThrow();
  for (const name of names) expect(refusal({ allowRemove: names.filter((other) => other !== name) })).toThrow(name);
});

describe('what is asked agrees with what is forecast', () => {
  const path = 'c/a/claim.yaml';
  const claim = changed(path, text('v1/PersistentVolumeClaim', 'blog/data', { spec: { storageClassName: 'slow' } }), undefined);
  const application = text('argoproj.io/v1alpha1/Application', 'argocd/a', {
    spec: { source: { path: 'c/a' }, syncPolicy: { automated: { prune: true } } },
  });
  const slow = text('storage.k8s.io/v1/StorageClass', 'slow', { reclaimPolicy: 'Retain' });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['nothing known', {}, 'its data goes with it unless the volume is retained'],
    ['a class that retains', { 'c/s/storageclass.slow.yaml': slow }, 'the volume stays, released, with its data'],
    [
      'an Application that stays behind',
      { 'c/argocd/application.a.yaml': application },
      'Argo CD would leave it in the cluster: the folder that its Application syncs is gone, and then it syncs nothing',
    ],
  ])('of a claim, with %s', (title, files, loss) => {
    const forecasts = title === 'nothing known' ? [] : forecast([claim], new Map(Object.entries(files)), undefined);

    const guards = guardsOf(found([claim], { 'c/a': 100 }, [], forecasts));

    expect(guards).toEqual([
      { where: path, what: `PersistentVolumeClaim blog/data would be removed, and ${loss}`, allow: 'PersistentVolumeClaim/blog/data' },
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['deleted', {}, '; Argo CD would delete them, among them PersistentVolumeClaim (1)'],
    ['left', { 'd/argocd/application.a.yaml': application }, '; Argo CD would leave them in the cluster, and nobody looks after them'],
    ['deleted in part', { 'd/argocd/application.a.yaml': application }, '; Argo CD would delete 1 of them and leave 1 in the cluster'],
  ])('of a cluster that is %s', (title, files, fate) => {
    const changes = [claim, changed(`c/${title === 'left' ? 'a' : 'b'}/x.yaml`, text('v1/ConfigMap', 'n/x'), undefined)];
    const forecasts = forecast(changes, new Map(Object.entries(files)), undefined);
    const standing = title === 'left' ? { 'c/a': 2 } : { 'c/a': 1, 'c/b': 1 };

    const guards = guardsOf(found(changes, standing, [], forecasts));

    expect(guards[0]).toEqual({ where: 'c', what: `all 2 objects of this cluster would be removed${fate}`, allow: 'cluster:c' });
    // What would be lost is asked for by its name; for what stays the cluster's is enough.
    expect(guards.slice(1).map(({ allow }) => allow)).toEqual(title === 'deleted' ? ['PersistentVolumeClaim/blog/data'] : []);
  });
});

test('the share is what one says', () => {
  const removing = found([config('x')], { 'c/a': 10 });

  const shares = [0, 9.9, 10, 100].map((maxRemovalShare) => guardsOf(removing, { maxRemovalShare }).length);

  expect(shares).toEqual([1, 1, 0, 0]);
});

test('a cluster from which only adopted files remain is not gone', () => {
  expect(guardsOf(found([config('x')], { 'c/a': 1 }, ['c/b/y.yaml'])).map(({ allow }) => allow)).toEqual(['app:c/a']);
});
