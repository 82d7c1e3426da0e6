import { deployment, kube, ruleCases } from '../../testing.ts';
import { tokenRequired } from './token-required.ts';

const pods = [
  deployment({ namespace: 'shop', labels: { app: 'web' } }),
  deployment({ namespace: 'shop', name: 'api', labels: { app: 'api' } }),
];
const select = (app: string) => ({ selector: { matchLabels: { app } } });
const check = kube(
  'security.istio.io/v1/RequestAuthentication',
  { namespace: 'shop' },
  { spec: { ...select('web'), jwtRules: [{ issuer: 'x' }] } },
);
const policy = (spec: object, namespace = 'shop') => kube('security.istio.io/v1/AuthorizationPolicy', { namespace }, { spec });
const asked = { rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }] };
const says =
  'requests with a wrong token are refused, and requests without one are let in: no AuthorizationPolicy here asks for a principal of the request';

ruleCases(tokenRequired, {
  accepts: {
    'a policy for the same pods': [...pods, check, policy({ ...select('web'), ...asked })],
    'a policy for the namespace': [...pods, check, policy(asked)],
    'a policy for the mesh': [...pods, check, policy(asked, 'istio-system')],
    'a refusal of those without': [
      ...pods,
      check,
      policy({ action: 'DENY', rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }] }),
    ],
    'a policy by claim': [...pods, check, policy({ rules: [{ when: [{ key: 'request.auth.claims[groups]', values: ['admin'] }] }] })],
    'somebody else who decides': [...pods, check, policy({ action: 'CUSTOM', provider: { name: 'oauth2' }, rules: [{}] })],
  },
  refuses: {
    'no policy at all': { given: [...pods, check], says },
    'a policy for other pods': { given: [...pods, check, policy({ ...select('api'), ...asked })], says },
    'a policy that asks for nothing': { given: [...pods, check, policy({ rules: [{ to: [{ operation: { methods: ['GET'] } }] }] })], says },
  },
});
