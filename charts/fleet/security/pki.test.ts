import { madeFleet, ofKind, theOne, waveOf, installedOn } from '../testing.ts';
import { valuesAt } from '../../testing.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;

/** Hours of `720h` or `720h0m0s`. */
function hours(duration: string): number {
  return Number(/^(\d+)h/.exec(duration)?.[1]);
}

test.each(FLEET)('on $cluster.name the certificates come up in two phases (C5)', (made) => {
  const selfSigned = waveOf(theOne(made, 'ClusterIssuer', 'selfsigned-bootstrap'));
  const fromVault = waveOf(theOne(made, 'ClusterIssuer', 'vault-issuer'));

  expect([selfSigned, fromVault]).toEqual([6, 8]);
});

test('Vault starts between the two phases, with a certificate of the first (C5, M13)', () => {
  const vault = installedOn(FLEET, 'mgmt').get('vault')!;
  const certificate = theOne(MGMT, 'Certificate', 'vault-server-tls');
  const authority = theOne(MGMT, 'Certificate', 'vault-ca');

  expect([waveOf(certificate), vault.wave, waveOf(theOne(MGMT, 'ClusterIssuer', 'vault-issuer'))]).toEqual([6, 7, 8]);
  expect(certificate['spec'].issuerRef.name).toBe('bootstrap-ca');
  expect(theOne(MGMT, 'ClusterIssuer', 'bootstrap-ca')['spec'].ca.secretName).toBe(authority['spec'].secretName);
  expect(authority['spec']).toMatchObject({ isCA: true, issuerRef: { name: 'selfsigned-bootstrap' } });
  expect(authority.metadata.namespace).toBe('cert-manager'); // where a ClusterIssuer looks
  expect(vault.values.server.volumes[0].secret.secretName).toBe(certificate['spec'].secretName);
});

test.each(FLEET)('no certificate of $cluster.name after phase 2 is signed by phase 1, and none by Vault before it (C5)', (made) => {
  for (const certificate of ofKind(made, 'Certificate')) {
    const late = waveOf(certificate) > 8;
    const { issuerRef } = certificate['spec'];
    expect([certificate.metadata.name, issuerRef.name === 'vault-issuer']).toEqual([certificate.metadata.name, late]);
  }
});

test('every certificate is renewed at least a day before its end (12)', () => {
  const certificates = FLEET.flatMap((made) => ofKind(made, 'Certificate'));

  expect(certificates.length).toBeGreaterThanOrEqual(3);
  for (const { spec } of certificates) {
    expect(hours(spec.renewBefore)).toBeGreaterThanOrEqual(24);
    expect(hours(spec.renewBefore)).toBeLessThan(hours(spec.duration));
  }
});

test("Vault's certificate has the name by which all clusters call it, and the address of its own probe", () => {
  const { dnsNames, ipAddresses } = theOne(MGMT, 'Certificate', 'vault-server-tls')['spec'];
  const callers = FLEET.map((made) => new URL(theOne(made, 'ClusterIssuer', 'vault-issuer')['spec'].vault.server).hostname);

  expect(new Set(callers)).toEqual(new Set(['vault.vault.svc']));
  expect(dnsNames).toContain('vault.vault.svc');
  expect(ipAddresses).toEqual(['127.0.0.1']);
});

test.each([
  ['mgmt', '/v1/auth/kubernetes'],
  ['app1', '/v1/auth/kubernetes-app1'],
  ['app2', '/v1/auth/kubernetes-app2'],
])('the issuer of %s logs in at %s with an account whose tokens cert-manager may ask for (12, M12)', (name, mountPath) => {
  const made = FLEET.find(({ cluster }) => cluster.name === name)!;
  const { vault } = theOne(made, 'ClusterIssuer', 'vault-issuer')['spec'];
  const role = theOne(made, 'Role', 'vault-issuer-tokens', 'cert-manager');

  expect(vault).toMatchObject({
    server: 'https://vault.vault.svc:8200',
    path: 'pki_int/sign/k8s-certs',
    caBundleSecretRef: { name: 'vault-ca', key: 'ca.crt' },
    auth: { kubernetes: { mountPath, role: 'cert-manager', serviceAccountRef: { name: 'vault-issuer' } } },
  });
  expect(vault.auth.kubernetes.secretRef).toBeUndefined();
  expect(theOne(made, 'ServiceAccount', 'vault-issuer').metadata.namespace).toBe('cert-manager');
  expect(role['rules']).toEqual([
    { apiGroups: [''], resources: ['serviceaccounts/token'], resourceNames: ['vault-issuer'], verbs: ['create'] },
  ]);
  expect(theOne(made, 'RoleBinding', 'vault-issuer-tokens', 'cert-manager')['subjects']).toEqual([
    { kind: 'ServiceAccount', name: 'cert-manager', namespace: 'cert-manager' },
  ]);
});

test.each(FLEET)('cert-manager of $cluster.name brings its definitions by the switch of today (M14)', ({ cluster }) => {
  const { values, source, wave } = installedOn(FLEET, cluster.name).get('cert-manager')!;

  expect(valuesAt(values, { 'crds.enabled': true })).toEqual({ 'crds.enabled': true });
  expect(values).not.toHaveProperty('installCRDs');
  expect([source.chart, source.targetRevision, wave % 100]).toEqual(['cert-manager', 'v1.21.1', 5]);
});
