import { treeOf } from '../../tree/tree.ts';
import { ruleCases } from '../../testing.ts';
import type { WorldObject } from '../../rule.ts';
import { yamlKeysOnce } from './yaml-keys-once.ts';

function read(text: string): readonly WorldObject[] {
  return treeOf([{ file: 'a.yaml', read: () => Buffer.from(`apiVersion: v1\nkind: ConfigMap\n${text}`) }]).objects;
}

ruleCases(yamlKeysOnce, {
  accepts: {
    'the same key in two maps': read('metadata: {name: a, labels: {a: b}, annotations: {a: b}}\n'),
    'the same key in two items': read('metadata: {name: a}\ndata: {x: y}\nlist: [{a: 1}, {a: 2}]\n'),
    'the same key in two documents': read('metadata: {name: a}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\n'),
    'a key that merging brings': read('metadata: {name: a}\nx: &x {a: 1}\ny: {<<: *x, a: 2}\n'),
    'a key that stands twice in a text': read('metadata: {name: a}\ndata:\n  x: |\n    a: 1\n    a: 2\n'),
  },
  refuses: {
    'values that a dependency gets, too, told once': {
      given: treeOf([
        { file: 'app/Chart.yaml', read: () => Buffer.from('name: app\ndependencies: [{name: minio, version: 5.4.0}]\n') },
        { file: 'app/values.yaml', read: () => Buffer.from('minio: {replicas: 1}\nlabels:\n  a: x\n  a: y\n') },
      ]).objects,
      says: 'the key stands twice, with another value 1 line above',
    },
    'two blocks of annotations': {
      given: read('metadata:\n  annotations: {a: b}\n  name: a\n  annotations: {c: d}\n'),
      says: 'the key stands twice, with another value 2 lines above',
      fix: 'Decide between the two and remove the other.',
    },
    'the same value twice': {
      given: read('metadata:\n  name: a\n  name: a\n'),
      says: 'the key stands twice, with the same value 1 line above',
      fix: 'Remove one of them.',
    },
    'a key of JSON': {
      given: treeOf([
        {
          file: 'a.json',
          read: () => Buffer.from('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":"1","a":"2"}}'),
        },
      ]).objects,
      says: 'the key stands twice, with another value on the same line',
    },
    'in an item of a List': {
      given: treeOf([
        {
          file: 'a.yaml',
          read: () =>
            Buffer.from(
              'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: a}\n    spec: {a: 1, a: 2}\n',
            ),
        },
      ]).objects,
      says: 'the key stands twice, with another value on the same line',
    },
  },
});
