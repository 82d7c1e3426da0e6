import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { restoreFitsDump } from './restore-fits-dump.ts';

const script = (name: string, line: string) =>
  inFile(`${name}.sh`, documentObject('Script', name, { text: `#!/bin/bash\nset -e\n${line}\n` }));
const custom = script('dump', 'pg_dump -h db -Fc shop > /backup/shop-$(date +%F).dump');

ruleCases(restoreFitsDump, {
  accepts: {
    'each form by its program': [
      custom,
      script('restore', 'pg_restore -d shop --clean /backup/shop.dump'),
      script('sql', 'psql -d shop -f /backup/shop.sql'),
    ],
    'a text whose ending says nothing': [script('dump', 'pg_dump shop > shop.dump'), script('restore', 'psql -d shop -f shop.dump')],
    'a dump that nobody makes here': [script('restore', 'psql -d shop -f shop.dump')],
  },
  refuses: {
    'a form that psql does not read': {
      given: [custom, script('restore', 'kubectl exec pg-0 -- psql -U a -d shop -f /tmp/shop.dump')],
      says: 'line 3: psql reads /tmp/shop.dump, which is a dump in a form of its own (pg_dump -F)',
      fix: 'Read it with pg_restore --clean --if-exists.',
    },
    'a text for pg_restore': {
      given: [script('restore', 'pg_restore -d shop /backup/shop.sql')],
      says: 'line 3: pg_restore reads /backup/shop.sql, which is SQL as a text',
    },
  },
});
