import { chartApplication } from '../../observability/testing.ts';
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

const files = 'local.file_match "pods" {\n}\nloki.source.file "pods" {\n  targets = local.file_match.pods.targets\n}\n';
const alloy = (values: { readonly alloy?: object; readonly controller?: object }, content = files) =>
  chartApplication('alloy', 'logging', {
    ...values,
    alloy: { configMap: { content }, ...values.alloy },
  });
const state = { name: 'state', hostPath: { path: '/var/lib/alloy', type: 'DirectoryOrCreate' } };
const alloySet = (args: readonly string[] | undefined, ...volumes: readonly object[]) => [
  kube('v1/ConfigMap', { name: 'alloy', namespace: 'logging' }, { data: { 'config.alloy': files } }),
  daemonSet({
    namespace: 'logging',
    container: { image: 'grafana/alloy:v1.9.0', args, volumeMounts: [{ name: 'state', mountPath: '/var/lib/alloy' }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'alloy' } }, ...volumes] },
  }),
];

ruleCases(positionsKept, {
  accepts: {
    'Alloy with a folder of the node': [
      alloy({
        controller: { volumes: { extra: [state] } },
        alloy: { storagePath: '/var/lib/alloy', mounts: { varlog: true, extra: [{ name: 'state', mountPath: '/var/lib/alloy' }] } },
      }),
    ],
    'Alloy that asks the API server': [alloy({}, 'loki.source.kubernetes "pods" {\n}\n')],
    'Alloy that is no DaemonSet': [alloy({ controller: { type: 'statefulset' } })],
    'a DaemonSet of Alloy with a folder of the node': [
      ...alloySet(['run', '/etc/alloy/config.alloy', '--storage.path=/var/lib/alloy/data'], state),
      ...alloySet(undefined, state),
    ],
    'a folder that nobody names': [...alloySet(['run', '/etc/alloy/config.alloy'])],
    'a folder of the node': [config('/run/promtail/positions.yaml'), agent({ name: 'run', hostPath: { path: '/run/promtail' } })],
    'the folder that the chart mounts': [values('/run/promtail/positions.yaml')],
    'another program': [
      config('/tmp/positions.yaml'),
      daemonSet({ namespace: 'logging', pod: { volumes: [{ name: 'config', configMap: { name: 'promtail' } }] } }),
    ],
  },
  refuses: {
    'Alloy as its chart has it': {
      given: [alloy({ controller: { type: 'daemonset' }, alloy: { mounts: { varlog: true } } })],
      says: 'the positions are kept in /tmp/alloy, which is on no volume of the node (alloy.storagePath)',
    },
    'Alloy with a folder that is mounted beside it': {
      given: [
        alloy({
          controller: { volumes: { extra: [state] } },
          alloy: { storagePath: '/data/alloy', mounts: { extra: [{ name: 'state', mountPath: '/var/lib/alloy' }] } },
        }),
      ],
      says: 'the positions are kept in /data/alloy, which is on no volume of the node (alloy.storagePath)',
    },
    'Alloy with a folder of the pod, by its chart': {
      given: [
        alloy({
          controller: { volumes: { extra: [{ name: 'state', emptyDir: {} }] } },
          alloy: { mounts: { extra: [{ name: 'state', mountPath: '/tmp/alloy' }] } },
        }),
      ],
      says: 'the positions are kept in /tmp/alloy, which is on an emptyDir',
    },
    'a DaemonSet of Alloy': {
      given: [...alloySet(['run', '/etc/alloy/config.alloy', '--storage.path=/tmp/alloy'])],
      says: 'the positions are kept in /tmp/alloy, which is on no volume',
    },
    'a DaemonSet of Alloy with a folder of the pod': {
      given: [...alloySet(undefined, { name: 'state', emptyDir: {} })],
      says: 'the positions are kept in /var/lib/alloy/data, which is on an emptyDir',
    },
    'a file in the container': {
      given: [config('/tmp/positions.yaml'), agent({ name: 'run', hostPath: { path: '/run/promtail' } })],
      says: 'the positions are kept in /tmp/positions.yaml, which is on no volume',
    },
    'positions of Fluentd': {
      given: [
        kube(
          'v1/ConfigMap',
          { name: 'fluentd', namespace: 'logging' },
          {
            data: {
              'fluent.conf': '<source>\n  @type tail\n  path /var/log/containers/*.log\n  pos_file /fluentd/log/pods.pos\n</source>\n',
            },
          },
        ),
        daemonSet({
          namespace: 'logging',
          container: { image: 'fluent/fluentd-kubernetes-daemonset:v1.17', volumeMounts: [{ name: 'log', mountPath: '/var/log' }] },
          pod: {
            volumes: [
              { name: 'config', configMap: { name: 'fluentd' } },
              { name: 'log', hostPath: { path: '/var/log' } },
            ],
          },
        }),
      ],
      says: 'the positions are kept in /fluentd/log/pods.pos, which is on no volume',
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
