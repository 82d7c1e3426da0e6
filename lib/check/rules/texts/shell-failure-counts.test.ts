import { cronJob, deployment, ruleCases } from '../../testing.ts';
import { shellFailureCounts } from './shell-failure-counts.ts';

const run = (script: string, command = ['sh', '-c']) => cronJob({ container: { command, args: [script] } });

ruleCases(shellFailureCounts, {
  accepts: {
    'a script that stops': [run('set -e\nmysqldump x > /b/x\necho done'), run('mysqldump x > /b/x\necho done', ['sh', '-ec'])],
    'a chain': [run('mysqldump x > /b/x && aws s3 cp /b/x s3://b/x && echo done')],
    'the work comes last': [run('mkdir -p /b\nmysqldump x > /b/x')],
    'a failure that is looked at': [
      run('mysqldump x > /b/x\nif [ $? -ne 0 ]; then exit 1; fi'),
      run('if ! pg_dump x > /b/x; then exit 1; fi\necho ok'),
    ],
    'a failure that is told and ends the script': [run('set -e\nmysqldump x > /b/x || { echo failed; exit 1; }')],
    'clean-up that may fail': [run('set -e\nmysqldump x > /b/x\nrm /old/* || true\naws s3 rm s3://b/old || true')],
    'the start of a server': [deployment({ container: { command: ['sh', '-c'], args: ['flyway migrate\nexec java -jar app.jar'] } })],
  },
  refuses: {
    'a success that is announced in any case': {
      given: [run('mysqldump x > /b/x; echo "backup done"')],
      says: 'line 1: when mysqldump fails, the script goes on with "echo" and ends well',
    },
    'a failure that is hidden': {
      given: [run('set -e\naws s3 cp /b/x s3://b/x || true')],
      says: 'line 2: "|| true" hides that aws failed',
    },
    'a failure that is hidden at the end of a pipe': {
      given: [run('set -eo pipefail\nmysqldump x | gzip > /b/x || true')],
      says: 'line 2: "|| true" hides that mysqldump failed',
    },
    'a failure that is only told': {
      given: [run('set -e\npg_dump x > /b/x || echo "failed"\nls /b')],
      says: 'line 2: "|| echo failed" hides that pg_dump failed',
    },
    'an upload after a dump that failed': {
      given: [run('mysqldump x | gzip > /b/x\naws s3 cp /b/x s3://b/x')],
      says: 'line 1: when mysqldump fails, the script goes on with "aws" and ends well',
    },
  },
});
