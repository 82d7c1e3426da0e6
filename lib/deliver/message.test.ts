import { commitMessage, subject, trailers } from './message.ts';
import { objectChange } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { rollout } from './testing-objects.ts';

function changed(name: string, before: string, after: string, cluster = 'homelab'): ObjectChange {
  return objectChange({ action: 'change', path: `${cluster}/blog-system/rollout.${name}.yaml`, blob: 'b', was: 'a', text: after }, before);
}

function added(name: string, cluster = 'homelab'): ObjectChange {
  return objectChange(
    { action: 'add', path: `${cluster}/blog-system/rollout.${name}.yaml`, blob: 'b', text: rollout(name, 'x:1') },
    undefined,
  );
}

const TAG = changed('web', rollout('web', 'ghcr.io/wlals2/blog-web:v84'), rollout('web', 'ghcr.io/wlals2/blog-web:v85'));

const subjects: Readonly<Record<string, readonly [readonly ObjectChange[], string]>> = {
  'one tag': [[TAG], 'homelab: web image v84 → v85'],
  'one field': [[changed('web', rollout('web', 'x:1', 2), rollout('web', 'x:1', 3))], 'homelab: web replicas 2 → 3'],
  'another repository': [[changed('web', rollout('web', 'a/x:1'), rollout('web', 'b/x:1'))], 'homelab: web image a/x:1 → b/x:1'],
  'several fields of one object': [
    [changed('web', rollout('web', 'x:1', 2), rollout('web', 'x:2', 3))],
    'homelab: Rollout blog-system/web changed',
  ],
  'one new object': [[added('web')], 'homelab: Rollout blog-system/web added'],
  'several objects': [[TAG, added('a'), added('b')], 'homelab: 1 object changed, 2 added'],
  'several clusters': [[added('a', 'solid-cloud'), added('a')], 'homelab, solid-cloud: 2 objects added'],
  'many clusters': [['d', 'c', 'b', 'a'].map((cluster) => added('a', cluster)), '4 clusters: 4 objects added'],
  'nothing but adopted files': [[], 'Write down what is ours'],
  'a name too long for one line': [[added('x'.repeat(90))], 'homelab: 1 object added'],
};

test.each(Object.entries(subjects))('the first line for %s', (_title, [changes, line]) => {
  expect(subject(changes)).toBe(line);
});

test('lists objects with their fields, at most twenty, and ends with the trailers', () => {
  const changes = [TAG, ...Array.from({ length: 21 }, (_, index) => added(`w${index}`))];

  const text = commitMessage({ changes, clusters: ['homelab'], version: '0.1.0', sourceCommit: '3f2c9ad' });

  const listed = Array.from({ length: 19 }, (_, index) => `- homelab: Rollout blog-system/w${index} added`).join('\n');
  expect(text).toBe(`homelab: 1 object changed, 21 added

- homelab: Rollout blog-system/web changed
  spec.template.spec.containers[web].image: ghcr.io/wlals2/blog-web:v84 → ghcr.io/wlals2/blog-web:v85
${listed}
- and 2 more

Slipway-Source: 3f2c9ad
Slipway-Clusters: homelab
Slipway-Version: 0.1.0
`);
});

test('no value can forge a trailer', () => {
  expect(() => trailers({ clusters: ['a\nSlipway-Source: forged'], version: '0.1.0' })).toThrow(
    'Slipway-Clusters: "a\\nSlipway-Source: forged" has a line break or a control character. Write it in one line.',
  );
});

test('a delivery in spite of errors says why, and how many there were', () => {
  const made = trailers({ clusters: ['homelab'], version: '0.1.0', forced: { reason: 'the site is down', errors: 3 } });

  expect(made.at(-1)).toEqual({ key: 'Slipway-Forced', value: 'the site is down (3 errors)' });
});

test.each([[''], ['a\u0000b'], ['\u001b[31mred']])('%j is refused as a message', (message) => {
  expect(() => commitMessage({ changes: [], clusters: [], version: '0.1.0', message })).toThrow(
    'message: the commit message is empty or has control characters.',
  );
});
