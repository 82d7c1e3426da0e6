import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { tokenPrincipalAgrees } from './token-principal-agrees.ts';

const namespace = 'shop';
const tokens = (issuer: string, app?: string, place = namespace) =>
  kube(
    'security.istio.io/v1/RequestAuthentication',
    { name: `jwt-${app ?? 'all'}`, namespace: place },
    { spec: { ...(app === undefined ? {} : { selector: { matchLabels: { app } } }), jwtRules: [{ issuer, jwksUri: `${issuer}/keys` }] } },
  );
const policy = (rule: object, app = 'web') =>
  kube(
    'security.istio.io/v1/AuthorizationPolicy',
    { name: 'web', namespace },
    { spec: { selector: { matchLabels: { app } }, rules: [rule] } },
  );
const asks = (...requestPrincipals: string[]) => policy({ from: [{ source: { requestPrincipals } }] });
const pods = [meshed(namespace), deployment({ name: 'web', namespace }), deployment({ name: 'api', namespace, labels: { app: 'api' } })];
const ISSUER = 'https://login.example.org';

ruleCases(tokenPrincipalAgrees, {
  accepts: {
    'anybody of the issuer': [...pods, tokens(ISSUER, 'web'), asks(`${ISSUER}/*`)],
    'one subject': [...pods, tokens(ISSUER), asks(`${ISSUER}/me`)],
    'anybody with a token': [...pods, tokens(ISSUER, 'web'), asks('*')],
    'an issuer with a slash at its end': [...pods, tokens(`${ISSUER}/`, 'web'), asks(`${ISSUER}//*`)],
    'the beginning of an issuer': [...pods, tokens(ISSUER, 'web'), asks('https://login*')],
    'a check for the whole mesh': [...pods, tokens(ISSUER, undefined, 'istio-system'), asks(`${ISSUER}/*`)],
    'one who is kept out': [...pods, policy({ from: [{ source: { notRequestPrincipals: ['*'] } }] })],
    'attributes that there are': [
      policy({
        when: [
          { key: 'request.auth.claims[realm_access][roles]', values: ['admin'] },
          { key: 'request.headers[x-token]', values: ['a'] },
          { key: 'connection.sni', values: ['a'] },
        ],
      }),
    ],
  },
  refuses: {
    'another issuer': {
      given: [...pods, tokens(ISSUER, 'web'), asks('https://auth.example.org/*')],
      says: `https://auth.example.org/* is a principal of no issuer whose tokens are checked here: ${ISSUER}`,
      fix: `Write ${ISSUER}/*.`,
    },
    'the issuer alone': {
      given: [...pods, tokens(ISSUER, 'web'), asks(ISSUER)],
      says: `${ISSUER} is the issuer alone: a principal is the issuer, a slash and the subject`,
      fix: `Write ${ISSUER}/*.`,
    },
    'an issuer that is written with a slash': {
      given: [...pods, tokens(`${ISSUER}/`, 'web'), asks(`${ISSUER}/me`)],
      says: `${ISSUER}/me is a principal of no issuer whose tokens are checked here: ${ISSUER}/`,
    },
    'a check for other pods': {
      given: [...pods, tokens(ISSUER, 'api'), asks('*')],
      says: 'it asks for the principal of a token (*), and no RequestAuthentication checks tokens for these pods',
    },
    'the same in a condition': {
      given: [...pods, tokens(ISSUER, 'web'), policy({ when: [{ key: 'request.auth.principal', values: ['https://old.example.org/*'] }] })],
      says: `https://old.example.org/* is a principal of no issuer whose tokens are checked here: ${ISSUER}`,
    },
    'a claim behind a dot': {
      given: [policy({ when: [{ key: 'request.auth.claims.role', values: ['admin'] }] })],
      says: 'request.auth.claims.role is no attribute on which Istio decides',
      fix: 'Write request.auth.claims[role].',
    },
    'a condition without values': {
      given: [policy({ when: [{ key: 'request.headers[x-internal]' }] })],
      says: 'the condition on request.headers[x-internal] has neither values nor notValues',
    },
    'a header of its own': {
      given: [policy({ when: [{ key: 'headers[x-token]', values: ['a'] }] })],
      says: 'headers[x-token] is no attribute on which Istio decides',
    },
  },
});
