import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { secretVariablesKnown } from './secret-variables-known.ts';

const secret = (namespace: string, name: string, ...keys: readonly string[]) =>
  kube('v1/Secret', { name, namespace }, { data: Object.fromEntries(keys.map((key) => [key, ''])) });
const longhorn = (target = 's3://backups@eu/') =>
  chartApplication('longhorn', 'longhorn-system', { defaultSettings: { backupTarget: target, backupTargetCredentialSecret: 's3' } });
const falco = chartApplication('falco', 'falco', { falcosidekick: { enabled: true, config: { existingSecret: 'slack' } } });

ruleCases(secretVariablesKnown, {
  accepts: {
    'the names that Longhorn reads, and more': [
      longhorn(),
      secret('longhorn-system', 's3', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ENDPOINTS'),
    ],
    'a role instead of keys': [longhorn(), secret('longhorn-system', 's3', 'AWS_IAM_ROLE_ARN')],
    'a share, which needs none': [longhorn('nfs://nas:/backups'), secret('longhorn-system', 's3', 'x')],
    'a Secret that is not in the tree': [longhorn(), falco],
    'variables of Falcosidekick, one of them unknown to us': [falco, secret('falco', 'slack', 'SLACK_WEBHOOKURL')],
    'another output': [falco, secret('falco', 'slack', 'CLIQ_WEBHOOKURL')],
  },
  refuses: {
    'keys as another tool has them': {
      given: [longhorn(), secret('longhorn-system', 's3', 'access-key', 'secret-key')],
      says: 'Secret longhorn-system/s3 has no key AWS_ACCESS_KEY_ID and no AWS_SECRET_ACCESS_KEY, it has access-key, secret-key',
    },
    'one of two, of an object': {
      given: [
        kube(
          'longhorn.io/v1beta2/BackupTarget',
          { name: 'default', namespace: 'longhorn-system' },
          { spec: { backupTargetURL: 's3://b@eu/', credentialSecret: 's3' } },
        ),
        secret('longhorn-system', 's3', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_KEY'),
      ],
      says: 'Secret longhorn-system/s3 has no key AWS_SECRET_ACCESS_KEY, it has AWS_ACCESS_KEY_ID, AWS_SECRET_KEY',
    },
    'a word that is no variable': {
      given: [falco, secret('falco', 'slack', 'webhook')],
      says: 'Secret falco/slack has no key that is a variable of the program: webhook',
      fix: 'Name the key as its variable, such as SLACK_WEBHOOKURL.',
    },
    'a variable with an underscore too many': {
      given: [falco, secret('falco', 'slack', 'SLACK_WEBHOOK_URL')],
      says: 'Secret falco/slack has the key SLACK_WEBHOOK_URL, which is read as SLACK_WEBHOOKURL only',
      fix: 'Name the key SLACK_WEBHOOKURL.',
    },
  },
});
