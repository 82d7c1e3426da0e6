import { cronJob, kube, ruleCases, service, statefulSet } from '../../testing.ts';
import { databaseBackedUp } from './database-backed-up.ts';

const database = statefulSet({
  namespace: 'shop',
  name: 'db',
  labels: { app: 'db' },
  container: { image: 'postgres:16' },
  spec: { volumeClaimTemplates: [{ metadata: { name: 'data', labels: { 'recurring-job-group.longhorn.io/databases': 'enabled' } } }] },
});
const host = service({ namespace: 'shop', name: 'db-service', selector: { app: 'db' } });
const dump = (line: string, namespace = 'shop') =>
  cronJob({ namespace, name: 'backup', container: { image: 'postgres:16', command: ['sh', '-c', line] } });
const recurring = (spec: object) => kube('longhorn.io/v1beta2/RecurringJob', { namespace: 'longhorn-system', name: 'nightly' }, { spec });
const schedule = (template: object) => kube('velero.io/v1/Schedule', { namespace: 'velero', name: 'daily' }, { spec: { template } });

ruleCases(databaseBackedUp, {
  accepts: {
    'a job that dumps it by its Service': [database, host, dump('pg_dump -h db-service.shop.svc shop > /backup/shop.sql')],
    'a job that dumps by a variable': [database, host, dump('pg_dump "$DATABASE_URL" | gzip > /backup/x')],
    'a schedule of Velero': [database, schedule({ includedNamespaces: ['shop'] })],
    'a schedule of Velero for all': [database, schedule({})],
    'snapshots of the group of its volume': [database, recurring({ task: 'snapshot', groups: ['databases'] })],
    'snapshots of the default group': [
      statefulSet({ container: { image: 'postgres:16' }, spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } }),
      recurring({ task: 'backup', groups: ['default'] }),
    ],
    'a database without a volume, which another rule tells': {
      given: [statefulSet({ container: { image: 'postgres:16' } })],
      facts: { whole: true },
    },
  },
  refuses: {
    'nothing, in a whole cluster': {
      given: [database, host],
      facts: { whole: true },
      says: 'nothing in the tree copies this PostgreSQL: no job that dumps it, no snapshot or backup schedule of its volume',
    },
    'a backup of something else': {
      given: [database, host, dump('etcdctl snapshot save /backup/etcd.db', 'kube-system'), schedule({ includedNamespaces: ['blog'] })],
      says: 'nothing in the tree copies this PostgreSQL: no job that dumps it, no snapshot or backup schedule of its volume',
    },
    'snapshots of another group': {
      given: [database, recurring({ task: 'snapshot', groups: ['logs'] })],
      says: 'nothing in the tree copies this PostgreSQL: no job that dumps it, no snapshot or backup schedule of its volume',
    },
    'a namespace that the schedule leaves out': {
      given: [database, schedule({ excludedNamespaces: ['shop'] })],
      says: 'nothing in the tree copies this PostgreSQL: no job that dumps it, no snapshot or backup schedule of its volume',
    },
  },
});
