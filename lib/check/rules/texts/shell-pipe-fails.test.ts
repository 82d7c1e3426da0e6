import { cronJob, inFile, kube, ruleCases } from '../../testing.ts';
import { shellPipeFails } from './shell-pipe-fails.ts';

const lib = (text: string) => inFile('scripts/lib.sh', kube('slipway.dev/v1/Script', { name: 'lib' }, { text }));
const up = inFile(
  'scripts/up.sh',
  kube(
    'slipway.dev/v1/Script',
    { name: 'up' },
    { text: 'source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"\ncurl -sfL https://get.k3s.io | sh -' },
  ),
);
const run = (script: string, command = ['sh', '-c']) => cronJob({ container: { command, args: [script] } });
const dump = 'mysqldump -h db blog | gzip > /backup/blog.sql.gz';

ruleCases(shellPipeFails, {
  accepts: {
    'a pipe that may fail': [
      run(`set -euo pipefail\n${dump}`),
      run(dump, ['bash', '-o', 'pipefail', '-c']),
      run(`set -o pipefail; ${dump}`),
    ],
    'a file first': [run('set -e\nmysqldump -h db blog > /tmp/x.sql\ngzip /tmp/x.sql')],
    'a pipe that only looks': [
      run('kubectl get pods | grep web'),
      run('etcdctl snapshot status x | tail -1'),
      run('pg_dump --version | head -1'),
    ],
    'a condition': [run('if pg_dump x | grep -q y; then echo z; fi')],
    'a script in a ConfigMap': [kube('v1/ConfigMap', {}, { data: { 'backup.sh': `#!/bin/bash\nset -eo pipefail\n${dump}` } })],
    'options that a sourced file sets': [lib('set -euo pipefail'), up],
    'a sourced file that is not here': [up],
  },
  refuses: {
    'a sourced file that sets nothing': {
      given: [lib('log() { echo "$1"; }'), up],
      says: 'line 2: when curl fails, "curl | sh" still succeeds: pipefail is not set',
    },
    'a dump into gzip': {
      given: [run(`set -e\n${dump}`)],
      says: 'line 2: when mysqldump fails, "mysqldump | gzip" still succeeds: pipefail is not set',
    },
    'a dump that is uploaded at once': {
      given: [kube('v1/ConfigMap', {}, { data: { 'backup.sh': '#!/bin/sh\nset -e\npg_dump -h db x \\\n | aws s3 cp - s3://b/x' } })],
      says: 'line 3: when pg_dump fails, "pg_dump | aws" still succeeds: pipefail is not set',
    },
    'a download that is run': {
      given: [run('curl -sL https://get.example.com | bash')],
      says: 'line 1: when curl fails, "curl | bash" still succeeds: pipefail is not set',
    },
  },
});
