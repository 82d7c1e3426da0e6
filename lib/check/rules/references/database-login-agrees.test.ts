import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { databaseLoginAgrees } from './database-login-agrees.ts';

const secret = (name: string, stringData: object) => kube('v1/Secret', { name, namespace: 'shop' }, { stringData });
const server = (data: object = { POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'one', POSTGRES_DB: 'shop' }) => [
  secret('pg', data),
  deployment({
    name: 'pg',
    namespace: 'shop',
    labels: { app: 'pg' },
    container: { name: 'pg', image: 'postgres:15', envFrom: [{ secretRef: { name: 'pg' } }] },
  }),
  service({ name: 'pg', namespace: 'shop', selector: { app: 'pg' }, ports: [{ port: 5432 }] }),
];
const client = (data: object) => [
  kube('v1/ConfigMap', { name: 'config', namespace: 'shop' }, { data: { POSTGRES_HOST: 'pg', POSTGRES_DB: 'shop' } }),
  secret('login', data),
  deployment({
    name: 'api',
    namespace: 'shop',
    labels: { app: 'api' },
    container: {
      name: 'api',
      envFrom: [{ configMapRef: { name: 'config' } }],
      env: ['POSTGRES_USER', 'POSTGRES_PASSWORD'].map((name) => ({ name, valueFrom: { secretKeyRef: { name: 'login', key: name } } })),
    },
  }),
];

ruleCases(databaseLoginAgrees, {
  accepts: {
    'the same at both ends': [...server(), ...client({ POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'one' })],
    'a Secret that is not in the tree': [...server().slice(1), ...client({ POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'two' })],
    'the superuser': [...server(), ...client({ POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: 'two' })],
    'values that somebody fills in': [...server(), ...client({ POSTGRES_USER: 'shop', POSTGRES_PASSWORD: '${PASSWORD}' })],
  },
  refuses: {
    'another user': {
      given: [...server(), ...client({ POSTGRES_USER: 'api', POSTGRES_PASSWORD: 'one' })],
      says: 'container "api" logs in to pg as "api" (POSTGRES_USER), and Deployment pg makes only "shop"',
    },
    'another password, which is not repeated': {
      given: [...server(), ...client({ POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'two' })],
      says: 'POSTGRES_PASSWORD of container "api" is another than the one that Deployment pg gives user "shop"',
      fix: 'Take user and password of both ends from one Secret.',
    },
  },
});
