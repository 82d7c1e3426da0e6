import { cronJob, deployment, ruleCases } from '../../testing.ts';
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
