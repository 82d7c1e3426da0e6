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
  },
  refuses: {
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
