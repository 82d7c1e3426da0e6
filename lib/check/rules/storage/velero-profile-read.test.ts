import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { veleroProfileRead } from './velero-profile-read.ts';

const velero = (config: object = {}, credentials: object = { existingSecret: 'velero' }, provider = 'aws') =>
  chartApplication('velero', 'velero', {
    credentials,
    configuration: { backupStorageLocation: [{ name: 'default', provider, bucket: 'b', config }] },
  });
const KEYS = 'aws_access_key_id={{ .user }}\naws_secret_access_key={{ .password }}\n';
const secret = (cloud: string) =>
  kube(
    'external-secrets.io/v1/ExternalSecret',
    { name: 'velero', namespace: 'velero' },
    { spec: { target: { template: { data: { cloud } } } } },
  );

ruleCases(veleroProfileRead, {
  accepts: {
    'the profile that is read': [velero(), secret(`[default]\n${KEYS}`)],
    'another one that is named': [velero({ profile: 'minio' }), secret(`[minio]\n${KEYS}`)],
    'a Secret that the tree does not show': [velero()],
    'a text that comes whole from elsewhere': [velero(), secret('{{ .cloud }}')],
    'another provider': [velero({}, { existingSecret: 'velero' }, 'gcp'), secret('{"type": "service_account"}')],
  },
  refuses: {
    'another profile': {
      given: [velero(), secret(`[minio]\n${KEYS}`)],
      says: 'the credentials are read from profile default, and Secret velero has minio',
      fix: 'Write [default] there, or config.profile: minio here.',
    },
    'no profile at all': {
      given: [velero(), secret(KEYS)],
      says: 'the credentials are read from profile default, and Secret velero has no profile',
    },
    'keys by the names of variables': {
      given: [velero({}, { secretContents: { cloud: '[default]\nAWS_ACCESS_KEY_ID=a\nAWS_SECRET_ACCESS_KEY=b\n' } })],
      says: 'profile default in credentials.secretContents has no aws_access_key_id and aws_secret_access_key',
    },
    'a location of its own': {
      given: [
        secret(`[minio]\n${KEYS}`),
        kube(
          'velero.io/v1/BackupStorageLocation',
          { name: 'default', namespace: 'velero' },
          { spec: { provider: 'velero.io/aws', credential: { name: 'velero', key: 'cloud' } } },
        ),
      ],
      says: 'the credentials are read from profile default, and Secret velero has minio',
    },
  },
});
