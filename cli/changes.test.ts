import { createColors } from 'picocolors';
import { changeLines, objectTable } from './changes.ts';
import { change, manifests, rolloutText } from './testing.ts';

const plain = createColors(false);
const configMap = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: blog-system\n`;

test('the table has the objects of each cluster and app, numbers flush right', () => {
  const all = [...manifests('homelab/argocd', 7), ...manifests('homelab/blog-system', 34), ...manifests('mgmt/argocd', 1)];

  const table = objectTable(all, plain);

  expect(table).toBe(`homelab        41  objects
  argocd        7
  blog-system  34
mgmt            1  object
  argocd        1`);
});

test('of clusters with more apps than one reads at a glance, each is a line', () => {
  const mgmt = Array.from({ length: 19 }, (_, index) => manifests(`mgmt/app-${index}`, 2)).flat();

  expect(objectTable([...mgmt, ...manifests('app1/web', 1)], plain)).toBe(`mgmt  38  objects in 19 apps
app1   1  object in 1 app`);
});

test('the sum of a cluster is bold on a terminal', () => {
  const table = objectTable(manifests('homelab/argocd', 7), createColors(true));

  expect(table.split('\n')[0]).toBe('\u001b[1mhomelab   7  objects\u001b[22m');
});

test('one changed tag is one line with object, field, old and new', () => {
  const path = 'homelab/blog-system/rollout.web.yaml';

  const lines = changeLines(
    [change(path, { before: rolloutText('v84'), after: rolloutText('v85') })],
    manifests('homelab/blog-system', 34),
    plain,
  );

  expect(lines).toEqual(['~ Rollout blog-system/web (homelab)  spec.template.spec.containers[web].image  …/blog-web:v84 → …/blog-web:v85']);
});

test('apps and clusters that go whole are a line each', () => {
  const paths = ['attic/a/1.yaml', 'attic/b/1.yaml', 'homelab/c/1.yaml', 'homelab/c/2.yaml', 'homelab/d/1.yaml'];
  const changes = paths.map((path) => change(path, { before: configMap('x') }));
  const gone = {
    clusters: new Map([['attic', { objects: 2, apps: 2 }]]),
    apps: new Map([
      ['homelab/c', 2],
      ['homelab/d', 1],
    ]),
  };

  const lines = changeLines(changes, [], plain, gone);

  expect(lines).toEqual([
    '- attic  2 objects in 2 apps: the whole cluster',
    '- homelab/c  2 objects: the whole app',
    '- ConfigMap blog-system/x (homelab)',
  ]);
});

test('objects that come and go are a line each', () => {
  const added = change('homelab/blog-system/configmap.a.yaml', { after: configMap('a') });
  const removed = change('homelab/blog-system/configmap.b.yaml', { before: configMap('b') });

  const lines = changeLines([added, removed], manifests('homelab/blog-system', 34), plain);

  expect(lines).toEqual(['+ ConfigMap blog-system/a (homelab)', '- ConfigMap blog-system/b (homelab)']);
});

test('an app that is new is folded into one line', () => {
  const all = manifests('homelab/blog-system', 3);
  const changes = all.map(({ file }) => change(file, { after: configMap('a') }));

  const lines = changeLines(changes, [...all, ...manifests('homelab/argocd', 7)], plain);

  expect(lines).toEqual(['+ homelab/blog-system  3 objects']);
});

test('a cluster all of whose apps are new is one line; one that lacks something is not', () => {
  const mgmt = [...manifests('mgmt/web', 3), ...manifests('mgmt/policy', 1)];
  const app1 = [...manifests('app1/web', 3), ...manifests('app1/policy', 1)];
  const changes = [...mgmt, ...app1.slice(0, 3)].map(({ file }) => change(file, { after: configMap('a') }));

  const lines = changeLines(changes, [...mgmt, ...app1], plain);

  expect(lines).toEqual(['+ mgmt  4 objects in 2 apps: the whole cluster', '+ app1/web  3 objects']);
});

test('after twenty lines the rest is counted', () => {
  const changes = Array.from({ length: 25 }, (_, index) =>
    change(`homelab/blog-system/configmap.c${index}.yaml`, { before: configMap(`c${index}`) }),
  );

  const lines = changeLines(changes, [], plain);

  expect([lines.length, lines[19], lines[20]]).toEqual([21, '- ConfigMap blog-system/c19 (homelab)', '… and 5 more']);
});
