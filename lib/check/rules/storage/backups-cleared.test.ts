import { cronJob, kube, ruleCases } from '../../testing.ts';
import { backupsCleared } from './backups-cleared.ts';

const shop = { namespace: 'shop' };
const claim = { name: 'dumps', persistentVolumeClaim: { claimName: 'dumps' } };
const dump = (line: string, volume: object = claim, name = 'mysql-backup') =>
  cronJob({
    ...shop,
    name,
    container: { command: ['sh', '-c', line], volumeMounts: [{ name: 'dumps', mountPath: '/backup' }] },
    pod: { volumes: [volume] },
  });
const dated = 'mysqldump -h db shop > /backup/shop-$(date +%F).sql';

ruleCases(backupsCleared, {
  accepts: {
    'old files that go': [
      dump(`${dated}\nfind /backup -mtime +7 -delete`),
      dump(`${dated}\nrm -f $(ls -t /backup/* | tail -n +8)`, claim, 'dump'),
    ],
    'one file that is written anew': [dump('mysqldump -h db shop > /backup/shop.sql')],
    'a name by the day of the week, which comes again': [
      dump('mysqldump -h db shop > "/backup/shop-$(date +%u).sql"'),
      dump('DAY=$(date +%A)\nmysqldump -h db shop > /backup/shop-$DAY.sql', claim, 'dump'),
    ],
    'a folder that ends with the pod': [dump(dated, { name: 'dumps', emptyDir: {} })],
    'another job that clears up': [dump(dated), dump('find /backup -mtime +7 -delete', claim, 'cleanup-dump')],
    'a script that nobody can read': [dump(`${dated} && /scripts/tidy.sh`)],
  },
  refuses: {
    'a file of each night': {
      given: [
        kube('v1/PersistentVolumeClaim', { ...shop, name: 'dumps' }, { spec: { resources: { requests: { storage: '1Gi' } } } }),
        dump(dated),
      ],
      says: 'each run leaves one more file in /backup (claim dumps, 1Gi), and nothing removes the old ones',
      fix: "Remove old files behind the copy, such as find /backup -name '*.gz' -mtime +7 -delete.",
    },
    'a name in a variable': {
      given: [dump('NOW=$(date +%Y%m%d)\nmysqldump -h db shop | gzip > "/backup/shop_${NOW}.sql.gz"')],
      says: 'each run leaves one more file in /backup, and nothing removes the old ones',
    },
  },
});
