import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeOf, writeTree } from './check-tree.ts';
import type { Template } from './template.ts';

const template: Template = {
  namespace: 'blog',
  zone: 'example.org',
  objects: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blog' } },
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'blog', namespace: 'argocd' } },
  ],
  provided: [],
};

test.each([1, 7, 100, 1000])('%i objects are asked for, and so many there are, none of them twice', (count) => {
  const objects = [...treeOf(template, count)].flatMap((file) => file.objects);

  const names = objects.map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata.namespace, metadata.name].join(' '));
  expect(names).toHaveLength(count);
  expect(new Set(names).size).toBe(count);
});

test('the blog systems stand where their Applications say, the rest in files of teams', () => {
  const files = [...treeOf(template, 12)].map(({ file }) => file);

  expect(files.slice(0, 6)).toEqual([
    'homelab/blog-1/namespace.blog-1.yaml',
    'homelab/argocd/application.blog-1.yaml',
    'homelab/blog-2/namespace.blog-2.yaml',
    'homelab/argocd/application.blog-2.yaml',
    'homelab/argocd/application.team-1.yaml',
    'homelab/team-1/namespace.yaml',
  ]);
});

test('the stream holds what the files hold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-tree-'));
  try {
    writeTree(join(folder, 'tree'), treeOf(template, 2), join(folder, 'all.yaml'));

    const [one, other] = ['team-1/namespace.yaml', 'argocd/application.team-1.yaml'].map((file) =>
      readFileSync(join(folder, 'tree/homelab', file), 'utf8'),
    );
    expect(readFileSync(join(folder, 'all.yaml'), 'utf8')).toBe(`${other ?? ''}---\n${one ?? ''}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
