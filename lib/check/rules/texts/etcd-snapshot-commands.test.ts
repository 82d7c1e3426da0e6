import { documentObject } from '../../document.ts';
import { cronJob, ruleCases } from '../../testing.ts';
import { etcdSnapshotCommands } from './etcd-snapshot-commands.ts';

const job = (tag: string, line: string): ReturnType<typeof cronJob> =>
  cronJob({ name: 'etcd', container: { image: `registry.k8s.io/etcd:${tag}`, command: ['sh', '-c', line] } });

ruleCases(etcdSnapshotCommands, {
  accepts: {
    'a snapshot is made by etcdctl': [job('3.6.1-0', 'etcdctl snapshot save /backup/s.db')],
    'and looked at by etcdutl': [job('3.6.1-0', 'etcdutl snapshot status /backup/s.db')],
    'a snapshot of another program': [job('3.6.1-0', 'restic snapshots && echo snapshot restore')],
  },
  refuses: {
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
