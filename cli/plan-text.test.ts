import { createColors } from 'picocolors';
import { forecast } from '../lib/deliver/forecast.ts';
import type { Guard } from '../lib/deliver/guards.ts';
import type { ObjectChange } from '../lib/deliver/object-change.ts';
import type { Plan } from '../lib/deliver/plan.ts';
import { planText } from './plan-text.ts';
import { change, rolloutText } from './testing.ts';

const where = { target: 'repo.git', branch: 'main', folder: '' };

function shown(changes: readonly ObjectChange[], given: Partial<Plan> = {}, guards: readonly Guard[] = [], color = false): string {
  const plan: Plan = {
    base: '3f2c9ad0000',
    objectFormat: 'sha1',
    // What the text says of changes it takes from their objects.
    changes: changes.map(({ path }) => ({ action: 'remove', path, was: '' })),
    adopted: [],
    taken: [],
    conflicts: [],
    records: [],
    ...given,
  };
  const forecasts = forecast(changes, new Map(), undefined);
  return planText({ plan, changes, forecasts, standing: new Map(), clusters: [] }, guards, [], where, createColors(color));
}

const tag = change('homelab/blog-system/rollout.web.yaml', { before: rolloutText('v84'), after: rolloutText('v85') });
const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  namespace: blog-system\n';
const gone = change('homelab/blog-system/persistentvolumeclaim.data.yaml', { before: claim });

test('what changes, what follows from it, and what has to be confirmed', () => {
  const guard = {
    where: gone.path,
    what: 'PersistentVolumeClaim blog-system/data would be removed',
    allow: 'PersistentVolumeClaim/blog-system/data',
  };

  const text = shown([gone, tag], {}, [guard]);

  expect(text).toBe(`plan for repo.git (branch main, 3f2c9ad)

1 to change, 1 to remove
  - PersistentVolumeClaim blog-system/data (homelab)
  ~ Rollout blog-system/web (homelab)  spec.template.spec.containers[web].image  …/blog-web:v84 → …/blog-web:v85

Argo CD will
  restart the pods of Rollout blog-system/web one after the other (homelab)

and then
  ! the data of PersistentVolumeClaim blog-system/data is deleted, unless its storage class retains it (homelab)

to be confirmed
  homelab/blog-system/persistentvolumeclaim.data.yaml: PersistentVolumeClaim blog-system/data would be removed. If that is meant, add --allow-remove PersistentVolumeClaim/blog-system/data.`);
});

test('conflicts are listed, at most twenty', () => {
  const conflicts = Array.from({ length: 22 }, (_, index) => ({ path: `c/a/${index}.yaml`, reason: 'foreign' as const }));

  const lines = shown([], { conflicts }).split('\n');

  expect([lines.length, lines[2], lines.at(-1)]).toEqual([24, 'in conflict', '  … and 2 more']);
});

test('files that are taken over or overwritten are said', () => {
  const text = shown([], {
    adopted: ['c/a/x.yaml', 'c/a/y.yaml'],
    taken: ['c/a/z.yaml'],
    records: [{ action: 'remove', path: 'r', was: '' }],
  });

  expect(text.split('\n\n').slice(1)).toEqual([
    '2 files that stood there already with the same content will be ours',
    'overwrites what somebody edited there: c/a/z.yaml',
  ]);
});

test('lost data is red on a terminal', () => {
  expect(shown([gone], {}, [], true)).toContain('\u001b[31m! the data of PersistentVolumeClaim blog-system/data is deleted');
});

const definition = (...versions: readonly string[]): string =>
  `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x.example.org}\nspec: {versions: [${versions.map((name) => `{name: ${name}}`).join(', ')}]}\n`;

test('of many consequences twelve are shown', () => {
  const many = Array.from({ length: 15 }, (_, index) =>
    change(`c/a/x${index}.yaml`, { before: definition('v1', `v1beta${index}`), after: definition('v1') }),
  );

  const said = shown(many).split('\n\n').at(-1)?.split('\n') ?? [];

  expect([said.length, said[0], said.at(-1)]).toEqual([14, 'and then', '  … and 3 more']);
});
