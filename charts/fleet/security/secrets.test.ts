import type { KubeObject } from '../../../lib/manifest/manifest.ts';
import { installedOn, madeFleet, ofKind, textsOf, theOne, waveOf } from '../testing.ts';

const FLEET = madeFleet();
const EVERYTHING = FLEET.flatMap(({ objects }) => objects);

/** All ExternalSecrets of all clusters, whoever made them. */
const SECRETS = FLEET.flatMap((made) => ofKind(made, 'ExternalSecret'));

test('every ExternalSecret is read again each hour, and its Secret stays when Vault is gone (C1 d, C3, L16)', () => {
  const rules = ({ spec }: KubeObject) => ({
    refreshInterval: spec.refreshInterval,
    creationPolicy: spec.target.creationPolicy,
    deletionPolicy: spec.target.deletionPolicy,
    store: spec.secretStoreRef,
  });

  expect(SECRETS.length).toBeGreaterThanOrEqual(14);
  for (const secret of SECRETS) {
    expect([secret.metadata.name, rules(secret)]).toEqual([
      secret.metadata.name,
      {
        refreshInterval: '1h',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        store: { kind: 'ClusterSecretStore', name: 'vault-backend' },
      },
    ]);
  }
});

test.each(FLEET)('$cluster.name has ExternalSecrets, in the version that is served, after their operator (M9, M11)', (made) => {
  const found = ofKind(made, 'ExternalSecret');

  expect(found.length).toBeGreaterThan(0);
  for (const each of [...found, theOne(made, 'ClusterSecretStore', 'vault-backend')]) {
    expect(each.apiVersion).toBe('external-secrets.io/v1');
    expect(waveOf(each)).toBeGreaterThan(9);
  }
  expect(installedOn(FLEET, made.cluster.name).get('external-secrets')!.wave % 100).toBe(9);
});

test.each([
  ['mgmt', 'kubernetes'],
  ['app1', 'kubernetes-app1'],
  ['app2', 'kubernetes-app2'],
])('the store of %s logs in at the mount %s with an account of its own (13, M10)', (name, mountPath) => {
  const made = FLEET.find(({ cluster }) => cluster.name === name)!;

  expect(theOne(made, 'ClusterSecretStore', 'vault-backend')['spec'].provider).toEqual({
    vault: {
      server: 'https://vault.vault.svc:8200',
      path: 'secret',
      version: 'v2',
      caProvider: { type: 'Secret', name: 'vault-ca', namespace: 'cert-manager', key: 'ca.crt' },
      auth: {
        kubernetes: {
          mountPath,
          role: 'external-secrets',
          serviceAccountRef: { name: 'vault-reader', namespace: 'external-secrets' },
        },
      },
    },
  });
  expect(theOne(made, 'ServiceAccount', 'vault-reader').metadata.namespace).toBe('external-secrets');
});

test('both ways to Vault name one mount for each cluster, each as its operator reads it (L17)', () => {
  const mounts = FLEET.map((made) => {
    const store: string = theOne(made, 'ClusterSecretStore', 'vault-backend')['spec'].provider.vault.auth.kubernetes.mountPath;
    const issuer: string = theOne(made, 'ClusterIssuer', 'vault-issuer')['spec'].vault.auth.kubernetes.mountPath;
    expect(issuer).toBe(`/v1/auth/${store}`);
    return store;
  });

  expect(new Set(mounts).size).toBe(3);
});

test('Vault may ask the API servers of other clusters about the tokens that it is shown, and nothing else', () => {
  for (const made of FLEET) {
    const found = ofKind(made, 'ClusterRoleBinding').filter(({ metadata }) => metadata.name === 'vault-token-review');
    if (made.cluster.name === 'mgmt') {
      expect(found).toEqual([]); // there Vault has an account
      continue;
    }
    expect(found[0]?.['roleRef'].name).toBe('system:auth-delegator');
    expect(found[0]?.['subjects']).toEqual([
      { kind: 'ServiceAccount', name: 'vault-reader', namespace: 'external-secrets' },
      { kind: 'ServiceAccount', name: 'vault-issuer', namespace: 'cert-manager' },
    ]);
  }
});

test('no Secret carries a payload (4.3, L26)', () => {
  const secrets = EVERYTHING.filter(({ kind }) => kind === 'Secret');

  expect(secrets.filter((secret) => 'data' in secret || 'stringData' in secret)).toEqual([]);
});

/** A key under which a value would be a credential. */
const CREDENTIAL = /password|secretKey|token|apiKey|privateKey|bcrypt/i;
/** Where such a key holds the name of a key instead. */
const NAMES = /^ExternalSecret \.spec\.data\.\d+\.secretKey$|^Application .*\.(existingSecretKey|passwordKey)$/;

function credentials(objects: readonly KubeObject[]): string[] {
  return objects.flatMap((object) =>
    textsOf(object)
      .filter(({ path, text }) => CREDENTIAL.test(path.split('.').at(-1) ?? '') && text !== '' && !text.includes('{{'))
      .map(({ path }) => `${object.kind} ${path}`)
      .filter((place) => !NAMES.test(place)),
  );
}

test('no value of any object is a credential: what looks like one names where it is (4.3, L26)', () => {
  const leaky = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'x' }, spec: { users: [{ secretKey: 'x' }] } };

  expect(credentials(EVERYTHING)).toEqual([]);
  expect(credentials([leaky])).toEqual(['Application .spec.users.0.secretKey']);
});
