import { cronJob, deployment, job, ruleCases } from '../../testing.ts';
import { backupElsewhere } from './backup-elsewhere.ts';

const claim = (claimName: string) => ({ name: claimName, persistentVolumeClaim: { claimName } });
const server = deployment({ namespace: 'shop', name: 'user', pod: { volumes: [claim('data')] } });
const backup = (line: string, ...volumes: readonly object[]) =>
  cronJob({ namespace: 'shop', name: 'user-db-backup', container: { command: ['sh', '-c', line] }, pod: { volumes } });

ruleCases(backupElsewhere, {
  accepts: {
    'a claim of its own': [server, backup('cp /data/users.db /backup/', claim('data'), claim('dumps'))],
    'an object store': [server, backup('sqlite3 /data/users.db ".backup /tmp/x" && aws s3 cp /tmp/x s3://dumps/', claim('data'))],
    'a second container that sends': [
      cronJob({
        name: 'mysql-backup',
        container: { image: 'amazon/aws-cli:2.15.0', args: ['s3', 'cp', '/backup/x.sql', 's3://dumps/'] },
        pod: {
          volumes: [{ name: 'backup', emptyDir: {} }],
          initContainers: [{ name: 'dump', command: ['sh', '-c', 'mysqldump shop > /backup/x.sql'] }],
        },
      }),
    ],
    'a stream to another machine': [
      server,
      backup('tar -C /data -czf - . \\\n  | ssh -i /ssh/key backup@192.168.0.9 today', claim('data')),
    ],
    'a volume that is only read': [
      server,
      cronJob({
        namespace: 'shop',
        name: 'user-db-backup',
        container: {
          command: ['sh', '-c', '/scripts/ship.sh'],
          volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }],
        },
        pod: { volumes: [claim('data')] },
      }),
    ],
    'a job that is no backup': [server, job({ namespace: 'shop', name: 'migrate', pod: { volumes: [claim('data')] } })],
    'a claim that the server has beside its data': [
      deployment({
        namespace: 'shop',
        name: 'db',
        container: { volumeMounts: [{ name: 'dumps', mountPath: '/backups' }] },
        pod: { volumes: [claim('dumps')] },
      }),
      backup('pg_dump -h db shop > /backups/x.sql', claim('dumps')),
    ],
    'a server elsewhere': [server, backup('pg_dump -h db shop > /backup/x.sql', claim('dumps'))],
  },
  refuses: {
    'a snapshot of etcd on its own node': {
      given: [backup('etcdctl snapshot save /backup/s.db', { name: 'backup', hostPath: { path: '/var/backups' } })],
      says: 'the snapshot of etcd is written to /var/backups of the node that it protects, and sent nowhere',
    },
    'the volume of the data': {
      given: [server, backup('cp /data/users.db /data/backup/users.db', claim('data'))],
      says: 'the copy is written to data, the volume on which Deployment user keeps the data',
    },
    'a volume that one container reads and another writes': {
      given: [
        server,
        cronJob({
          namespace: 'shop',
          name: 'user-db-backup',
          container: { volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }] },
          pod: {
            volumes: [claim('data')],
            initContainers: [{ name: 'copy', command: ['cp', '-r', '/w/db', '/w/old'], volumeMounts: [{ name: 'data', mountPath: '/w' }] }],
          },
        }),
      ],
      says: 'the copy is written to data, the volume on which Deployment user keeps the data',
    },
    'a volume that goes with the pod': {
      given: [backup('pg_dump -h db shop > /backup/x.sql', { name: 'backup', emptyDir: {} })],
      says: 'the copy is written to an emptyDir and sent nowhere',
    },
  },
});
