import { forecast, risksOf } from './forecast.ts';
import type { Effect } from './forecast.ts';
import { changed, text } from './testing-texts.ts';

const PATH = 'c/blog/object.yaml';

/** Effects of one change; `others` are the rest of what was synthesized. */
function effects(before: string | undefined, after: string | undefined, others: Readonly<Record<string, string>> = {}): readonly Effect[] {
  const files = new Map(Object.entries({ ...(after === undefined ? {} : { [PATH]: after }), ...others }));
  return forecast([changed(PATH, before, after)], files, undefined)[0]?.effects ?? [];
}

const says = (given: readonly Effect[]): readonly string[] => given.map((effect) => effect.says);

const pods = (image: string): object => ({ spec: { containers: [{ name: 'web', image }] } });
const deployment = (image: string, spec: object = {}): string =>
  text('apps/v1/Deployment', 'blog/web', { spec: { ...spec, template: pods(image) } });
const rollout = (image: string, strategy: object): string =>
  text('argoproj.io/v1alpha1/Rollout', 'blog/web', { spec: { strategy, template: pods(image) } });
const steps = [{ setWeight: 10 }, { pause: { duration: '30s' } }, { setWeight: 50 }, { setWeight: 90 }];
const claim = (size: string, more: object = {}): string =>
  text('v1/PersistentVolumeClaim', 'blog/data', {
    spec: { storageClassName: 'longhorn', resources: { requests: { storage: size } }, ...more },
  });
const statefulSet = (spec: object): string => text('apps/v1/StatefulSet', 'blog/db', { spec });
const definition = (...names: string[]): string =>
  text('apiextensions.k8s.io/v1/CustomResourceDefinition', 'volumes.longhorn.io', {
    spec: { names: { kind: 'Volume' }, versions: names.map((name) => ({ name })) },
  });

const apply = (object: string): Effect => ({ does: 'apply', says: `apply ${object}` });

const changesOf: Readonly<Record<string, readonly [string, string, readonly Effect[]]>> = {
  'a field': [
    text('v1/Service', 'blog/web', { spec: { type: 'ClusterIP' } }),
    text('v1/Service', 'blog/web', { spec: { type: 'NodePort' } }),
    [apply('Service blog/web')],
  ],
  'only the spelling': ['a: "1"\nkind: X\n', "a: '1'\nkind: X\n", [{ does: 'note', says: `${PATH} means the same as before` }]],
  'a text that is no object': ['a', 'b', [apply(PATH)]],
  'the image of a canary': [
    rollout('x:1', { canary: { steps } }),
    rollout('x:2', { canary: { steps } }),
    [apply('Rollout blog/web'), { does: 'canary', says: 'start a canary of Rollout blog/web: 10 → 50 → 90 → 100 %' }],
  ],
  'a canary that a person lets on': [
    rollout('x:1', { canary: { steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 100 }] } }),
    rollout('x:2', { canary: { steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 100 }] } }),
    [
      apply('Rollout blog/web'),
      { does: 'canary', says: 'start a canary of Rollout blog/web: 20 → 100 %, and wait for a person on the way' },
    ],
  ],
  'the steps of a canary alone start none': [
    rollout('x:1', { canary: { steps } }),
    rollout('x:1', { canary: { steps: [{ setWeight: 20 }] } }),
    [apply('Rollout blog/web')],
  ],
  'a Rollout of two colours': [
    rollout('x:1', { blueGreen: { autoPromotionEnabled: false } }),
    rollout('x:2', { blueGreen: { autoPromotionEnabled: false } }),
    [
      apply('Rollout blog/web'),
      { does: 'canary', says: 'start the new version of Rollout blog/web beside the old one, and switch when a person promotes it' },
    ],
  ],
  'the image of a Deployment': [
    deployment('x:1'),
    deployment('x:2'),
    [apply('Deployment blog/web'), { does: 'restart', says: 'restart the pods of Deployment blog/web one after the other' }],
  ],
  'the image of a Deployment that stops first': [
    deployment('x:1', { strategy: { type: 'Recreate' } }),
    deployment('x:2', { strategy: { type: 'Recreate' } }),
    [
      apply('Deployment blog/web'),
      { does: 'restart', says: 'restart the pods of Deployment blog/web: all stop before the first new one starts', risk: 'downtime' },
    ],
  ],
  'a DaemonSet that waits': [
    text('apps/v1/DaemonSet', 'a/b', { spec: { updateStrategy: { type: 'OnDelete' }, template: pods('x:1') } }),
    text('apps/v1/DaemonSet', 'a/b', { spec: { updateStrategy: { type: 'OnDelete' }, template: pods('x:2') } }),
    [
      apply('DaemonSet a/b'),
      {
        does: 'stale',
        says: 'the pods of DaemonSet a/b stay as they are until somebody deletes them (OnDelete)',
        risk: 'stale-config',
      },
    ],
  ],
  'a claim that grows': [claim('1Gi'), claim('2Gi'), [apply('PersistentVolumeClaim blog/data')]],
  'a definition with a new version': [
    definition('v1beta1'),
    definition('v1beta1', 'v1beta2'),
    [
      apply('CustomResourceDefinition volumes.longhorn.io'),
      { does: 'note', says: 'CustomResourceDefinition volumes.longhorn.io serves v1beta2 from now on' },
    ],
  ],
  'a definition that forgets a version': [
    definition('v1beta1', 'v1beta2'),
    definition('v1beta2'),
    [
      apply('CustomResourceDefinition volumes.longhorn.io'),
      {
        does: 'note',
        says: 'CustomResourceDefinition volumes.longhorn.io no longer knows v1beta1: refused as long as an object was ever stored so',
        risk: 'sync-fails',
      },
    ],
  ],
};

test.each(Object.entries(changesOf))('a change of %s', (_title, [before, after, expected]) => {
  expect(effects(before, after)).toEqual(expected);
});

/** Before, after, and the field that is named. */
const fixed: Readonly<Record<string, readonly [string, string, string]>> = {
  'the selector of a Deployment': [
    deployment('x', { selector: { matchLabels: { app: 'a' } } }),
    deployment('x', { selector: { matchLabels: { app: 'b' } } }),
    'spec.selector.matchLabels.app cannot be changed',
  ],
  'claims of a StatefulSet': [
    statefulSet({ serviceName: 'a', volumeClaimTemplates: [] }),
    statefulSet({ serviceName: 'b', volumeClaimTemplates: [{ x: 1 }] }),
    'spec.serviceName and 1 more cannot be changed',
  ],
  'the class of a claim': [claim('1Gi'), claim('1Gi', { storageClassName: 'local' }), 'spec.storageClassName cannot be changed'],
  'a claim that shrinks': [claim('2Gi'), claim('1.5G'), 'a claim cannot shrink'],
  'the policy of a class': [
    text('storage.k8s.io/v1/StorageClass', 'a', { provisioner: 'x' }),
    text('storage.k8s.io/v1/StorageClass', 'a', { provisioner: 'x', reclaimPolicy: 'Retain' }),
    'reclaimPolicy cannot be changed',
  ],
  'an immutable ConfigMap': [
    text('v1/ConfigMap', 'a/b', { immutable: true, data: { a: '1' } }),
    text('v1/ConfigMap', 'a/b', { immutable: true, data: { a: '2' } }),
    'data.a cannot be changed',
  ],
  'the role of a binding': [
    text('rbac.authorization.k8s.io/v1/RoleBinding', 'a/b', { roleRef: { name: 'a' } }),
    text('rbac.authorization.k8s.io/v1/RoleBinding', 'a/b', { roleRef: { name: 'b' } }),
    'roleRef.name cannot be changed',
  ],
  'the address of a Service': [
    text('v1/Service', 'a/b', { spec: {} }),
    text('v1/Service', 'a/b', { spec: { clusterIP: 'None' } }),
    'spec.clusterIP cannot be changed',
  ],
};

test.each(Object.entries(fixed))(
  '%s is not changed: the sync fails, unless the object is replaced by force',
  (_title, [before, after, why]) => {
    const [failing] = effects(before, after);
    const annotated = after.replace(
      'metadata:\n',
      "metadata:\n  annotations: {argocd.argoproj.io/sync-options: 'Force=true, Replace=true'}\n",
    );
    const [recreated] = effects(before, annotated);

    const object = /fail to sync (\w+ \S+):/.exec(failing?.says ?? '')?.[1] ?? '';
    expect(failing).toEqual({
      does: 'fail',
      says: `fail to sync ${object}: ${why}. Delete it by hand, or let Argo CD do it with the sync options Force=true,Replace=true`,
      risk: 'sync-fails',
    });
    const risk = object.startsWith('PersistentVolumeClaim') ? 'data-loss' : 'downtime';
    expect(recreated).toEqual({ does: 'recreate', says: `delete ${object} and create it anew, as ${why}`, risk });
  },
);

test('a field that only says its default aloud is no change', () => {
  const before = text('storage.k8s.io/v1/StorageClass', 'a', { provisioner: 'x' });
  const after = text('storage.k8s.io/v1/StorageClass', 'a', { provisioner: 'x', reclaimPolicy: 'Delete' });

  expect(effects(before, after)).toEqual([apply('StorageClass a')]);
});

describe('a changed ConfigMap', () => {
  const [before, after] = ['1', '2'].map((a) => text('v1/ConfigMap', 'blog/conf', { data: { a } })) as [string, string];
  const spec = (pod: object): Record<string, unknown> => ({ spec: { template: { spec: pod } } });
  const user = (pod: object, metadata: object = {}): Record<string, string> => ({
    'c/blog/deployment.web.yaml': text('apps/v1/Deployment', 'blog/web', { metadata, ...spec(pod) }),
  });
  const mount = (more: object): object => ({
    containers: [{ name: 'web', volumeMounts: [{ name: 'v', mountPath: '/etc/conf', ...more }] }],
    volumes: [{ name: 'v', configMap: { name: 'conf' } }],
  });
  const environment = { containers: [{ name: 'web', envFrom: [{ configMapRef: { name: 'conf' } }] }] };

  const users: Readonly<Record<string, readonly [Record<string, string>, readonly string[]]>> = {
    nobody: [user({ containers: [{ name: 'conf' }] }), []],
    'files of pods': [
      user(mount({})),
      ['the files in the pods of Deployment blog/web follow ConfigMap blog/conf within about a minute, without a restart'],
    ],
    'one file of pods': [
      user(mount({ subPath: 'a' })),
      ['the pods of Deployment blog/web keep the old ConfigMap blog/conf (a file mounted by subPath) until they are restarted'],
    ],
    'the environment of pods': [
      user(environment),
      ['the pods of Deployment blog/web keep the old ConfigMap blog/conf (environment) until they are restarted'],
    ],
    'pods that Reloader watches': [
      user(environment, { annotations: { 'configmap.reloader.stakater.com/reload': 'x, conf' } }),
      ['restart the pods of Deployment blog/web by way of Reloader, which watches ConfigMap blog/conf'],
    ],
    'pods of another namespace': [{ 'c/blog/deployment.web.yaml': text('apps/v1/Deployment', 'other/web', spec(environment)) }, []],
    'pods of another cluster': [{ 'd/blog/deployment.web.yaml': text('apps/v1/Deployment', 'blog/web', spec(environment)) }, []],
  };

  test.each(Object.entries(users))('is read by %s', (_title, [others, expected]) => {
    expect(says(effects(before, after, others))).toEqual(['apply ConfigMap blog/conf', ...expected]);
  });

  test('is nobody else’s news when the pods start anew in the same delivery', () => {
    const workload = (image: string): string =>
      text('apps/v1/Deployment', 'blog/web', spec({ containers: [{ name: 'web', image, envFrom: [{ configMapRef: { name: 'conf' } }] }] }));
    const path = 'c/blog/deployment.web.yaml';
    const changes = [changed(PATH, before, after), changed(path, workload('x:1'), workload('x:2'))];

    const made = forecast(changes, new Map([[path, workload('x:2')]]), undefined);

    expect(made.map((one) => says(one.effects))).toEqual([
      ['apply ConfigMap blog/conf'],
      ['apply Deployment blog/web', 'restart the pods of Deployment blog/web one after the other'],
    ]);
  });
});

describe('an object that is gone from the repository', () => {
  const application = (prune: boolean, more: object = {}): string =>
    text('argoproj.io/v1alpha1/Application', 'argocd/blog', {
      spec: { source: { path: './c/blog/' }, syncPolicy: { automated: { prune }, ...more } },
    });
  /** Something that stays in the app, so that it is not empty. */
  const stays = { 'c/blog/other.yaml': 'a: 1' };
  const pruning = { 'c/argocd/application.blog.yaml': application(true), ...stays };
  const kept = (why: string): readonly Effect[] => [
    { does: 'keep', says: `leave ConfigMap blog/conf in the cluster: ${why}`, risk: 'left-behind' },
  ];
  const config = (options?: string): string =>
    text(
      'v1/ConfigMap',
      'blog/conf',
      options === undefined ? {} : { metadata: { annotations: { 'argocd.argoproj.io/sync-options': options } } },
    );

  const fates: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>, readonly Effect[]]>> = {
    'is pruned': [config(), pruning, [{ does: 'prune', says: 'prune ConfigMap blog/conf' }]],
    'stays where its Application does not prune': [
      config(),
      { 'c/argocd/application.blog.yaml': application(false) },
      kept('its Application does not prune by itself'),
    ],
    'stays where the Application says so': [
      config(),
      { 'c/argocd/application.blog.yaml': application(true, { syncOptions: ['Prune=false'] }) },
      kept('its sync options say Prune=false'),
    ],
    'stays where the object says so': [config('Prune=false'), pruning, kept('its sync options say Prune=false')],
    'waits for a person': [
      config('Prune=confirm'),
      pruning,
      [{ does: 'prune', says: 'prune ConfigMap blog/conf once a person has confirmed it in Argo CD' }],
    ],
    'of no known Application': [config(), {}, [{ does: 'prune', says: 'prune ConfigMap blog/conf if its Application prunes' }]],
    'and is a namespace': [
      text('v1/Namespace', 'blog'),
      pruning,
      [
        { does: 'prune', says: 'prune Namespace blog' },
        { does: 'note', says: 'everything in Namespace blog goes with it', risk: 'deletes-more' },
      ],
    ],
    'and is a definition': [
      definition('v1'),
      pruning,
      [
        { does: 'prune', says: 'prune CustomResourceDefinition volumes.longhorn.io' },
        { does: 'note', says: 'every Volume on the cluster goes with CustomResourceDefinition volumes.longhorn.io', risk: 'deletes-more' },
      ],
    ],
    'and is a claim of a class that deletes': [
      claim('1Gi'),
      { ...pruning, 'c/s/storageclass.longhorn.yaml': text('storage.k8s.io/v1/StorageClass', 'longhorn', { provisioner: 'x' }) },
      [
        { does: 'prune', says: 'prune PersistentVolumeClaim blog/data' },
        { does: 'note', says: 'the data of PersistentVolumeClaim blog/data is deleted', risk: 'data-loss' },
      ],
    ],
    'and is a claim of a class that retains': [
      claim('1Gi'),
      { ...pruning, 'c/s/storageclass.longhorn.yaml': text('storage.k8s.io/v1/StorageClass', 'longhorn', { reclaimPolicy: 'Retain' }) },
      [
        { does: 'prune', says: 'prune PersistentVolumeClaim blog/data' },
        { does: 'note', says: 'the volume of PersistentVolumeClaim blog/data stays, released, with its data', risk: 'left-behind' },
      ],
    ],
    'and is a claim of a class that nobody knows': [
      claim('1Gi'),
      pruning,
      [
        { does: 'prune', says: 'prune PersistentVolumeClaim blog/data' },
        {
          does: 'note',
          says: 'the data of PersistentVolumeClaim blog/data is deleted, unless its storage class retains it',
          risk: 'data-loss',
        },
      ],
    ],
    'and is an Application with all that it installed': [
      text('argoproj.io/v1alpha1/Application', 'argocd/x', { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } }),
      pruning,
      [
        { does: 'prune', says: 'prune Application argocd/x' },
        { does: 'note', says: 'everything that Application argocd/x installed goes with it', risk: 'deletes-more' },
      ],
    ],
  };

  test.each(Object.entries(fates))('%s', (_title, [before, others, expected]) => {
    expect(effects(before, undefined, { ...others, ...stays })).toEqual(expected);
  });

  test.each([
    [['resources-finalizer.argocd.argoproj.io'], 'delete ConfigMap blog/conf together with its Application'],
    [[], 'leave ConfigMap blog/conf in the cluster: its Application goes without the finalizer that would delete it'],
  ])('goes or stays as its Application leaves it, when that goes, too: %j', (finalizers, expected) => {
    const gone = application(true).replace('metadata:\n', `metadata:\n  finalizers: ${JSON.stringify(finalizers)}\n`);
    const changes = [changed(PATH, config(), undefined), changed('c/argocd/application.blog.yaml', gone, undefined)];

    const made = forecast(changes, new Map(), undefined);

    expect(made[0]?.effects.map((effect) => effect.says)).toEqual([expected]);
  });

  test('and comes in another app may be deleted on the way', () => {
    const changes = [changed(PATH, claim('1Gi'), undefined), changed('c/db/claim.yaml', undefined, claim('1Gi'))];

    const made = forecast(changes, new Map([...Object.entries(pruning), ['c/db/claim.yaml', claim('1Gi')]]), undefined);

    expect(made.map((one) => one.effects)).toEqual([
      [
        { does: 'prune', says: 'prune PersistentVolumeClaim blog/data' },
        {
          does: 'note',
          says: 'PersistentVolumeClaim blog/data moves to app db: synced before that, app blog deletes it, and it is made anew',
          risk: 'data-loss',
        },
      ],
      [{ does: 'create', says: 'create PersistentVolumeClaim blog/data' }],
    ]);
  });

  test('and comes in another file of its app stays', () => {
    const changes = [changed(PATH, config(), undefined), changed('c/blog/new.yaml', undefined, config())];

    const [gone] = forecast(changes, new Map(Object.entries(pruning)), undefined);

    expect(gone?.effects).toEqual([{ does: 'note', says: 'ConfigMap blog/conf only gets another file' }]);
  });

  test('is found below the folder that the target is', () => {
    const inFolder = application(false).replace('./c/blog/', 'gitops/c/blog');

    const made = forecast(
      [changed(PATH, config(), undefined)],
      new Map(Object.entries({ 'c/argocd/application.blog.yaml': inFolder, ...stays })),
      'gitops',
    );

    expect(made[0]?.effects).toEqual(kept('its Application does not prune by itself'));
  });
});

describe('an Application of which nothing is left in the repository', () => {
  const application = (name: string, path: string, more: object = {}, source: object = {}): string =>
    text('argoproj.io/v1alpha1/Application', `argocd/${name}`, {
      spec: { source: { path, ...source }, syncPolicy: { automated: { prune: true, ...more } } },
    });
  const config = text('v1/ConfigMap', 'blog/conf');
  const FILE = 'c/argocd/application.blog.yaml';
  const left = (why: string): string => `leave ConfigMap blog/conf in the cluster: ${why}`;
  const GONE = left('the folder that its Application syncs is gone, and then it syncs nothing');
  const EMPTY = left('nothing else is left in its Application, and without allowEmpty Argo CD empties none by itself');
  const PRUNED = 'prune ConfigMap blog/conf';

  const cases: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
    'whose folder is gone': [application('blog', 'c/blog'), [PATH], GONE],
    'whose folder is gone, whatever it allows': [application('blog', 'c/blog', { allowEmpty: true }), [PATH], GONE],
    'whose folder has only a note of somebody': [application('blog', 'c/blog'), [PATH, 'c/blog/README.md'], EMPTY],
    'whose manifests are deeper than it looks': [application('blog', 'c/blog'), [PATH, 'c/blog/deep/x.yaml'], EMPTY],
    'that may be emptied': [application('blog', 'c/blog', { allowEmpty: true }), [PATH, 'c/blog/README.md'], PRUNED],
    'that has manifests of somebody else': [application('blog', 'c/blog'), [PATH, 'c/blog/theirs.yml'], PRUNED],
    'that reads deeper folders, too': [
      application('blog', 'c', {}, { directory: { recurse: true } }),
      [PATH, 'c/other/deep/x.json'],
      PRUNED,
    ],
  };

  test.each(Object.entries(cases))('%s', (_title, [given, standing, expected]) => {
    const made = forecast([changed(PATH, config, undefined)], new Map([[FILE, given]]), undefined, standing);

    expect(says(made[0]?.effects ?? [])).toEqual([expected]);
  });

  test('that has a chart beside its folder is not empty', () => {
    const sources = { spec: { sources: [{ path: 'c/blog' }, { chart: 'nginx' }], syncPolicy: { automated: { prune: true } } } };
    const given = text('argoproj.io/v1alpha1/Application', 'argocd/blog', sources);

    const made = forecast([changed(PATH, config, undefined)], new Map([[FILE, given]]), undefined, [PATH, 'c/blog/README.md']);

    expect(says(made[0]?.effects ?? [])).toEqual([PRUNED]);
  });

  test('with a whole cluster: its root syncs nothing any more, and everything stays as it is', () => {
    const root = application('root', 'c/argocd');
    const changes = [
      changed('c/argocd/application.root.yaml', root, undefined),
      changed(FILE, application('blog', 'c/blog'), undefined),
      changed(PATH, config, undefined),
    ];

    const made = forecast(changes, new Map([['d/a/x.yaml', 'a: 1']]), undefined, [...changes.map(({ path }) => path), 'd/a/x.yaml']);

    const why = 'the folder that its Application syncs is gone, and then it syncs nothing';
    expect(made.map(({ effects }) => says(effects))).toEqual([
      [`leave Application argocd/root in the cluster: ${why}`],
      [`leave Application argocd/blog in the cluster: ${why}`],
      [GONE],
    ]);
  });

  test.each([
    [{}, 'leave ConfigMap blog/conf in the cluster: its Application goes without the finalizer that would delete it'],
    [{ finalizers: ['resources-finalizer.argocd.argoproj.io'] }, 'delete ConfigMap blog/conf together with its Application'],
  ])('goes itself where its root has others left: %j', (metadata, expected) => {
    const spec = { source: { path: 'c/blog' }, syncPolicy: { automated: { prune: true } } };
    const gone = text('argoproj.io/v1alpha1/Application', 'argocd/blog', { metadata, spec });
    const root = { 'c/argocd/application.root.yaml': application('root', 'c/argocd') };

    const made = forecast([changed(FILE, gone, undefined), changed(PATH, config, undefined)], new Map(Object.entries(root)), undefined);

    expect(made.map(({ effects }) => effects[0]?.says)).toEqual(['prune Application argocd/blog', expected]);
  });
});

test('the risks are listed with their cluster', () => {
  const made = forecast([changed(PATH, claim('2Gi'), claim('1Gi')), changed('c/a/b', undefined, deployment('x'))], new Map(), undefined);

  expect(risksOf(made).map(({ risk, cluster, does }) => [risk, cluster, does])).toEqual([['sync-fails', 'c', 'fail']]);
});
