import { valuesAt } from '../../testing.ts';
import { installedOn, madeFleet, ofKind, textsOf } from '../testing.ts';
import { bucketUser, BUCKETS, clusterUser } from './object-store.ts';
import { policyOf } from './minio-rules.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;
const MINIO = installedOn(FLEET, 'mgmt').get('minio')!;

test('MinIO is one server with a volume that outlives its claim (16.3)', () => {
  const expected = {
    mode: 'standalone',
    replicas: 1,
    'deploymentUpdate.type': 'Recreate',
    'persistence.size': '50Gi',
    'persistence.storageClass': 'local-path-retain',
    existingSecret: 'minio-root',
    'service.annotations': { 'service.cilium.io/global': 'true' },
    rootPassword: undefined,
  };

  expect(valuesAt(MINIO.values, expected)).toEqual(expected);
  expect([MINIO.wave, MINIO.source.helm?.releaseName]).toEqual([11, 'minio']);
});

test('it keeps versions of everything in three buckets, and old ones do not fill the volume (16.1, 16.3)', () => {
  const rules = MINIO.values.customCommands.map(({ command }: { command: string }) => {
    const [first = '', json = '', last] = command.split('\n');
    expect(last).toBe('RULES');
    const bucket = /^ilm rule import myminio\/(\w+) <<'RULES'$/.exec(first)?.[1];
    return [bucket, JSON.parse(json).Rules.map((rule: object) => ({ ...rule, Status: undefined, Filter: undefined }))];
  });

  expect(MINIO.values.buckets).toEqual(
    ['velero', 'thanos', 'etcd'].map((name) => ({ name, policy: 'none', purge: false, versioning: true })),
  );
  const versions = {
    ID: 'old-versions',
    NoncurrentVersionExpiration: { NoncurrentDays: 7 },
    Expiration: { ExpiredObjectDeleteMarker: true },
  };
  expect(rules).toEqual([
    ['velero', [versions]],
    ['thanos', [versions]],
    ['etcd', [versions, { ID: 'old-snapshots', Expiration: { Days: 7 } }]],
  ]);
});

test('each bucket has users of its own, whose keys come from Vault (16.3, L26)', () => {
  const secrets = new Map(
    ofKind(MGMT, 'ExternalSecret')
      .filter(({ metadata }) => metadata.namespace === 'minio')
      .map(({ metadata, spec }) => [metadata.name, spec.data.map(({ secretKey }: { secretKey: string }) => secretKey)]),
  );

  expect(MINIO.values.users.map(({ accessKey }: { accessKey: string }) => accessKey).sort()).toEqual([
    'etcd-app1',
    'etcd-app2',
    'etcd-mgmt',
    'thanos',
    'velero-app1',
    'velero-app2',
    'velero-mgmt',
  ]);
  for (const user of MINIO.values.users) {
    expect(Object.keys(user).sort()).toEqual(['accessKey', 'existingSecret', 'existingSecretKey', 'policy']);
    expect(secrets.get(user.existingSecret)).toEqual([user.existingSecretKey]);
    expect(MINIO.values.policies.map(({ name }: { name: string }) => name)).toContain(user.policy);
  }
  expect(secrets.get('minio-root')).toEqual(['rootUser', 'rootPassword']);
});

test('what leaks from one cluster opens no folder of another', () => {
  const app1 = FLEET.find(({ cluster }) => cluster.name === 'app1')!.cluster;

  const [, velero] = policyOf(clusterUser(BUCKETS.velero, app1)).statements;
  const [, etcd] = policyOf(clusterUser(BUCKETS.etcd, app1)).statements;
  const [, thanos] = policyOf(bucketUser(BUCKETS.thanos)).statements;

  expect(velero?.resources).toEqual(['arn:aws:s3:::velero/app1/*']);
  expect(velero?.actions).toContain('s3:DeleteObject');
  expect(etcd?.resources).toEqual(['arn:aws:s3:::etcd/app1/*']);
  expect(etcd?.actions).not.toContain('s3:DeleteObject');
  expect(thanos?.resources).toEqual(['arn:aws:s3:::thanos/*']);
});

/** Plain HTTP inside the cluster mesh or on one cluster, reviewed (M13; seed 004, open questions). */
const PLAIN = /^http:\/\/([\w-]+:\{\{ \.secretKey \}\}@)?minio\.minio\.svc:9000$/;

test('of what this folder makes, only the object store is called in plain HTTP (M13)', () => {
  const folders = ['pki', 'secrets', 'backup', 'minio', 'vault', 'kyverno-policies'];
  const ours = FLEET.flatMap(({ manifests }) => manifests).filter(({ app }) => folders.includes(app));
  const plain = ours.flatMap(({ object }) => textsOf(object)).filter(({ text }) => text.startsWith('http://'));

  expect(plain.length).toBeGreaterThan(0);
  for (const { path, text } of plain) expect([path, text]).toEqual([path, expect.stringMatching(PLAIN)]);
});
