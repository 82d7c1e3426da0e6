import { cronJob, daemonSet, deployment, kube, ruleCases } from '../../testing.ts';
import { hostFilesMounted } from './host-files-mounted.ts';

const save = 'etcdctl --cacert=/etc/kubernetes/pki/etcd/ca.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save /backup/etcd.db';
const job = (mountPath: string | undefined, command = save) =>
  cronJob({
    name: 'etcd-backup',
    container: { command: ['sh', '-c', command], ...(mountPath === undefined ? {} : { volumeMounts: [{ name: 'pki', mountPath }] }) },
  });

/** An agent with one folder of the node, and a configuration that reads a file. */
function agent(mountPath: string, file: string) {
  return [
    kube('v1/ConfigMap', { name: 'agent' }, { data: { 'agent.yaml': `path: ${file}\n` } }),
    daemonSet({
      container: {
        volumeMounts: [
          { name: 'config', mountPath: '/etc/agent' },
          { name: 'logs', mountPath },
        ],
      },
      pod: { volumes: [{ name: 'config', configMap: { name: 'agent' } }] },
    }),
  ];
}

/** An agent with the logs of the node and an account. */
function reader(securityContext: object) {
  return daemonSet({
    container: { securityContext, volumeMounts: [{ name: 'logs', mountPath: '/var/log' }] },
    pod: { volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] },
  });
}

ruleCases(hostFilesMounted, {
  accepts: {
    'the folder mounted': [job('/etc/kubernetes/pki/etcd')],
    'a folder above mounted': [job('/etc/kubernetes/')],
    'a command on the node itself': [job(undefined, `nsenter -t 1 -m ${save}`), job('/host', `chroot /host ${save}`)],
    'a command in another pod': [job(undefined, `kubectl exec -n kube-system etcd-0 -- ${save}`)],
    'an exporter that knows where the root of the node is': [
      daemonSet({
        container: {
          image: 'prom/node-exporter:v1.8.2',
          args: ['--path.procfs=/host/proc', '--path.rootfs=/host/root'],
          volumeMounts: [
            { name: 'proc', mountPath: '/host/proc' },
            { name: 'root', mountPath: '/host/root' },
          ],
        },
      }),
    ],
    'links of logs with what they lead to': agent('/var/log', '/var/log/containers/*.log'),
    'an account that is in the group of root': [reader({ runAsUser: 10001, runAsGroup: 0 }), reader({ runAsUser: 10001 })],
    'the journal, mounted': agent('/var/log/journal', '/var/log/journal'),
    'folders of the same end elsewhere': [job(undefined, 'ls /host/var/log/pods /mnt/etc/kubernetes/pki')],
  },
  refuses: {
    'a folder by which an exporter measures the node': {
      given: [daemonSet({ container: { args: ['--path.procfs=/host/proc', '--path.sysfs=/sys'] } })],
      says: 'container "app" measures the node by /host/proc, and no volume is mounted there',
    },
    'a folder that the settings of an agent name': {
      given: [
        kube(
          'v1/ConfigMap',
          { name: 'alloy' },
          { data: { 'config.alloy': 'prometheus.exporter.unix "node" {\n  procfs_path = "/host/proc"\n}\n' } },
        ),
        daemonSet({
          container: { volumeMounts: [{ name: 'config', mountPath: '/etc/alloy' }] },
          pod: { volumes: [{ name: 'config', configMap: { name: 'alloy' } }] },
        }),
      ],
      says: 'container "app" is to measure the node by /host/proc (ConfigMap alloy), and no volume is mounted there',
    },
    'links of logs without what they lead to': {
      given: agent('/var/log/containers', '/var/log/containers/*.log'),
      says: 'container "app" is to read /var/log/containers/*.log (ConfigMap agent), which are links to files in /var/log/pods, and no volume is mounted there',
    },
    'logs of the node for a stranger': {
      given: [reader({ runAsUser: 10001, runAsGroup: 10001 })],
      says: 'container "app" is to read /var/log of the node as user 10001 of group 10001',
    },
    'a journal that is not mounted': {
      given: agent('/run/agent', '/var/log/journal'),
      says: 'container "app" is to read /var/log/journal (ConfigMap agent), and no volume is mounted there',
    },
    'an exporter that asks itself for the disks of the node': {
      given: [
        daemonSet({
          container: {
            image: 'prom/node-exporter:v1.8.2',
            args: ['--path.procfs=/host/proc'],
            volumeMounts: [
              { name: 'proc', mountPath: '/host/proc' },
              { name: 'root', mountPath: '/rootfs' },
            ],
          },
        }),
      ],
      says: 'container "app" reads the mounts of the node (--path.procfs=/host/proc) and has no --path.rootfs',
      fix: 'Add --path.rootfs=/rootfs.',
    },
    'certificates that nothing mounts': {
      given: [job('/backup')],
      says: 'container "app" reads /etc/kubernetes/pki/etcd/ca.crt, and no volume is mounted there',
    },
    'the socket of the node': {
      given: [deployment({ container: { args: ['--host', 'unix:///var/run/docker.sock'] } })],
      says: 'container "app" reads /var/run/docker.sock, and no volume is mounted there',
      fix: 'Mount a hostPath volume at /var/run, read-only.',
    },
  },
});
