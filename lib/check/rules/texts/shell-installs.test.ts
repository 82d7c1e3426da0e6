import { cronJob, ruleCases } from '../../testing.ts';
import { shellInstalls } from './shell-installs.ts';

const run = (script: string, container = {}, pod = {}) => cronJob({ container: { command: ['/bin/sh', '-c', script], ...container }, pod });

ruleCases(shellInstalls, {
  accepts: {
    'a program of the image': [run('aws s3 cp /b/x s3://b/x')],
    'a package manager that installs nothing': [run('apk info\npip --version'), run('npm run build')],
  },
  refuses: {
    'packages at every start': {
      given: [run('apt-get update && apt-get install -y default-mysql-client\nmysqldump x')],
      says: 'line 1: apt-get installs packages at every start',
    },
    'a user that may not': {
      given: [run('apk add --no-cache aws-cli', {}, { securityContext: { runAsUser: 1000 } })],
      says: 'line 1: apk cannot install packages: it runs as user 1000',
    },
    'a read-only root': {
      given: [run('apk add curl', { securityContext: { readOnlyRootFilesystem: true } })],
      says: 'line 1: apk cannot install packages: its root file system is read-only',
    },
  },
});
