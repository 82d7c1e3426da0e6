import { Duration } from '../../../lib/values/duration.ts';
import { madeFleet, ofKind, theOne } from '../testing.ts';
import { GLOBAL_SERVICES } from '../global-services.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt') as (typeof FLEET)[number];
const PROCESSES = ofKind(MGMT, 'Deployment').filter(({ metadata }) => metadata.name.startsWith('thanos-'));

function argsOf(name: string): string[] {
  return theOne(MGMT, 'Deployment', name)['spec'].template.spec.containers[0].args;
}

function flag(name: string, option: string): string | undefined {
  return argsOf(name)
    .find((arg) => arg.startsWith(`--${option}=`))
    ?.slice(option.length + 3);
}

test('Thanos is receive, query, store, one compactor and a ruler, each once (2.4, section 14)', () => {
  expect(PROCESSES.map(({ metadata, spec }) => [metadata.name, spec.replicas])).toEqual([
    ['thanos-rule', 1],
    ['thanos-compact', 1],
    ['thanos-query', 1],
    ['thanos-receive', 1],
    ['thanos-store', 1],
  ]);
});

test('the receiver takes samples as late as an agent can keep them, and overlapping blocks are merged (L13)', () => {
  const window = Duration.parse(flag('thanos-receive', 'tsdb.out-of-order.time-window') ?? '0');

  expect(window.compare(Duration.hours(4))).toBeGreaterThanOrEqual(0);
  expect(argsOf('thanos-compact')).toContain('--compact.enable-vertical-compaction');
});

test('the receiver has a label of its own, without which it does not start, and not that of the clusters', () => {
  const labels = [...argsOf('thanos-receive'), ...argsOf('thanos-rule')].filter((arg) => arg.startsWith('--label='));

  expect(labels).toEqual(['--label=receive_replica="0"', '--label=ruler="thanos"']);
});

test('app clusters find the receiver by the name, the number and the name of the port (6.1)', () => {
  const { name, namespace, port, portName } = GLOBAL_SERVICES.thanosReceive;
  const { metadata, spec } = theOne(MGMT, 'Service', name, namespace);

  expect(metadata.annotations).toMatchObject({ 'service.cilium.io/global': 'true' });
  expect(spec.ports).toContainEqual({ name: portName, port, targetPort: portName });
  expect(flag(name, 'remote-write.address')).toBe(`0.0.0.0:${port}`);
});

test('Query asks everybody who has samples, and takes copies for one', () => {
  const args = argsOf('thanos-query');

  expect(args.filter((arg) => arg.startsWith('--endpoint='))).toEqual([
    '--endpoint=dns+kube-prometheus-stack-thanos-discovery.monitoring.svc.cluster.local:10901',
    '--endpoint=dns+thanos-receive.monitoring.svc.cluster.local:10901',
    '--endpoint=dns+thanos-store.monitoring.svc.cluster.local:10901',
  ]);
  expect(args.filter((arg) => arg.includes('replica-label'))).toEqual([
    '--query.replica-label=prometheus_replica',
    '--query.replica-label=receive_replica',
  ]);
});

test('the bucket is kept longer than the window of the objective, or the objective could not be asked', () => {
  expect(Duration.parse(flag('thanos-compact', 'retention.resolution-raw') ?? '0').compare(Duration.days(30))).toBe(1);
});

test('every process that reads or writes the bucket gets it from a Secret that Vault fills (M18)', () => {
  const users = PROCESSES.filter(({ spec }) => JSON.stringify(spec).includes('--objstore.config-file=/etc/thanos/bucket/config.yaml'));
  const { target, data } = theOne(MGMT, 'ExternalSecret', 'thanos-objstore')['spec'];

  expect(users.map(({ metadata }) => metadata.name)).toEqual(['thanos-compact', 'thanos-receive', 'thanos-store']);
  for (const { spec } of users) expect(JSON.stringify(spec)).toContain('"secretName":"thanos-objstore"');
  expect(Object.keys(target.template.data)).toEqual(['config.yaml']);
  expect(target.template.data['config.yaml']).toContain('endpoint: minio.minio.svc:9000\n');
  expect(data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual(['secretKey']);
});

test('what must not run twice ends before it starts anew, and the receiver has time to carry its samples away', () => {
  const replaced = PROCESSES.map(({ metadata, spec }) => [metadata.name, spec.strategy?.type]);

  expect(Object.fromEntries(replaced)).toEqual({
    'thanos-rule': 'Recreate',
    'thanos-compact': 'Recreate',
    'thanos-query': undefined,
    'thanos-receive': 'Recreate',
    'thanos-store': undefined,
  });
  expect(theOne(MGMT, 'Deployment', 'thanos-receive')['spec'].template.spec.terminationGracePeriodSeconds).toBe(600);
});

test('no process may fill the disk of the only worker', () => {
  const volumes = PROCESSES.flatMap(({ spec }) => spec.template.spec.volumes ?? []) as {
    emptyDir?: { sizeLimit?: string; medium?: string };
  }[];

  const scratch = volumes.flatMap(({ emptyDir }) => (emptyDir === undefined ? [] : [emptyDir]));
  expect(scratch).toHaveLength(4);
  for (const { sizeLimit, medium } of scratch) expect([typeof sizeLimit, medium]).toEqual(['string', undefined]);
});

test('what a process keeps for a while is not backed up: what lasts is in the bucket', () => {
  const kept = PROCESSES.filter(({ spec }) => JSON.stringify(spec.template.spec.volumes ?? []).includes('emptyDir'));

  for (const { spec } of kept)
    expect(spec.template.metadata.annotations).toMatchObject({ 'backup.velero.io/backup-volumes-excludes': 'data' });
});

test('one monitor finds all of them, and the job is the name of the process', () => {
  const { jobLabel, selector, endpoints } = theOne(MGMT, 'ServiceMonitor', 'thanos')['spec'];
  const labels = ofKind(MGMT, 'Service').filter(({ metadata }) => metadata.name.startsWith('thanos-'));

  expect({ jobLabel, selector, endpoints }).toEqual({
    jobLabel: 'app',
    selector: { matchLabels: { 'app.kubernetes.io/part-of': 'thanos' } },
    endpoints: [{ port: 'http' }],
  });
  for (const { metadata, spec } of labels) {
    expect(metadata.labels).toMatchObject({ app: metadata.name, 'app.kubernetes.io/part-of': 'thanos' });
    expect(spec.ports.map(({ name }: { name: string }) => name)).toContain('http');
  }
});

test('Thanos comes back second (15.3)', () => {
  for (const { metadata, spec } of PROCESSES) {
    expect([metadata.labels?.['platform/recovery'], spec.template.spec.priorityClassName]).toEqual(['P2', 'platform-p2']);
  }
});
