import { deployment, kube, ruleCases } from '../../testing.ts';
import { loginRequired } from './login-required.ts';

const env = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } });
const args = (...words: readonly string[]) => deployment({ container: { args: words } });
const config = (name: string, data: object) => kube('v1/ConfigMap', { name }, { data });
const values = (name: string, content: object) => kube('slipway.dev/v1/HelmValues', { name }, { values: content });

ruleCases(loginRequired, {
  accepts: {
    'logins that are on': [
      env('GF_AUTH_ANONYMOUS_ENABLED', 'false'),
      env('POSTGRES_HOST_AUTH_METHOD', 'scram-sha-256'),
      config('argocd-rbac-cm', { 'policy.default': 'role:readonly' }),
      config('kiali', { 'config.yaml': 'auth:\n  strategy: token\n' }),
    ],
    'MongoDB with a first user, or with a file of its own': [
      deployment({ container: { image: 'mongo:7', env: [{ name: 'MONGO_INITDB_ROOT_USERNAME', value: 'root' }] } }),
      deployment({ name: 'told', container: { image: 'mongo:7', args: ['--config', '/etc/mongod.conf'] } }),
      deployment({ name: 'other', container: { image: 'percona/percona-server-mongodb:7.0' } }),
    ],
    'a program that is told about its development': [args('-dev', '--verbose')],
    'values of a chart': [values('apps/vault/values', { server: { dev: { enabled: false } } })],
  },
  refuses: {
    'Kiali for everybody': {
      given: [config('kiali', { 'config.yaml': "auth:\n  strategy: anonymous\ndeployment:\n  accessible_namespaces: ['**']\n" })],
      says: 'Kiali lets in everybody (auth.strategy anonymous), with access to every namespace',
    },
    'Kiali in the values of its chart': {
      given: [values('kiali', { auth: { strategy: 'anonymous' } })],
      says: 'Kiali lets in everybody (auth.strategy anonymous)',
    },
    'Grafana for everybody': {
      given: [env('GF_AUTH_ANONYMOUS_ENABLED', 'true')],
      says: 'Grafana lets in everybody (GF_AUTH_ANONYMOUS_ENABLED)',
    },
    'Grafana, of which everybody is an administrator': {
      given: [values('monitoring/stack', { grafana: { 'grafana.ini': { 'auth.anonymous': { enabled: true, org_role: 'Admin' } } } })],
      says: 'Grafana lets in everybody as Admin',
    },
    'MongoDB as its image starts it': {
      given: [deployment({ container: { image: 'mongo:7', env: [{ name: 'MONGO_INITDB_DATABASE', value: 'shop' }] } })],
      says: 'MongoDB asks nobody for a password (no MONGO_INITDB_ROOT_USERNAME, no --auth)',
    },
    'databases without a password': {
      given: [env('MYSQL_ALLOW_EMPTY_PASSWORD', 'yes'), { ...env('POSTGRES_HOST_AUTH_METHOD', 'trust'), metadata: { name: 'zdb' } }],
      says: ['the database has no root password (MYSQL_ALLOW_EMPTY_PASSWORD)', 'PostgreSQL trusts everybody (POSTGRES_HOST_AUTH_METHOD)'],
    },
    'a dashboard without a login': { given: [args('--enable-skip-login')], says: 'the dashboard may be used without a login' },
    'Argo CD without a login': {
      given: [config('argocd-cmd-params-cm', { 'server.disable.auth': 'true' })],
      says: 'Argo CD asks nobody for a login',
    },
    'Vault in dev mode': {
      given: [values('vault-values', { server: { dev: { enabled: true } } })],
      says: 'Vault runs in dev mode: unsealed, in memory, with a known token',
    },
  },
});
