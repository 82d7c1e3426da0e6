import { ConfigData } from './config-data.ts';
import { MeshWorker, type MeshWorkerProps } from './mesh-worker.ts';
import { anImage, refusal, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';

test('the example of its page stands: pods that call and are not called', () => {
  const chart = Testing.chart();

  const data = { 'load.js': 'export default () => {};' };
  const script = new ConfigData(chart, 'Script', { name: 'load-script', namespace: SHOP.name, data });
  const load = new MeshWorker(chart, 'Load', {
    name: 'load',
    namespace: SHOP,
    image: anImage('grafana/k6:1.3.0'),
    args: ['run', '/scripts/load.js'],
    mounts: [script.file('load.js', '/scripts/load.js')],
    reads: [script],
    resources: SMALL,
    replicas: 2,
    spread: 'soft',
  });

  expect(load.inMesh).toBe(true);
  const [, account, deployment, ...others] = Testing.synth(chart);
  expect(others).toEqual([]);
  expect(account).toMatchObject({ kind: 'ServiceAccount', metadata: { name: 'load' }, automountServiceAccountToken: false });
  expect(deployment).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'load', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'load' } },
      template: {
        metadata: { labels: { app: 'load' }, annotations: script.annotation },
        spec: {
          serviceAccountName: 'load',
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'load',
              image: 'grafana/k6:1.3.0',
              args: ['run', '/scripts/load.js'],
              resources: SMALL_JSON,
              volumeMounts: [{ name: 'load-script', mountPath: '/scripts/load.js', subPath: 'load.js', readOnly: true }],
            },
          ],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: { app: 'load' } },
            },
          ],
          volumes: [{ name: 'load-script', configMap: { name: 'load-script' } }],
        },
      },
    },
  });
});

test.each<[string, Partial<MeshWorkerProps>, string]>([
  ['no pods', { replicas: 0 }, 'test/Load: replicas is 0, and nobody would do the work. Write a whole number from 1.'],
  [
    'a namespace that injects no sidecars',
    { namespace: { ...SHOP, injection: false } },
    'test/Load: load wants a sidecar, namespace shop has no injection: its pods would start outside the mesh, unseen by its policies. Switch injection on for the namespace, or declare the workload outside the mesh.',
  ],
])('refuses %s', (_, props, message) => {
  const chart = Testing.chart();

  const said = refusal(
    () => new MeshWorker(chart, 'Load', { name: 'load', namespace: SHOP, image: anImage(), resources: SMALL, replicas: 1, ...props }),
  );

  expect(said).toBe(message);
});
