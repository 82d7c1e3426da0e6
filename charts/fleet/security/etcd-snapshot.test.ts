import { InputError } from '../../../lib/errors.ts';
import { Cron } from '../../../lib/values/cron.ts';
import { Duration } from '../../../lib/values/duration.ts';
import { madeFleet, theOne } from '../testing.ts';

const FLEET = madeFleet();

interface Container {
  readonly name: string;
  readonly command: readonly string[];
  readonly volumeMounts: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
}

test.each(FLEET)('etcd of $cluster.name is saved each day where it runs, and by address in the network of pods (16.1, M33)', (made) => {
  const { schedule, timeZone, jobTemplate } = theOne(made, 'CronJob', 'etcd-snapshot', 'kube-system')['spec'];
  const pod = jobTemplate.spec.template.spec;
  const [save] = pod.initContainers as Container[];

  expect(Cron.parse(schedule).longestGap.compare(Duration.hours(24))).toBeLessThanOrEqual(0);
  expect(timeZone).toBe('UTC');
  expect(pod.nodeSelector).toEqual({ 'node-role.kubernetes.io/control-plane': '' });
  expect(pod.tolerations).toEqual([{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }]);
  expect(pod.hostNetwork).toBeUndefined();
  expect(save?.command).toContain(`--endpoints=https://${made.cluster.apiServer.address}:2379`);
});

test.each(FLEET)('what $cluster.name does with a snapshot beside saving it is asked of etcdutl (M33)', (made) => {
  const { initContainers, containers } = theOne(made, 'CronJob', 'etcd-snapshot')['spec'].jobTemplate.spec.template.spec;
  const commands: readonly string[][] = [...initContainers, ...containers].map(({ command }: { command: string[] }) => command);
  const of = (program: string) => commands.filter(([first]) => first === program);

  expect(of('etcdctl').map((words) => words.slice(-3))).toEqual([['snapshot', 'save', '/scratch/etcd.db']]);
  expect(of('etcdutl')).toEqual([['etcdutl', 'snapshot', 'status', '/scratch/etcd.db']]);
});

test.each(FLEET)('the copy of $cluster.name leaves the machine, under a name of its own (16.1, M33)', (made) => {
  const { name } = made.cluster;
  const [copy] = theOne(made, 'CronJob', 'etcd-snapshot')['spec'].jobTemplate.spec.template.spec.containers;
  const { data, target } = theOne(made, 'ExternalSecret', 'etcd-snapshot-store', 'kube-system')['spec'];

  expect(copy.command.slice(-3)).toEqual(['cp', '/scratch/etcd.db', `store/etcd/${name}/$(POD_NAME).db`]);
  expect(copy.env).toEqual([{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]);
  expect(copy.envFrom).toEqual([{ secretRef: { name: 'etcd-snapshot-store' } }]);
  expect(data[0].remoteRef.key).toBe(`minio/etcd-${name}`);
  expect(target.template.data).toEqual({ MC_HOST_store: `http://etcd-${name}:{{ .secretKey }}@minio.minio.svc:9000` });
});

test.each(FLEET)('of the files of the control plane of $cluster.name it sees three, and changes none', (made) => {
  const pod = theOne(made, 'CronJob', 'etcd-snapshot')['spec'].jobTemplate.spec.template.spec;
  const files: readonly string[] = pod.volumes.flatMap(({ hostPath }: { hostPath?: { path: string } }) => hostPath?.path ?? []);
  const mounts = [...pod.initContainers, ...pod.containers].flatMap(({ volumeMounts }: Container) => volumeMounts);

  expect(files).toEqual(['ca.crt', 'healthcheck-client.crt', 'healthcheck-client.key'].map((file) => `/etc/kubernetes/pki/etcd/${file}`));
  expect(mounts.filter(({ mountPath }) => files.includes(mountPath)).every(({ readOnly }) => readOnly === true)).toBe(true);
});

test('refuses a goal that one snapshot a day does not reach', () => {
  const tighter = { 'cluster-rebuild: { rpo: 24h': 'cluster-rebuild: { rpo: 12h' };

  expect(() => madeFleet(tighter)).toThrow(InputError);
  expect(() => madeFleet(tighter)).toThrow('it is 12h, snapshots of etcd are made once a day');
});
