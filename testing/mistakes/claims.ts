import type { Mistake, Tree } from './mistake.ts';
import { deployment, documents, mending, namespace } from './pieces.ts';
import { claim, database, held, longhorn, longhornClass, size, snapshot, template } from './backups-parts.ts';

const className: Tree = {
  'storage/class.yaml': longhornClass('longhorn-retained'),
  'shop/db.yaml': documents(database, claim('shop', 'db-data', 'storageClassName: longhorn-retain')),
};
const lostFound: Tree = {
  'argocd/longhorn.yaml': longhorn('persistence: { defaultClassReplicaCount: 2 }'),
  'shop/db.yaml': documents(
    database.replace('{ name: PGDATA, value: /var/lib/postgresql/data/pgdata }, ', ''),
    claim('shop', 'db-data', 'storageClassName: longhorn'),
  ),
};
const elsewhere: Tree = {
  'shop/db.yaml': documents(
    database
      .replace('mountPath: /var/lib/postgresql/data', 'mountPath: /data')
      .replace('{ name: PGDATA, value: /var/lib/postgresql/data/pgdata }, ', ''),
    claim('shop', 'db-data', ''),
  ),
};
const group0: Tree = {
  'argocd/longhorn.yaml': longhorn('persistence: { defaultClassReplicaCount: 2 }'),
  'monitoring/prometheus.yaml': documents(
    namespace('monitoring'),
    held(deployment('monitoring', 'prometheus', 'prom/prometheus:v2.51.0', 9090), 'prometheus', '/prometheus').replace(
      '      containers:',
      '      securityContext: { runAsUser: 65534, runAsNonRoot: true }\n      containers:',
    ),
    claim('monitoring', 'prometheus', 'storageClassName: longhorn'),
  ),
};
const volume: Tree = {
  'shop/db.yaml': documents(database, claim('shop', 'db-data', "storageClassName: '', volumeName: db-volume")),
  'storage/volume.yaml':
    'apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: db-volume }\nspec:\n  capacity: { storage: 5Gi }\n  accessModes: [ReadWriteOnce]\n  persistentVolumeReclaimPolicy: Retain\n  nfs: { server: 192.168.1.10, path: /export/db }\n',
};

/** Claims and volumes that do not fit each other, or the program that writes to them. */
export const claims: readonly Mistake[] = [
  {
    name: 'A claim asks for a class that has another name',
    caughtBy: 'storage-class-exists',
    says: 'longhorn-retain',
    tree: className,
    mended: mending(className, 'shop/db.yaml', ['storageClassName: longhorn-retain', 'storageClassName: longhorn-retained']),
  },
  {
    name: 'A claim template and the mount have different names',
    caughtBy: 'pod-references-exist',
    says: 'mysql-data',
    tree: template,
    mended: mending(template, 'shop/mysql.yaml', ['name: mysql-data', 'name: data']),
  },
  {
    name: 'PostgreSQL keeps its data in the root of a file system of its own',
    caughtBy: 'data-directory-empty',
    says: 'db',
    tree: lostFound,
    mended: mending(lostFound, 'shop/db.yaml', [
      '{ name: POSTGRES_DB, value: shop }',
      '{ name: POSTGRES_DB, value: shop }, { name: PGDATA, value: /var/lib/postgresql/data/pgdata }',
    ]),
  },
  {
    name: 'The volume is mounted where the database does not write',
    caughtBy: 'database-persistent',
    says: 'PostgreSQL',
    tree: elsewhere,
    mended: mending(elsewhere, 'shop/db.yaml', ['mountPath: /data', 'mountPath: /var/lib/postgresql/data']),
  },
  {
    name: 'Prometheus may keep more than its volume holds',
    caughtBy: 'retention-enforced',
    says: '50',
    tree: size,
    mended: mending(size, 'monitoring/prometheus.yaml', ['retentionSize: 50GB', 'retentionSize: 17GB']),
  },
  {
    name: 'A program that is not root writes to a volume that belongs to root',
    caughtBy: 'volume-writable',
    says: 'prometheus',
    tree: group0,
    mended: mending(group0, 'monitoring/prometheus.yaml', ['{ runAsUser: 65534,', '{ fsGroup: 65534, runAsUser: 65534,']),
  },
  {
    name: 'Snapshots are asked of another driver than made the volume',
    caughtBy: 'snapshot-fits-volume',
    says: 'ebs.csi.aws.com',
    tree: snapshot,
    mended: mending(snapshot, 'storage/snapshots.yaml', ['driver: ebs.csi.aws.com', 'driver: driver.longhorn.io']),
  },
  {
    name: 'A claim asks for more than the volume that it names',
    caughtBy: 'claim-fits-volume',
    says: 'db-volume',
    tree: volume,
    mended: mending(volume, 'storage/volume.yaml', ['storage: 5Gi', 'storage: 10Gi']),
  },
];
