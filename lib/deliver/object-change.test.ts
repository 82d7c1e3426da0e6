import { nameParts } from './object-change.ts';
import { changed, text } from './testing-texts.ts';

test('what is in a Secret is not shown, only which of it differs', () => {
  const secret = (password: string, more: object): string => text('v1/Secret', 'blog/db', { type: 'Opaque', data: { password, ...more } });

  const { fields } = changed('c/a/x.yaml', secret('aHVudGVyMg==', { old: 'YQ==' }), secret('c2VjcmV0', { 'new-key': 'Yg==' }));

  expect(fields).toEqual([
    { path: 'data.old', old: '(not shown)', new: undefined },
    { path: 'data.password', old: '(not shown)', new: '(not shown)' },
    { path: 'data.new-key', old: undefined, new: '(not shown)' },
  ]);
});

test.each([
  ['Rollout blog/web', { kind: 'Rollout', namespace: 'blog', name: 'web' }],
  ['ClusterRole system:node', { kind: 'ClusterRole', namespace: '', name: 'system:node' }],
  ['c/a/notes.txt', { kind: '', namespace: '', name: 'c/a/notes.txt' }],
])('%s is read as its parts', (object, parts) => {
  expect(nameParts(object)).toEqual(parts);
});
