import { fieldChanges, nameInText, valueText } from './object-diff.ts';
import type { FieldChange } from './object-diff.ts';
import { rollout } from './testing-objects.ts';

const cases: Readonly<Record<string, readonly [string, string, readonly FieldChange[]]>> = {
  'an image, by the name of its container': [
    rollout('web', 'blog-web:v84'),
    rollout('web', 'blog-web:v85'),
    [{ path: 'spec.template.spec.containers[web].image', old: 'blog-web:v84', new: 'blog-web:v85' }],
  ],
  'an item put in front of others is one change': [
    'l: [{name: b, x: 1}]',
    'l: [{name: a}, {name: b, x: 1}]',
    [{ path: 'l[a]', old: undefined, new: { name: 'a' } }],
  ],
  'an item that goes': ['l: [{port: 80}, {port: 443}]', 'l: [{port: 443}]', [{ path: 'l[80]', old: { port: 80 }, new: undefined }]],
  'the first item of a list that was empty': [
    'l: []',
    'l: [{host: a.example}]',
    [{ path: 'l[a.example]', old: undefined, new: { host: 'a.example' } }],
  ],
  'items of one name are told apart by the next key': [
    'l: [{name: v, mountPath: /a}, {name: v, mountPath: /b}]',
    'l: [{name: v, mountPath: /a}, {name: v, mountPath: /b, readOnly: true}]',
    [{ path: 'l[/b].readOnly', old: undefined, new: true }],
  ],
  'items without a key are told apart by their place': [
    'l: [{setWeight: 10}, {pause: 30}]',
    'l: [{setWeight: 20}, {pause: 30}]',
    [{ path: 'l[0].setWeight', old: 10, new: 20 }],
  ],
  'a list of words': ['l: [GET, POST]', 'l: [GET, HEAD, POST]', [{ path: 'l[HEAD]', old: undefined, new: 'HEAD' }]],
  'only the order': ['l: [{name: a}, {name: b}]', 'l: [{name: b}, {name: a}]', [{ path: 'l (order)', old: ['a', 'b'], new: ['b', 'a'] }]],
  'a key with dots stands in brackets': [
    'metadata: {labels: {app.kubernetes.io/version: v1}}',
    'metadata: {labels: {app.kubernetes.io/version: v2}}',
    [{ path: 'metadata.labels[app.kubernetes.io/version]', old: 'v1', new: 'v2' }],
  ],
  'another type': ['a: 1', 'a: "1"', [{ path: 'a', old: 1, new: '1' }]],
  'a map that becomes a list': ['a: {b: 1}', 'a: [b]', [{ path: 'a', old: { b: 1 }, new: ['b'] }]],
  'null is not nothing': ['a: null', '{}', [{ path: 'a', old: null, new: undefined }]],
  'other spelling of the same': ['a: {b: "1"}', "a:\n  b: '1'\n", []],
  'a text that is no YAML': ['a: 1', 'a: [', []],
  'a text that is no map': ['a: 1', 'hello', []],
};

test.each(Object.entries(cases))('%s', (_title, [before, after, changes]) => {
  expect(fieldChanges(before, after)).toEqual(changes);
});

test.each([
  [rollout('web', 'x'), 'Rollout blog-system/web'],
  ['apiVersion: v1\nkind: Namespace\nmetadata:\n  name: monitoring\n', 'Namespace monitoring'],
  ['kind: ClusterRole\nmetadata:\n  name: "system:a"\n', 'ClusterRole system:a'],
  ['kind: ConfigMap\nmetadata: {name: a, namespace: b}\n', 'ConfigMap b/a'],
  ['kind: ConfigMap\nmetadata:\n  labels:\n    name: no\n  name: yes-this\n  namespace: "b"\n', 'ConfigMap b/yes-this'],
  ['kind: A\nmetadata:\n  name: "evil\\n\\e[31mred"\n', 'A evil [31mred'],
  ['kind: A\nmetadata:\n  name: a\n---\nkind: B\nmetadata:\n  name: b\n', undefined],
  ['hello', undefined],
])('%j is called %s', (text, name) => {
  expect(nameInText(text)).toBe(name);
});

test('a value is shown in one short line', () => {
  const shown = [undefined, null, 3, 'v85', 'two\nlines', ['a', 1], 'x'.repeat(99)].map((value) => valueText(value, 10));

  expect(shown).toEqual(['none', 'null', '3', 'v85', 'two lines', '["a",1]', 'xxxxxxxxx…']);
});
