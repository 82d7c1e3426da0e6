import { kube, ruleCases } from '../../testing.ts';
import { secretStrong } from './secret-strong.ts';

const secret = (values: object, list = 'stringData') => kube('v1/Secret', {}, { [list]: values });
const base64 = (value: string) => Buffer.from(value).toString('base64');

ruleCases(secretStrong, {
  accepts: {
    'random values': [secret({ PASSWORD: 'Zk4v9QpX2mRt' }), secret({ JWT_SECRET_KEY: base64('b7f3a1c9e5d28f40') }, 'data')],
    'names of users and databases': [secret({ username: 'admin', POSTGRES_DB: 'postgres', host: 'localhost' })],
    'an empty value that is filled in later': [secret({ password: '' })],
    'a token of a service account': [
      kube('v1/Secret', {}, { type: 'kubernetes.io/service-account-token', data: { token: base64('token') } }),
    ],
    'an address of a chat': [secret({ slack_webhook_url: 'https://hooks.slack.com/services/T02AB/B03CD/x7Kp' })],
  },
  refuses: {
    'what somebody was to write': {
      given: [secret({ GOOGLE_CLIENT_SECRET: 'your-google-client-secret', ADMIN_API_KEY: 'change-this-to-a-random-string' })],
      says: 'GOOGLE_CLIENT_SECRET, ADMIN_API_KEY are words that everybody tries first, or describe themselves',
    },
    'the address of the documentation': {
      given: [secret({ slack_webhook_url: 'https://hooks.slack.com/services/YOUR/SLACK/WEBHOOK' })],
      says: 'slack_webhook_url is a word that everybody tries first, or describes itself',
    },
    'a password under a short name': {
      given: [secret({ RABBITMQ_DEFAULT_PASS: 'admin' })],
      says: 'RABBITMQ_DEFAULT_PASS is a word that everybody tries first, or describes itself',
    },
    'words, encoded': {
      given: [
        secret(
          { JWT_SECRET_KEY: base64('dev-jwt-secret-key'), INTERNAL_API_SECRET: base64('internal-secret'), user: base64('root') },
          'data',
        ),
      ],
      says: 'JWT_SECRET_KEY, INTERNAL_API_SECRET are words that everybody tries first, or describe themselves',
    },
    'a placeholder': {
      given: [secret({ REDIS_PASSWORD: 'CHANGE_ME' })],
      says: 'REDIS_PASSWORD is a word that everybody tries first, or describes itself',
    },
  },
});
