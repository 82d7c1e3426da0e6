import { isClusterScoped } from './scope.ts';

test.each<[string, string, boolean]>([
  ['v1', 'Namespace', true],
  ['v1', 'ConfigMap', false],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', true],
  ['rbac.authorization.k8s.io/v1', 'Role', false],
  ['storage.k8s.io/v1', 'StorageClass', true],
  ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy', true],
  ['cilium.io/v2', 'CiliumNetworkPolicy', false],
  ['external-secrets.io/v1', 'ClusterSecretStore', true],
  ['example.com/v1', 'Namespace', false],
])('%s %s lives outside namespaces: %s', (apiVersion, kind, outside) => {
  expect(isClusterScoped({ apiVersion, kind })).toBe(outside);
});
