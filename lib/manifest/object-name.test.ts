import { labelMistake, nameMistake } from './object-name.ts';

test.each<[string, string, string, boolean]>([
  ['v1', 'ConfigMap', 'web-1.example', true],
  ['v1', 'ConfigMap', '1web', true],
  ['v1', 'ConfigMap', 'a'.repeat(253), true],
  ['v1', 'ConfigMap', 'a'.repeat(254), false],
  ['v1', 'ConfigMap', '', false],
  ['v1', 'ConfigMap', 'Web', false],
  ['v1', 'ConfigMap', 'web_1', false],
  ['v1', 'ConfigMap', '-web', false],
  ['v1', 'ConfigMap', 'web-', false],
  ['v1', 'ConfigMap', 'web..a', false],
  ['v1', 'ConfigMap', 'system:node', false],
  ['v1', 'Service', 'web', true],
  ['v1', 'Service', '1web', false],
  ['v1', 'Service', 'web.a', false],
  ['v1', 'Service', 'a'.repeat(64), false],
  ['serving.knative.dev/v1', 'Service', '1web.a', true],
  ['v1', 'Namespace', 'blog-system', true],
  ['v1', 'Namespace', 'blog.system', false],
  ['v1', 'Namespace', 'a'.repeat(64), false],
  ['batch/v1', 'CronJob', 'a'.repeat(52), true],
  ['batch/v1', 'CronJob', 'a'.repeat(53), false],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Node', true],
  ['rbac.authorization.k8s.io/v1', 'Role', 'a/b', false],
  ['rbac.authorization.k8s.io/v1', 'Role', '..', false],
])('%s %s %j is allowed: %s', (apiVersion, kind, name, allowed) => {
  expect(nameMistake({ apiVersion, kind, metadata: { name } }) === undefined).toBe(allowed);
});

test('a mistake says what is allowed', () => {
  expect(labelMistake('a.b')).toBe('lower-case letters, figures and dashes, a letter or figure at both ends, at most 63 characters');
});
