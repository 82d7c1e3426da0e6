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
    'a file that tries whether one may write': [
      script('touch "$DIR/.write-test" || exit 1', 'rm -f "$DIR/.write-test"', `find "$DIR" -name 'forgejo-*.zip' -mtime +7 -delete`),
    ],
    'names of variables with an ending': [
      script(
        'OUT="$DIR/pg-${TS}.sql.gz"',
        'pg_dumpall | gzip > "${OUT}.partial"',
        'mv "${OUT}.partial" "$OUT"',
        `find "$DIR" -name 'pg-*.sql.gz' -mtime +7 -delete`,
        `find "$DIR" -name 'pg-*.sql.gz.partial' -mtime +1 -delete`,
      ),
    ],
    'names with a time, moved to where they belong': [
      script(
        'file="$DIR/pg-$(date +%F).sql.gz"',
        'pg_dumpall | gzip > "$file.partial"',
        'mv "$file.partial" "$file"',
        `find "$DIR" -name 'pg-*.sql.gz' -mtime +7 -delete`,
      ),
      script(
        'NAME="forge-$STAMP.tar.gz"',
        'tar -czf "$DIR/$NAME.partial" /data',
        'mv "$DIR/$NAME.partial" "$DIR/$NAME"',
        `find "$DIR" -name 'forge-*.tar.gz' -mtime +7 -delete`,
      ),
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
    'another ending of a variable': {
      given: [script('OUT="$DIR/pg-${TS}.sql"', 'gzip > "${OUT}.gz"', `find "$DIR" -name 'pg-*.dump' -mtime +7 -delete`)],
      says: 'line 3: it clears away pg-*.dump in $DIR, and what is written there is called pg-….sql',
    },
    'another ending, in a job': {
      given: [job('mysqldump shop | gzip > /backup/shop-$(date +%F).sql.gz\nfind /backup -name "*.sql" -mtime +7 -delete')],
      says: 'line 2: it clears away *.sql in /backup, and what is written there is called shop-….sql.gz',
    },
  },
});
