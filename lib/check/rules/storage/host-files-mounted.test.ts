import { cronJob, daemonSet, deployment, kube, ruleCases } from '../../testing.ts';
import { hostFilesMounted } from './host-files-mounted.ts';

const save = 'etcdctl --cacert=/etc/kubernetes/pki/etcd/ca.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save /backup/etcd.db';
const job = (mountPath: string | undefined, command = save) =>
  cronJob({
    name: 'etcd-backup',
    container: { command: ['sh', '-c', command], ...(mountPath === undefined ? {} : { volumeMounts: [{ name: 'pki', mountPath }] }) },
  });

ruleCases(hostFilesMounted, {
  accepts: {
    'the folder mounted': [job('/etc/kubernetes/pki/etcd')],
    'a folder above mounted': [job('/etc/kubernetes/')],
    'a command on the node itself': [job(undefined, `nsenter -t 1 -m ${save}`), job('/host', `chroot /host ${save}`)],
    'a command in another pod': [job(undefined, `kubectl exec -n kube-system etcd-0 -- ${save}`)],
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
