import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { App } from 'cdk8s';
import { IntOrString, KubeDeployment, KubeNamespace, KubeNetworkPolicy, Quantity } from 'cdk8s-plus-30/lib/imports/k8s';
import { Construct } from 'constructs';
import { InputError, problemText } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { Cluster } from '../inventory/cluster.ts';
import { synthesize } from './synthesize.ts';
import type { Synthesis } from './synthesize.ts';
import { warn } from '../constructs/warn.ts';
import { PROVIDED } from '../values/provided.ts';

// The synthesis knows nothing of a cluster but its name; the charts that a test installs ask nothing more either.
const HOMELAB = { name: 'homelab' } as Cluster;

function made(install: (app: App) => void): Synthesis {
  return synthesize(HOMELAB, install);
}

function chart(app: App, id = 'blog-system', namespace = 'blog-system'): Chart {
  return new Chart(app, id, { namespace, disableResourceNameHashes: true });
}

function configMap(scope: Construct, id: string, name: string, more: object = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...more });
}

function problemsOf(install: (app: App) => void): readonly Problem[] {
  try {
    made(install);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('the synthesis found no mistake');
}

test('a chart becomes a folder, an object a file, and both know their construct', () => {
  const synthesis = made((app) => configMap(new Construct(chart(app), 'Web'), 'Resource', 'web', { data: { colour: 'blue' } }));

  expect(synthesis).toEqual({
    manifests: [
      {
        cluster: 'homelab',
        app: 'blog-system',
        object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'blog-system' }, data: { colour: 'blue' } },
        construct: 'homelab/blog-system/Web/Resource',
        file: 'homelab/blog-system/configmap.web.yaml',
        text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: blog-system\ndata:\n  colour: blue\n',
      },
    ],
    provided: [],
    warnings: [],
  });
});

test('manifests stand in the order of their files by code unit, whatever the order of the constructs', () => {
  const install =
    (...names: string[]) =>
    (app: App): void => {
      for (const name of names) configMap(chart(app, name, name), 'X', name);
    };

  const forwards = made(install('a', 'b-b', 'b'));
  const backwards = made(install('b', 'b-b', 'a'));

  expect(forwards.manifests.map(({ file }) => file)).toEqual([
    'homelab/a/configmap.a.yaml',
    'homelab/b-b/configmap.b-b.yaml',
    'homelab/b/configmap.b.yaml',
  ]);
  expect(backwards).toEqual(forwards);
});

test('manifests cannot be changed, however deep', () => {
  const { manifests } = made((app) => configMap(chart(app), 'X', 'web', { data: { list: [{ a: 1 }] } }));

  const [manifest] = manifests;
  const parts = [manifests, manifest, manifest?.object, manifest?.object.metadata, manifest?.object['data'].list[0]];
  expect(parts.map((part) => Object.isFrozen(part))).toEqual([true, true, true, true, true]);
});

test('lazy values, unions and empty mappings that mean something come out as they are meant', () => {
  const { manifests } = made((app) => {
    const blog = chart(app);
    const labels = { app: 'web' };
    new KubeDeployment(blog, 'Web', {
      metadata: { name: 'web' },
      spec: {
        replicas: Lazy.any({ produce: () => 3 }),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name: 'web', resources: { limits: { cpu: Quantity.fromString('200m') } }, ports: [], env: undefined as never }],
            volumes: [{ name: 'scratch', emptyDir: {} }],
          },
        },
      },
    });
    new KubeNetworkPolicy(blog, 'Open', {
      metadata: { name: 'open' },
      spec: { podSelector: {}, ingress: [{}], egress: [{ ports: [{ port: IntOrString.fromNumber(53) }] }] },
    });
  });

  expect(manifests.map(({ object }) => object['spec'])).toEqual([
    {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [{ name: 'web', ports: [], resources: { limits: { cpu: '200m' } } }],
          volumes: [{ name: 'scratch', emptyDir: {} }],
        },
      },
    },
    { egress: [{ ports: [{ port: 53 }] }], ingress: [{}], podSelector: {} },
  ]);
});

test("an object without a namespace gets its chart's, one that lives outside namespaces gets none", () => {
  const { manifests } = made((app) => {
    const blog = chart(app);
    new KubeNamespace(blog, 'Namespace', { metadata: { name: 'blog-system' } });
    configMap(blog, 'Own', 'own');
    configMap(blog, 'Other', 'other', { metadata: { name: 'other', namespace: 'monitoring' } });
    new ApiObject(blog, 'Definition', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com' },
      spec: { group: 'example.com', scope: 'Cluster', names: { kind: 'Thing' } },
    });
    new ApiObject(blog, 'Thing', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'one' } });
  });

  expect(manifests.map(({ object: { kind, metadata } }) => [kind, metadata])).toEqual([
    ['ConfigMap', { name: 'other', namespace: 'monitoring' }],
    ['ConfigMap', { name: 'own', namespace: 'blog-system' }],
    ['CustomResourceDefinition', { name: 'things.example.com' }],
    ['Namespace', { name: 'blog-system' }],
    ['Thing', { name: 'one' }],
  ]);
});

test('what a third-party chart brings along is handed on apart', () => {
  const { manifests, provided } = made((app) => {
    const blog = chart(app);
    const istiod = new Construct(blog, 'Istiod');
    istiod.node.addMetadata(PROVIDED, true);
    configMap(istiod, 'Config', 'istio');
    configMap(blog, 'Web', 'web');
  });

  expect(manifests.map(({ file }) => file)).toEqual(['homelab/blog-system/configmap.web.yaml']);
  expect(provided).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'blog-system' } }]);
});

test('what constructs have to say to whoever delivers is handed on, and stops nothing', () => {
  const risk = { where: 'clusters/homelab.yaml externals.replica', what: 'there is none', fix: 'Name one.' };
  const { manifests, warnings } = made((app) => warn(configMap(chart(app), 'Web', 'web'), risk));

  expect([manifests.length, warnings]).toEqual([1, [risk]]);
});

test('what all constructs say in their validations is told at once', () => {
  const problems = problemsOf((app) => {
    const blog = chart(app);
    configMap(blog, 'A', 'a').node.addValidation({
      validate: () => ['retain is 400, Longhorn keeps 100. Set retain to 100 or less.', 'no fix known'],
    });
    blog.node.addValidation({
      validate: () => {
        throw new InputError('clusters/homelab.yaml:3', 'is wrong', 'Mend it.');
      },
    });
  });

  expect(problems).toEqual([
    { where: 'clusters/homelab.yaml:3', what: 'is wrong', fix: 'Mend it.' },
    { where: 'homelab/blog-system/A', what: 'retain is 400, Longhorn keeps 100', fix: 'Set retain to 100 or less.' },
    { where: 'homelab/blog-system/A', what: 'no fix known', fix: 'Mend it where this construct is made.' },
  ]);
});

test("a construct's mistake is told with its cluster, an inventory's as it is", () => {
  const install = (app: App): void => {
    const blog = chart(app);
    throw new InputError([
      { where: `${blog.node.path}/Web`, what: 'a', fix: 'B.' },
      { where: 'clusters/homelab.yaml:3', what: 'c', fix: 'D.' },
    ]);
  };

  expect(problemsOf(install).map(({ where }) => where)).toEqual(['homelab/blog-system/Web', 'clusters/homelab.yaml:3']);
});

test.each<[string, (app: App) => void, string]>([
  [
    'two objects with one identity, whatever their version',
    (app) => {
      new ApiObject(chart(app, 'one'), 'X', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } });
      new ApiObject(chart(app, 'two'), 'Y', { apiVersion: 'apps/v1beta2', kind: 'Deployment', metadata: { name: 'web' } });
    },
    'homelab/two/Y: Deployment blog-system/web is also made by homelab/one/X. Remove one of the two, or rename it.',
  ],
  [
    'an object that a third-party chart brings along too',
    (app) => {
      configMap(chart(app, 'one'), 'X', 'web').node.addMetadata(PROVIDED, true);
      configMap(chart(app, 'two'), 'Y', 'web');
    },
    'homelab/two/Y: ConfigMap blog-system/web is also made by homelab/one/X. Remove one of the two, or rename it.',
  ],
  [
    'two objects in one file',
    (app) => {
      const blog = chart(app);
      configMap(blog, 'X', 'web');
      configMap(blog, 'Y', 'web', { metadata: { name: 'web', namespace: 'monitoring' } });
    },
    'homelab/blog-system/Y: ConfigMap monitoring/web would land in homelab/blog-system/configmap.web.yaml, ' +
      'the file of ConfigMap blog-system/web made by homelab/blog-system/X. Rename one of the two, or put it into another chart.',
  ],
  [
    'a name too long for a file',
    (app) => configMap(chart(app), 'X', 'a'.repeat(245)),
    `homelab/blog-system: the file name of ConfigMap blog-system/${'a'.repeat(245)} has 260 bytes, a file system holds 255. Shorten metadata.name.`,
  ],
  [
    'a dependency across charts',
    (app) => {
      const one = configMap(chart(app, 'one'), 'X', 'x');
      configMap(chart(app, 'two'), 'Y', 'y').addDependency(one);
    },
    'homelab/two/Y: depends on homelab/one/X, a construct of another chart. Remove the dependency and order the two apps by their sync waves.',
  ],
  [
    'a chart inside a chart',
    (app) => new Chart(chart(app), 'inner'),
    'homelab/blog-system/inner: is a chart inside a chart, and a chart is one folder below its cluster. Add it to the app instead.',
  ],
  [
    'a chart whose id is no folder name',
    (app) => chart(app, 'Blog System'),
    "homelab/Blog System: the chart's id is its folder and may be lower-case letters, figures and dashes, a letter or figure at both ends, " +
      'at most 63 characters. Choose another id.',
  ],
  [
    'a name that Kubernetes refuses',
    (app) => configMap(chart(app), 'X', 'Web_1'),
    'homelab/blog-system/X metadata.name: is "Web_1", a ConfigMap may be called lower-case letters, figures, dashes and dots, ' +
      'a letter or figure at both ends, at most 253 characters. Choose such a name.',
  ],
  [
    'a name made from the path',
    (app) => new ApiObject(new Chart(app, 'blog-system', { namespace: 'x' }), 'X', { apiVersion: 'v1', kind: 'ConfigMap' }),
    'homelab/blog-system/X metadata.name: is missing, and blog-system-x-c8830771 would change when the construct moves. Give the object a name.',
  ],
  [
    'an object that needs a namespace and has none',
    (app) => configMap(new Chart(app, 'blog-system'), 'X', 'web'),
    'homelab/blog-system/X metadata.namespace: is missing, and a ConfigMap lives in a namespace. Set it, or give the chart a namespace.',
  ],
  [
    'an object outside namespaces that is given one',
    (app) => new KubeNamespace(chart(app), 'X', { metadata: { name: 'web', namespace: 'other' } }),
    'homelab/blog-system/X metadata.namespace: is other, and a Namespace lives outside namespaces. Leave it out.',
  ],
  [
    'a namespace that Kubernetes refuses',
    (app) => configMap(chart(app, 'blog-system', 'Blog'), 'X', 'web'),
    'homelab/blog-system/X metadata.namespace: is "Blog", a namespace may be called lower-case letters, figures and dashes, ' +
      'a letter or figure at both ends, at most 63 characters. Choose such a name.',
  ],
  [
    'a number that is none',
    (app) => configMap(chart(app), 'X', 'web', { spec: { list: [{ a: Number.NaN }] } }),
    'homelab/blog-system/X spec.list[0].a: is NaN, a manifest holds text, numbers, booleans, lists and mappings. Give it such a value, or leave it out.',
  ],
  [
    'a hole in a list',
    (app) => configMap(chart(app), 'X', 'web', { spec: { list: ['a', undefined] } }),
    'homelab/blog-system/X spec.list[1]: is empty, a manifest holds text, numbers, booleans, lists and mappings. Give it such a value, or leave it out.',
  ],
])('%s stops the synthesis', (_, install, message) => {
  expect(problemsOf(install).map(problemText)).toEqual([message]);
});

test('a dependency within a chart is no mistake', () => {
  const { manifests } = made((app) => {
    const blog = chart(app);
    configMap(blog, 'Y', 'y').addDependency(configMap(blog, 'X', 'x'));
  });

  expect(manifests).toHaveLength(2);
});

test('an error that is no mistake of the person keeps its class', () => {
  expect(() =>
    made(() => {
      throw new TypeError('bug');
    }),
  ).toThrow(new TypeError('bug'));
});
