import { deployment, kube, ruleCases } from '../../testing.ts';
import { claimFilesAgree } from './claim-files-agree.ts';

const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'users' } }];
const volumeMounts = [{ name: 'data', mountPath: '/data' }];
const program = deployment({
  name: 'users',
  namespace: 'shop',
  container: { name: 'app', image: 'acme/users:1', env: [{ name: 'DATABASE_PATH', value: '/data/users.db' }], volumeMounts },
  pod: { volumes },
});
const job = (line: string) =>
  kube(
    'batch/v1/CronJob',
    { name: 'copy', namespace: 'shop' },
    {
      spec: {
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'Never',
                containers: [{ name: 'copy', image: 'alpine:3.19', command: ['sh', '-c', line], volumeMounts }],
                volumes,
              },
            },
          },
        },
      },
    },
  );

ruleCases(claimFilesAgree, {
  accepts: {
    'the file of the program': [program, job('cp /data/users.db /backup/users.db')],
    'a file of its own': [program, job('date > /data/last-copy.txt')],
    'a program that names no file': [job('cp /data/user.db /backup/')],
  },
  refuses: {
    'a file with another name': {
      given: [program, job('cp /data/user.db "/backup/users.db"')],
      says: 'it reads /data/user.db of claim users, and the program that keeps its data there calls the file users.db',
      fix: 'Did you mean "/data/users.db"?',
    },
  },
});
