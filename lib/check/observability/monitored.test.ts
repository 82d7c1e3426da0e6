import { Monitored } from './monitored.ts';

const web = { namespace: 'blog', labels: { app: 'web', tier: 'front' }, ports: ['http'] };
const api = { namespace: 'blog', labels: { app: 'api' }, ports: ['grpc'] };
const shop = { namespace: 'shop', labels: { app: 'api' }, ports: ['http'] };
const monitored = new Monitored([web, api, shop]);

test.each([
  ['labels, in one namespace', { matchLabels: { app: 'api' } }, 'blog', [api]],
  ['labels, everywhere', { matchLabels: { app: 'api' } }, undefined, [api, shop]],
  ['labels of which one is not there', { matchLabels: { app: 'api', tier: 'front' } }, undefined, []],
  ['labels and an expression', { matchLabels: { app: 'api' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, undefined, []],
  ['an expression alone', { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'none'] }] }, 'blog', [web]],
  ['a label that must not be there', { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, undefined, [api, shop]],
  ['a value that must not be there', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, 'blog', [api]],
])('%s', (_, selector, namespace, expected) => {
  expect(monitored.selected(selector, namespace)).toEqual(expected);
});

test('the one namespace that has the labels is named, of several none', () => {
  expect(monitored.placeOf({ matchLabels: { app: 'web' } })).toBe('blog');
  expect(monitored.placeOf({ matchLabels: { app: 'api' } })).toBeUndefined();
  expect(monitored.placeOf({ matchExpressions: [{ key: 'tier', operator: 'Exists' }] })).toBeUndefined();
});

test('values of a label are told once, in one namespace or in all', () => {
  expect(monitored.valuesOf('app', 'shop')).toEqual(['api']);
  expect(monitored.valuesOf('app', undefined)).toEqual(['web', 'api']);
});
