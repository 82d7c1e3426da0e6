import { kube, ruleCases } from '../../testing.ts';
import { backupTargetValid } from './backup-target-valid.ts';

const target = (backupTargetURL: string) => kube('longhorn.io/v1beta2/BackupTarget', { name: 'default' }, { spec: { backupTargetURL } });
const chart = (backupTarget: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'longhorn' },
    {
      spec: {
        source: {
          repoURL: 'https://charts.longhorn.io',
          chart: 'longhorn',
          targetRevision: '1.7.2',
          helm: { valuesObject: { defaultSettings: { backupTarget } } },
        },
        destination: { namespace: 'longhorn-system' },
      },
    },
  );

ruleCases(backupTargetValid, {
  accepts: {
    'a bucket, also with a folder': [target('s3://backup@us-east-1/'), chart('s3://backup@minio/longhorn')],
    'a share': [target('nfs://192.168.1.5:/export/longhorn'), target('cifs://nas/backup')],
    'none yet, or what is filled in': [target(''), target('s3://${BUCKET}')],
  },
  refuses: {
    'no slash at the end': {
      given: [chart('s3://backup@us-east-1')],
      says: 's3://backup@us-east-1 lacks the slash at its end',
      fix: 'Write s3://backup@us-east-1/.',
    },
    'no region': { given: [target('s3://backup/')], says: 's3://backup/ names no region' },
    'a share without a colon': { given: [target('nfs://nas/export')], says: 'nfs://nas/export is no server with a path' },
    'an address of the web': {
      given: [kube('longhorn.io/v1beta2/Setting', { name: 'backup-target' }, { value: 'https://s3.example.org/backup' })],
      says: 'https://s3.example.org/backup begins with no protocol that Longhorn knows',
    },
  },
});
