import { cronJob, deployment, ruleCases, statefulSet } from '../../testing.ts';
import { databasePersistent } from './database-persistent.ts';

const mysql = (mountPath: string, volume: object) =>
  deployment({
    container: { image: 'mysql:8.0', volumeMounts: [{ name: 'data', mountPath }] },
    pod: { volumes: [{ name: 'data', ...volume }] },
  });

const retained = (whenDeleted: string) =>
  statefulSet({
    container: { image: 'postgres:15', volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] },
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }], persistentVolumeClaimRetentionPolicy: { whenDeleted } },
  });

ruleCases(databasePersistent, {
  accepts: {
    'a claim': [mysql('/var/lib/mysql', { persistentVolumeClaim: { claimName: 'mysql-pvc' } })],
    'a claim of a StatefulSet': [
      statefulSet({
        container: { image: 'postgres:15', volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] },
        spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
      }),
    ],
    'claims that stay': [retained('Retain')],
    'a dump': [cronJob({ container: { image: 'mysql:8.0' } })],
    'a cache': [deployment({ container: { image: 'redis:7-alpine' } })],
  },
  refuses: {
    'a folder beside the volume': {
      given: [
        statefulSet({
          container: {
            image: 'postgres:15',
            env: [{ name: 'PGDATA', value: '/data/pgdata' }],
            volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }],
          },
          spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
        }),
      ],
      says: 'PGDATA is /data/pgdata, and no volume is mounted there: /var/lib/postgresql/data',
    },
    'claims that go with the StatefulSet': {
      given: [retained('Delete')],
      says: 'PostgreSQL loses its claims when the StatefulSet is deleted (whenDeleted: Delete)',
    },
    'an emptyDir': {
      given: [mysql('/var/lib/mysql', { emptyDir: {} })],
      says: 'MySQL in container "app" keeps nothing: /var/lib/mysql is the emptyDir "data"',
    },
    'no volume at all': {
      given: [statefulSet({ container: { image: 'docker.io/library/mongo:7.0' } })],
      says: 'MongoDB in container "app" keeps nothing: no volume is mounted at /data/db',
    },
  },
});
