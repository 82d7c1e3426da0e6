import { deployment, kube, ruleCases } from '../../testing.ts';
import { tokenRulesAddUp } from './token-rules-add-up.ts';

const login = deployment({ name: 'login', namespace: 'shop', labels: { app: 'login' } });
const checks = (name: string, app: string | undefined, rules: readonly object[], namespace = 'shop') =>
  kube(
    'security.istio.io/v1/RequestAuthentication',
    { name, namespace },
    { spec: { ...(app === undefined ? {} : { selector: { matchLabels: { app } } }), jwtRules: rules } },
  );
const rule = { issuer: 'https://login.example.com', jwks: '{}' };
const none = checks('login-open', 'login', []);

ruleCases(tokenRulesAddUp, {
  accepts: {
    'rules of its own': [login, checks('all', undefined, [rule]), checks('login', 'login', [{ ...rule, issuer: 'https://other' }])],
    'no other one': [login, none],
    'another one for other pods': [login, checks('web', 'web', [rule]), none],
    'another one of another namespace': [login, checks('all', undefined, [rule], 'blog'), none],
    'one that is bound to a gateway': [
      login,
      kube(
        'security.istio.io/v1/RequestAuthentication',
        { name: 'gateway', namespace: 'shop' },
        { spec: { targetRefs: [{ kind: 'Gateway', name: 'shop' }], jwtRules: [rule] } },
      ),
      none,
    ],
  },
  refuses: {
    'one for the whole namespace': {
      given: [login, checks('all', undefined, [rule]), none],
      says: 'it has no jwtRules, and RequestAuthentication all counts for the same pods all the same (https://login.example.com)',
      fix: 'Give all a selector that leaves these pods out, and delete this one.',
    },
    'one of the root namespace': {
      given: [login, checks('mesh', undefined, [rule], 'istio-system'), none],
      says: 'it has no jwtRules, and RequestAuthentication mesh counts for the same pods all the same (https://login.example.com)',
    },
  },
});
