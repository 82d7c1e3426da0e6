import { names, ofKind, one, production } from './testing.ts';

// Who may ask the API server for what (seed 003, section 13).

const objects = production();

test('the monitoring account may read pods, Services and Deployments of this namespace', () => {
  const read = ['get', 'list', 'watch'];

  expect(one(objects, 'Role', 'monitoring-role')['rules']).toEqual([
    { apiGroups: [''], resources: ['pods', 'services'], verbs: read },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: read },
  ]);
  expect(one(objects, 'RoleBinding', 'monitoring-binding')).toMatchObject({
    metadata: { namespace: 'titanium-prod' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'monitoring-role' },
    subjects: [{ kind: 'ServiceAccount', name: 'monitoring-sa', namespace: 'monitoring' }],
  });
  expect(one(objects, 'ServiceAccount', 'monitoring-sa').metadata.namespace).toBe('monitoring');
});

test('nobody gets more than a namespace, or a word that means everything (M36)', () => {
  expect([...names(objects, 'ClusterRole'), ...names(objects, 'ClusterRoleBinding')]).toEqual([]);
  expect(ofKind(objects, 'Role').filter(({ rules }) => JSON.stringify(rules).includes('*'))).toEqual([]);
});
