import { daemonSet, kube, ruleCases } from '../../testing.ts';
import { positionsKept } from './positions-kept.ts';

const config = (filename: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'promtail', namespace: 'logging' },
    { data: { 'promtail.yaml': `server:\n  http_listen_port: 9080\npositions:\n  filename: ${filename}\n` } },
  );
const agent = (...more: readonly object[]) =>
  daemonSet({
    namespace: 'logging',
    container: { image: 'grafana/promtail:3.0.0', volumeMounts: [{ name: 'run', mountPath: '/run/promtail' }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'promtail' } }, ...more] },
  });
const values = (filename: string) =>
  kube('slipway.dev/v1/HelmValues', { name: 'logging/promtail-values' }, { values: { config: { positions: { filename } } } });

ruleCases(positionsKept, {
  accepts: {
    'a folder of the node': [config('/run/promtail/positions.yaml'), agent({ name: 'run', hostPath: { path: '/run/promtail' } })],
    'the folder that the chart mounts': [values('/run/promtail/positions.yaml')],
    'another program': [
      config('/tmp/positions.yaml'),
      daemonSet({ namespace: 'logging', pod: { volumes: [{ name: 'config', configMap: { name: 'promtail' } }] } }),
    ],
  },
  refuses: {
    'a file in the container': {
      given: [config('/tmp/positions.yaml'), agent({ name: 'run', hostPath: { path: '/run/promtail' } })],
      says: 'the positions are kept in /tmp/positions.yaml, which is on no volume',
    },
    'a folder of the pod': {
      given: [config('/run/promtail/positions.yaml'), agent({ name: 'run', emptyDir: {} })],
      says: 'the positions are kept in /run/promtail/positions.yaml, which is on an emptyDir',
    },
    'values of the chart': {
      given: [values('/tmp/positions.yaml')],
      says: 'the positions are kept in /tmp/positions.yaml, which is in the container (and cannot be written where its file system is read-only)',
    },
  },
});
