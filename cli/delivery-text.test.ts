import { createColors } from 'picocolors';
import type { Delivery } from '../lib/deliver/deliver.ts';
import { forecast } from '../lib/deliver/forecast.ts';
import type { ObjectChange } from '../lib/deliver/object-change.ts';
import { deliveryJson, deliveryText } from './delivery-text.ts';
import { change, manifests, rolloutText } from './testing.ts';

const where = { target: '.slipway/k8s-manifests.git', branch: 'main', folder: '' };
const all = manifests('homelab/blog-system', 34);
const tag = change('homelab/blog-system/rollout.web.yaml', { before: rolloutText('v84'), after: rolloutText('v85') });

function delivery(base: string | undefined, commit: string | undefined, changes: readonly ObjectChange[]): Delivery {
  const plan = { base, objectFormat: 'sha1', changes: [], adopted: [], taken: [], conflicts: [], records: [] } as const;
  const forecasts = forecast(changes, new Map(), undefined);
  return { plan, base, commit, changes, forecasts, standing: new Map(), clusters: ['homelab'], trailers: [] };
}

function shown(given: Delivery): string {
  return deliveryText(given, all, where, '0.4 s', createColors(false));
}

test('a delivery shows what there is, what changed, and the commit', () => {
  const text = shown(delivery('3f2c9ad0000', '81be0d40000', [tag]));

  expect(text).toBe(`homelab        34  objects
  blog-system  34

changed since 3f2c9ad
  ~ Rollout blog-system/web (homelab)  spec.template.spec.containers[web].image  …/blog-web:v84 → …/blog-web:v85

Argo CD will
  restart the pods of Rollout blog-system/web one after the other (homelab)

delivered commit 81be0d4 to .slipway/k8s-manifests.git (branch main, 0.4 s)`);
});

test('of the first delivery the table says everything', () => {
  const text = shown(
    delivery(
      undefined,
      '81be0d40000',
      all.map(({ file }) => change(file, { after: 'a: 1\n' })),
    ),
  );

  expect(text.split('\n\n')[1]).toBe('first delivery');
});

test('nothing to deliver is said so, with the commit that has it all', () => {
  const text = shown(delivery('3f2c9ad0000', undefined, []));

  expect(text.split('\n\n')[1]).toBe('nothing to deliver: commit 3f2c9ad has it all in .slipway/k8s-manifests.git (branch main, 0.4 s)');
});

test('files that --take overwrote are named', () => {
  const given = delivery('3f2c9ad0000', '81be0d40000', [tag]);

  const text = shown({ ...given, plan: { ...given.plan, taken: [tag.path] } });

  expect(text.split('\n\n')[2]).toBe('overwritten, although somebody had edited them there: homelab/blog-system/rollout.web.yaml');
});

test('for a program the delivery is data; what is not there is null', () => {
  const json: unknown = JSON.parse(deliveryJson(delivery(undefined, '81be0d40000', [tag]), all, where));

  const field = {
    path: 'spec.template.spec.containers[web].image',
    old: 'ghcr.io/wlals2/blog-web:v84',
    new: 'ghcr.io/wlals2/blog-web:v85',
  };
  expect(json).toEqual({
    ...where,
    base: null,
    commit: '81be0d40000',
    clusters: { homelab: { 'blog-system': 34 } },
    changes: [
      {
        action: 'change',
        path: 'homelab/blog-system/rollout.web.yaml',
        cluster: 'homelab',
        app: 'blog-system',
        object: 'Rollout blog-system/web',
        fields: [field],
        effects: [
          { does: 'apply', says: 'apply Rollout blog-system/web' },
          { does: 'restart', says: 'restart the pods of Rollout blog-system/web one after the other' },
        ],
      },
    ],
  });
});
