import { Cron } from '../../../lib/values/cron.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { valuesAt } from '../../testing.ts';
import { installedOn, madeFleet, theOne } from '../testing.ts';

const FLEET = madeFleet();
const DAY = Duration.hours(24);

test.each(FLEET)('$cluster.name is backed up each night, with the files of its volumes (16.2, L25, M32)', (made) => {
  const { schedule, template } = theOne(made, 'Schedule', 'daily-backup', 'velero')['spec'];

  expect(schedule).toBe('0 2 * * *');
  expect(Cron.parse(schedule).longestGap.compare(DAY)).toBeLessThanOrEqual(0);
  expect(template).toMatchObject({ ttl: '168h', defaultVolumesToFsBackup: true, includedNamespaces: ['*'], storageLocation: 'default' });
});

test.each([
  ['mgmt', ['kube-system', 'minio']],
  ['app1', ['kube-system']],
  ['app2', ['kube-system']],
])('of %s everything is kept but %p: a place of backups is not put into itself (16.2, L25)', (name, left) => {
  const made = FLEET.find(({ cluster }) => cluster.name === name)!;

  expect(theOne(made, 'Schedule', 'daily-backup')['spec'].template.excludedNamespaces).toEqual(left);
});

test('each cluster writes to its own folder of one bucket, which its Application does not make a second time (L25)', () => {
  const places = FLEET.map((made) => theOne(made, 'BackupStorageLocation', 'default', 'velero')['spec']);

  expect(new Set(places.map(({ objectStorage }) => objectStorage.prefix))).toEqual(new Set(['app1', 'app2', 'mgmt']));
  for (const { objectStorage, provider, config, credential } of places) {
    expect([provider, objectStorage.bucket]).toEqual(['aws', 'velero']);
    expect(config).toMatchObject({ s3Url: 'http://minio.minio.svc:9000', s3ForcePathStyle: 'true' });
    expect(credential).toEqual({ name: 'velero-credentials', key: 'cloud' });
  }
});

test.each(FLEET)('Velero of $cluster.name has its plugin, its agents, and no switch for what nobody offers (16.2, D15)', ({ cluster }) => {
  const { values, wave } = installedOn(FLEET, cluster.name).get('velero')!;
  const expected = {
    'configuration.uploaderType': 'kopia',
    deployNodeAgent: true,
    snapshotsEnabled: false,
    backupsEnabled: false,
    'credentials.existingSecret': 'velero-credentials',
  };

  expect(valuesAt(values, expected)).toEqual(expected);
  expect(values.initContainers).toHaveLength(1);
  expect(values.initContainers[0]).toMatchObject({
    image: expect.stringMatching(/^velero\/velero-plugin-for-aws:v1\.14\.\d+$/) as string,
    volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
  });
  expect(wave % 100).toBe(15);
});

test.each(FLEET)('the file with the credentials of $cluster.name names its own user of the store (4.3)', (made) => {
  const { data, target } = theOne(made, 'ExternalSecret', 'velero-credentials', 'velero')['spec'];

  expect(data[0].remoteRef.key).toBe(`minio/velero-${made.cluster.name}`);
  expect(target.template.data.cloud).toBe(
    `[default]\naws_access_key_id=velero-${made.cluster.name}\naws_secret_access_key={{ .secretKey }}\n`,
  );
});

test.each(FLEET)('the pods that read volumes of $cluster.name have a size, by the file that the agents are told of', (made) => {
  const { values } = installedOn(FLEET, made.cluster.name).get('velero')!;
  const file = theOne(made, 'ConfigMap', 'node-agent-config', 'velero')['data']['node-agent-config.json'];

  expect(values.nodeAgent.extraArgs).toEqual(['--node-agent-configmap=node-agent-config']);
  expect(JSON.parse(file)).toEqual({
    loadConcurrency: { globalConfig: 1 },
    podResources: { cpuRequest: '50m', memoryRequest: '256Mi', cpuLimit: '500m', memoryLimit: '1Gi' },
  });
});
