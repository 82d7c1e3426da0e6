import { cronJob, deployment, ruleCases, service } from '../../testing.ts';
import { dumpFitsServer } from './dump-fits-server.ts';

const namespace = 'shop';
const server = (image: string, name = 'db') => [
  deployment({ namespace, name, labels: { app: name }, container: { image, ports: [{ containerPort: 5432 }] } }),
  service({ namespace, name, selector: { app: name }, ports: [{ name: 'tcp-postgres', port: 5432 }] }),
];
const dump = (image: string, command = 'pg_dump -h db shop > /backup/shop.sql') =>
  cronJob({ namespace, name: 'backup', container: { image, command: ['sh', '-c', command] } });

ruleCases(dumpFitsServer, {
  accepts: {
    'the same version': [...server('postgres:16.2'), dump('postgres:16.1-alpine')],
    'a newer one': [...server('postgres:14.11'), dump('postgres:16.2')],
    'a package of the same version': [
      ...server('postgres:16.2'),
      dump('alpine:3.19', 'apk add postgresql16-client; pg_dump -h db shop > x'),
    ],
    'a server of which nothing is known': [dump('postgres:14.11')],
    'two servers, and no word which': [
      ...server('postgres:16.2'),
      ...server('postgres:14.2', 'other'),
      dump('postgres:14.11', 'pg_dump -h "$HOST" shop > x'),
    ],
  },
  refuses: {
    'an older version': {
      given: [...server('postgres:16.2'), dump('postgres:14.11')],
      says: 'pg_dump is of version 14, the server of Deployment db of 16',
      fix: 'Use the image of version 16.',
    },
    'a package of an older version': {
      given: [...server('postgres:16.2'), dump('alpine:3.19', 'apk add postgresql15-client; pg_dump -h db shop > x')],
      says: 'pg_dump is of version 15, the server of Deployment db of 16',
    },
    'the only server of the namespace': {
      given: [...server('docker.io/library/postgres:17'), dump('postgres:16', 'pg_dump -h "$HOST" shop > x')],
      says: 'pg_dump is of version 16, the server of Deployment db of 17',
    },
  },
});
