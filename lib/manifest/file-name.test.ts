import fc from 'fast-check';
import { fileOf, nameOf } from './file-name.ts';
import type { KubeObject } from './manifest.ts';

function object(kind: string, name: string): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name } };
}

test.each([
  ['an ordinary name', 'Rollout', 'web', 'homelab/blog-system/rollout.web.yaml'],
  [
    'a name with dots',
    'CustomResourceDefinition',
    'rollouts.argoproj.io',
    'homelab/blog-system/customresourcedefinition.rollouts.argoproj.io.yaml',
  ],
  ['a colon', 'ClusterRole', 'system:node', 'homelab/blog-system/clusterrole.system%3anode.yaml'],
  ['capitals, twins where case is ignored', 'Role', 'Admin', 'homelab/blog-system/role.%41dmin.yaml'],
  ['what Windows forbids', 'Role', 'a<b>"|?*\\', 'homelab/blog-system/role.a%3cb%3e%22%7c%3f%2a%5c.yaml'],
  ['the escape sign itself', 'Role', '%41dmin', 'homelab/blog-system/role.%2541dmin.yaml'],
  ['letters beyond ASCII', 'Role', 'é', 'homelab/blog-system/role.%c3%a9.yaml'],
])('%s gives a file that every file system holds', (_, kind, name, file) => {
  expect(fileOf('homelab', 'blog-system', object(kind, name))).toBe(file);
});

test('a folder never has the name of a Windows device', () => {
  expect(fileOf('con', 'aux', object('Role', 'nul'))).toBe('%63on/%61ux/role.nul.yaml');
});

test('every name comes back out of its file, and the path has only safe characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (name) => {
      const file = fileOf('homelab', 'rbac', object('ClusterRole', name));

      expect(nameOf(file)).toBe(name);
      expect(file).toMatch(/^homelab\/rbac\/clusterrole\.[a-z0-9._%-]+\.yaml$/);
    }),
  );
});

test('a file name of more than 255 bytes is refused, one of 255 is not', () => {
  const longest = 'n'.repeat(255 - 'role..yaml'.length);

  expect(fileOf('homelab', 'rbac', object('Role', longest))).toHaveLength(255 + 'homelab/rbac/'.length);
  expect(() => fileOf('homelab', 'rbac', object('Role', `${longest}n`))).toThrow(
    `homelab/rbac: the file name of Role ${longest}n has 256 bytes, a file system holds 255. Shorten metadata.name.`,
  );
});
