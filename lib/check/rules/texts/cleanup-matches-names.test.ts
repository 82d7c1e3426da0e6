import { documentObject } from '../../document.ts';
import { cronJob, inFile, ruleCases } from '../../testing.ts';
import { cleanupMatchesNames } from './cleanup-matches-names.ts';

const script = (...lines: string[]) => inFile('backup.sh', documentObject('Script', 'backup', { text: lines.join('\n') }));
const job = (command: string) => cronJob({ container: { command: ['sh', '-c', command] } });

ruleCases(cleanupMatchesNames, {
  accepts: {
    'the names that it writes': [
      script('tar czf /backup/db-$(date +%F).tar.gz /data', "find /backup -name 'db-*.tar.gz' -mtime +7 -delete"),
    ],
    'a wider pattern': [script('tar czf /backup/db-$(date +%F).tar.gz /data', "find /backup -name '*.gz' -mtime +7 -delete")],
    'a name in a variable': [script('tar czf /backup/${NAME}.tar.gz /data', "find /backup -name 'db-*.tar.gz' -delete")],
    'a folder in a variable': [
      script('DIR=/backup', 'mysqldump shop > "$DIR/shop.sql"', "find ${DIR} -name '*.sql' -mtime +7 -exec rm {} \\;"),
    ],
    'files that it does not write itself': [script("find /backup -name '*.sql' -mtime +7 -delete")],
    'several patterns': [script('tar czf /backup/db.tar.gz /data', "find /backup -name '*.sql' -o -name '*.gz' -delete")],
    'files that are only listed': [script('tar czf /backup/db.tar.gz /data', "find /backup -name '*.sql' -mtime +7")],
  },
  refuses: {
    'another beginning': {
      given: [script('etcdctl snapshot save /backup/snapshot-$(date +%F).db', "find /backup -name 'etcd-*.db' -mtime +7 -delete")],
      says: 'line 2: it clears away etcd-*.db in /backup, and what is written there is called snapshot-….db',
    },
    'another ending, in a job': {
      given: [job('mysqldump shop | gzip > /backup/shop-$(date +%F).sql.gz\nfind /backup -name "*.sql" -mtime +7 -delete')],
      says: 'line 2: it clears away *.sql in /backup, and what is written there is called shop-….sql.gz',
    },
  },
});
