import { ofKind, production, value } from './testing.ts';

const made = production();
const text = made.manifests.map((manifest) => manifest.text).join('\n');

test('no Secret, no placeholder and no well-known password is published (M11)', () => {
  expect(ofKind(made, 'Secret')).toEqual([]);
  expect(text).not.toMatch(/change_?this|change_?me|prom-operator|admin_?password: |kiali-signing-key-change/i);
});

test('the login of Grafana and the signing key of Kiali are references', () => {
  expect(value(made, 'kube-prometheus-stack', 'grafana.admin')).toEqual({
    existingSecret: 'grafana-admin',
    userKey: 'admin-user',
    passwordKey: 'admin-password',
  });
  expect(value(made, 'kiali', 'login_token.signing_key')).toBe('secret:kiali-signing-key:value.txt');
  expect(value(made, 'kiali', 'deployment.custom_secrets')).toEqual([
    { name: 'kiali-signing-key', mount: '/kiali-override-secrets/login-token-signing-key' },
  ]);
});

test('who has a node port asks for a login, or is an accepted risk with its reason (M31)', () => {
  const excused = ofKind(made, 'Application').flatMap(({ metadata: { name, annotations = {} } }) =>
    'slipway.dev/allow.admin-closed' in annotations ? [[name, annotations['slipway.dev/allow.admin-closed']]] : [],
  );

  expect(excused).toEqual([['kube-prometheus-stack', expect.stringMatching(/^M31, accepted: .{40}/)]]);
  expect(value(made, 'kiali', 'auth.strategy')).toBe('token');
  expect(value(made, 'jaeger', 'allInOne.service')).toBeUndefined();
});

test('nobody is bound to cluster-admin, no right is a wildcard, and no token lives on (M36)', () => {
  expect(ofKind(made, 'ClusterRoleBinding')).toEqual([]);
  expect(ofKind(made, 'ClusterRole')).toEqual([]);
  for (const role of ofKind(made, 'Role')) expect(JSON.stringify(role)).not.toContain('"*"');
  expect(text).not.toContain('kubernetes.io/service-account-token');
});
