import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedOn, madeFleet, ofKind, theOne } from '../testing.ts';

const NOBODY = '  # minio-replica: {';
const SOMEBODY = { [NOBODY]: '  minio-replica: { host: backup.example.org, port: 9000 }\n  # as in {' };

function mgmt(changes: Readonly<Record<string, string>> = {}) {
  const fleet = madeFleet(changes);
  return { minio: installedOn(fleet, 'mgmt').get('minio')!, made: fleet.find(({ cluster }) => cluster.name === 'mgmt')!, fleet };
}

test('without a store elsewhere whoever delivers is told, by mgmt alone (section 23)', () => {
  expect(mgmt().fleet.map(({ cluster, warnings }) => [cluster.name, warnings.map(({ where }) => where)])).toEqual([
    ['app1', []],
    ['app2', []],
    ['mgmt', [expect.stringMatching(/studio\.yaml externals\.minio-replica$/)]],
  ]);
});

test('with one every bucket is copied there, by a login out of Vault that stands in no manifest', () => {
  const { minio, made, fleet } = mgmt(SOMEBODY);
  const commands: string[] = minio.values.customCommands.map(({ command }: { command: string }) => command);

  expect(fleet.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(commands.slice(-3).map((command) => command.split('\n')[2])).toEqual(
    ['velero', 'thanos', 'etcd'].map(
      (bucket) => `  --remote-bucket "https://$(cat /replica/accessKey):$(cat /replica/secretKey)@backup.example.org:9000/${bucket}"`,
    ),
  );
  expect(minio.values.customCommandJob).toMatchObject({
    extraVolumes: [{ name: 'minio-replica', secret: { secretName: 'minio-replica' } }],
    extraVolumeMounts: [{ name: 'minio-replica', mountPath: '/replica', readOnly: true }],
  });
  expect(theOne(made, 'ExternalSecret', 'minio-replica')['spec'].data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual([
    'accessKey',
    'secretKey',
  ]);
});

test('a shell reads the commands as they are meant, also on the first sync, when there is no rule to remove', () => {
  const folder = mkdtempSync(join(tmpdir(), 'replica-'));
  try {
    writeFileSync(join(folder, 'accessKey'), 'mgmt');
    writeFileSync(join(folder, 'secretKey'), 'a/b+c');
    // As the chart's script has it: each command behind the name of a function.
    const client = 'runCommand() { echo "$@"; [ "$2" != rm ]; }';
    const commands: { command: string }[] = mgmt(SOMEBODY).minio.values.customCommands;
    const script = ['set -e', client, ...commands.slice(-3).map(({ command }) => `runCommand ${command}`)].join('\n');

    const { stdout, status } = spawnSync('sh', ['-c', script.replaceAll('/replica/', `${folder}/`)], { encoding: 'utf8' });

    expect([status, stdout.split('\n').slice(0, 2)]).toEqual([
      0,
      [
        'replicate rm --all --force myminio/velero',
        'replicate add myminio/velero --priority 1 --replicate existing-objects,delete,delete-marker ' +
          '--remote-bucket https://mgmt:a/b+c@backup.example.org:9000/velero',
      ],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('only then may the store call the world, and only that host', () => {
  const hosts = (made: ReturnType<typeof mgmt>['made']): unknown[] =>
    ofKind(made, 'CiliumNetworkPolicy')
      .filter(({ metadata }) => metadata.name === 'minio-isolation')
      .flatMap(({ spec }) => spec.egress ?? [])
      .flatMap(({ toFQDNs = [] }: { toFQDNs?: unknown[] }) => toFQDNs);

  expect(hosts(mgmt().made)).toEqual([]);
  expect(hosts(mgmt(SOMEBODY).made)).toEqual([{ matchName: 'backup.example.org' }]);
});
