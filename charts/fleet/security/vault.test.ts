import { valuesAt } from '../../testing.ts';
import { installedOn, madeFleet, ofKind, textsOf } from '../testing.ts';
import { vaultFor } from './peers.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;
const VAULT = installedOn(FLEET, 'mgmt').get('vault')!;

test('Vault keeps its data, is sized, and is never the one for trying out (13, 18, M15)', () => {
  const expected = {
    'server.standalone.enabled': true,
    'server.dev.enabled': undefined,
    'server.ha.enabled': undefined,
    'server.dataStorage.enabled': true,
    'server.dataStorage.size': '10Gi',
    'server.dataStorage.storageClass': 'local-path-retain',
    'server.resources': { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    'global.tlsDisable': false,
    'injector.enabled': false,
    'ui.enabled': true,
    'ui.serviceType': 'ClusterIP',
    'server.service.annotations': { 'service.cilium.io/global': 'true' },
  };

  expect(valuesAt(VAULT.values, expected)).toEqual(expected);
  expect(VAULT.source).toMatchObject({ chart: 'vault', targetRevision: '0.34.1', helm: { releaseName: 'vault' } });
  expect(VAULT.object.metadata.labels).toMatchObject({ 'platform/recovery': 'P1' });
});

test('what clients call is encrypted, and only the door behind the Gateway is not (8.4, 13)', () => {
  const listeners: string[] = VAULT.values.server.standalone.config.match(/listener "tcp" \{[^}]*\}/g);
  const port = (listener: string) => Number(/ address = "\[::\]:(\d+)"/.exec(listener)?.[1]);
  const encrypted = listeners.filter((each) => each.includes('tls_cert_file') && each.includes('tls_key_file'));
  const plain = listeners.filter((each) => each.includes('tls_disable = true'));

  expect([encrypted.map(port), plain.map(port)]).toEqual([[8200], [8210]]);
  expect([VAULT.values.ui.externalPort, VAULT.values.ui.targetPort]).toEqual([8210, 8210]);
});

test('the files of its certificate and its data lie on volumes', () => {
  const { config } = VAULT.values.server.standalone;
  const [mount] = VAULT.values.server.volumeMounts;

  expect(config).toContain(`tls_cert_file = "${mount.mountPath}/tls.crt"`);
  expect(config).toContain(`path = "${VAULT.values.server.dataStorage.mountPath}"`);
});

test('only the management cluster has a Vault, and nobody has its agents in pods (C1 c, ADR-001)', () => {
  for (const { cluster } of FLEET.filter((made) => made !== MGMT)) expect(installedOn(FLEET, cluster.name).has('vault')).toBe(false);
  const injected = FLEET.flatMap(({ objects }) => objects).filter((object) => JSON.stringify(object).includes('vault.hashicorp.com/'));
  expect(injected).toEqual([]);
});

test('every cluster calls it by one name and port', () => {
  const urls = FLEET.flatMap(({ objects }) => objects.flatMap((object) => textsOf(object)))
    .map(({ text }) => text)
    .filter((text) => /^https?:\/\/vault\b/.test(text));

  expect(new Set(urls)).toEqual(new Set(['https://vault.vault.svc:8200']));
});

test.each([
  ['mgmt', undefined],
  ['app1', 'mgmt'],
])('seen from %s it is in %s', (name, cluster) => {
  const { cluster: from } = FLEET.find((made) => made.cluster.name === name)!;

  expect(vaultFor(from).peer.cluster).toBe(cluster);
});

test('its certificate is the only Secret that it mounts', () => {
  expect(VAULT.values.server.volumes.map(({ secret }: { secret: { secretName: string } }) => secret.secretName)).toEqual([
    ofKind(MGMT, 'Certificate').find(({ metadata }) => metadata.name === 'vault-server-tls')?.['spec'].secretName,
  ]);
});
