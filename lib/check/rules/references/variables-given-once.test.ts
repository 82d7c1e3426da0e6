import { deployment, kube, ruleCases } from '../../testing.ts';
import { variablesGivenOnce } from './variables-given-once.ts';

const shop = { namespace: 'shop' };
const config = (data: object) => kube('v1/ConfigMap', { ...shop, name: 'web-config' }, { data });
const secret = (rest: object) => kube('v1/Secret', { ...shop, name: 'web-secret' }, rest as Record<string, unknown>);
const web = (more: object = {}, prefix?: string) =>
  deployment({
    ...shop,
    container: {
      envFrom: [
        { configMapRef: { name: 'web-config' } },
        { secretRef: { name: 'web-secret' }, ...(prefix === undefined ? {} : { prefix }) },
      ],
      ...more,
    },
  });

ruleCases(variablesGivenOnce, {
  accepts: {
    'other names': [config({ HOST: 'db' }), secret({ stringData: { PASSWORD: 'x1' } }), web()],
    'the same value': [config({ HOST: 'db' }), secret({ stringData: { HOST: 'db' } }), web()],
    'the same value, encoded': [config({ HOST: 'db' }), secret({ data: { HOST: Buffer.from('db').toString('base64') } }), web()],
    'a variable of its own': [
      config({ PORT: '8080' }),
      secret({ stringData: { PORT: '9090' } }),
      web({ env: [{ name: 'PORT', value: '8081' }] }),
    ],
    'a prefix': [config({ HOST: 'db' }), secret({ stringData: { HOST: 'cache' } }), web({}, 'CACHE_')],
    'a value that is filled in later': [config({ HOST: '${DB_HOST}' }), secret({ stringData: { HOST: 'db' } }), web()],
    'a Secret from elsewhere': [config({ HOST: 'db' }), web()],
  },
  refuses: {
    'two values': {
      given: [config({ SITE_KEY: 'one', HOST: 'db' }), secret({ stringData: { SITE_KEY: 'two' } }), web()],
      says: 'container "app" gets SITE_KEY from ConfigMap web-config and from Secret web-secret, with different values',
      fix: 'Keep it in one of the two.',
    },
    'two values, one encoded': {
      given: [config({ A: 'one', B: 'one' }), secret({ data: { A: 'dHdv', B: 'dHdv' } }), web()],
      says: 'container "app" gets A, B from ConfigMap web-config and from Secret web-secret, with different values',
      fix: 'Keep them in one of the two.',
    },
  },
});
