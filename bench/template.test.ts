import { copiesOf, namespacesOf } from './template.ts';
import type { Template } from './template.ts';

const template: Template = {
  namespace: 'blog',
  zone: 'example.org',
  objects: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blog' } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'blog' }, spec: { externalName: 'www.example.org' } },
  ],
  provided: [],
};

test('every copy has a namespace and hosts of its own', () => {
  const copies = copiesOf(template, 4);

  expect(copies).toEqual([
    {
      name: 'blog-1',
      objects: [
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blog-1' } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'blog-1' }, spec: { externalName: 'www.s1.example.org' } },
      ],
    },
    {
      name: 'blog-2',
      objects: [
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blog-2' } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'blog-2' }, spec: { externalName: 'www.s2.example.org' } },
      ],
    },
  ]);
  expect(namespacesOf(template, 4)).toEqual(['blog-1', 'blog-2']);
});

test.each([2, 3, 5, 50])('%i objects are asked for, and so many there are', (count) => {
  const objects = copiesOf(template, count).flatMap((copy) => copy.objects);

  expect(objects).toHaveLength(count);
});

test('fewer objects than one system has are refused', () => {
  expect(() => copiesOf(template, 1)).toThrow('one system has 2 objects, so 1 are too few');
});
