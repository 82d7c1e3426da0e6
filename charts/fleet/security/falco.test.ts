import { valuesAt } from '../../testing.ts';
import { installedOn, madeFleet } from '../testing.ts';

const FLEET = madeFleet();

test('Falco watches the app clusters and not the one that manages (2.4, 11.4)', () => {
  const has = FLEET.map(({ cluster }) => [cluster.name, installedOn(FLEET, cluster.name).has('falco')]);

  expect(Object.fromEntries(has)).toEqual({ mgmt: false, app1: true, app2: true });
});

test.each(['app1', 'app2'])('on %s it needs no headers of the kernel, and says what it sees on its output (11.4)', (name) => {
  const { values, destination } = installedOn(FLEET, name).get('falco')!;
  const expected = {
    'driver.kind': 'modern_ebpf',
    'controller.kind': 'daemonset',
    'falco.stdout_output.enabled': true,
    'falco.json_output': true,
  };

  expect(valuesAt(values, expected)).toEqual(expected);
  expect(destination.namespace).toBe('falco');
});

test.each(['app1', 'app2'])('on %s a pod of it that restarts fetches nothing, and loads its plugin once (15.2)', (name) => {
  const { falcoctl, mounts } = installedOn(FLEET, name).get('falco')!.values;

  expect(falcoctl.artifact).toEqual({ install: { enabled: false }, follow: { enabled: false } });
  expect(mounts.volumeMounts).toEqual([{ name: mounts.volumes[0].name, mountPath: '/etc/falco/config.d' }]);
});
