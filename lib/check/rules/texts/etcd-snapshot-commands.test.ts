import { documentObject } from '../../document.ts';
import { cronJob, ruleCases } from '../../testing.ts';
import { etcdSnapshotCommands } from './etcd-snapshot-commands.ts';

const job = (tag: string, line: string): ReturnType<typeof cronJob> =>
  cronJob({ name: 'etcd', container: { image: `registry.k8s.io/etcd:${tag}`, command: ['sh', '-c', line] } });

ruleCases(etcdSnapshotCommands, {
  accepts: {
    'a snapshot is made by etcdctl': [job('3.6.1-0', 'etcdctl snapshot save /backup/s.db')],
    'and looked at by etcdutl': [job('3.6.1-0', 'etcdutl snapshot status /backup/s.db')],
    'certificates in the call': [
      job('3.6.1-0', 'etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/c/ca.crt --cert=/c/a.crt --key=/c/a.key snapshot save /b/s.db'),
    ],
    'certificates in variables': [
      documentObject('Script', 'save', {
        text: 'export ETCDCTL_CACERT=/c/ca.crt\netcdctl --endpoints https://127.0.0.1:2379 snapshot save s.db\n',
      }),
    ],
    'certificates in options that are put together before': [
      documentObject('Script', 'save', { text: 'etcdctl $ETCD_FLAGS --endpoints https://127.0.0.1:2379 snapshot save s.db\n' }),
    ],
    'a restore into a folder that was cleared, or another one': [
      documentObject('Script', 'restore', {
        text: 'mv /var/lib/etcd /var/lib/etcd.old\netcdutl snapshot restore /backup/s.db --data-dir=/var/lib/etcd\n',
      }),
      documentObject('Script', 'aside', { text: 'etcdutl snapshot restore /backup/s.db --data-dir /var/lib/etcd-restore\n' }),
    ],
    'a snapshot of another program': [job('3.6.1-0', 'restic snapshots && echo snapshot restore')],
  },
  refuses: {
    'a restore onto the data that are there': {
      given: [
        documentObject('Script', 'restore', {
          text: 'systemctl stop kubelet\netcdutl snapshot restore /backup/s.db --data-dir /var/lib/etcd\n',
        }),
      ],
      says: 'line 2: etcdutl restores into /var/lib/etcd, which nothing before has moved away',
    },
    'no certificate': {
      given: [documentObject('Script', 'save', { text: 'etcdctl --endpoints=https://127.0.0.1:2379 snapshot save s.db\n' })],
      says: 'line 1: etcdctl asks https://127.0.0.1:2379 without --cacert, --cert and --key',
    },
    'the port of the peers': {
      given: [
        documentObject('Script', 'save', {
          text: 'etcdctl --endpoints=https://127.0.0.1:2380 --cacert=a --cert=b --key=c snapshot save s.db\n',
        }),
      ],
      says: 'line 1: etcdctl asks port 2380, on which etcd speaks to its peers',
    },
    'status in etcd 3.6': {
      given: [job('3.6.1-0', 'etcdctl --endpoints x snapshot status /backup/s.db')],
      says: 'line 1: etcdctl snapshot status is not in etcd 3.6',
    },
    'restore in a script': {
      given: [documentObject('Script', 'restore', { text: 'set -e\nETCDCTL_API=3 etcdctl snapshot restore s.db\n' })],
      says: 'line 2: etcdctl snapshot restore was taken out of etcd 3.6',
    },
  },
});
