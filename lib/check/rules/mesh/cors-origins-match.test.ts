import { deployment, kube, ruleCases } from '../../testing.ts';
import { corsOriginsMatch } from './cors-origins-match.ts';

const route = (...allowOrigins: readonly object[]) =>
  kube('networking.istio.io/v1/VirtualService', { name: 'api' }, { spec: { http: [{ corsPolicy: { allowOrigins } }] } });
const env = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } });
const KEY = 'nginx.ingress.kubernetes.io/cors-allow-origin';
const ingress = (value: string) => kube('networking.k8s.io/v1/Ingress', { annotations: { [KEY]: value } });

ruleCases(corsOriginsMatch, {
  accepts: {
    'whole origins': [
      route({ exact: 'https://blog.example.com' }, { prefix: 'https://' }, { regex: 'https://.*\\.example\\.com' }, { exact: '*' }),
      env('CORS_ALLOWED_ORIGINS', 'https://blog.example.com,http://localhost:3000'),
      ingress('https://blog.example.com, https://*.example.com'),
    ],
    'an expression for any scheme': [route({ regex: '.*\\.example\\.com' }, { regex: '^https?://x$' })],
    'a value that is filled in later': [env('CORS_ORIGIN', '${HOST}')],
    'a variable of another kind': [env('ORIGIN_HOST', 'blog.example.com')],
  },
  refuses: {
    'a host alone': {
      given: [route({ exact: 'blog.example.com' })],
      says: 'exact has blog.example.com, without a scheme',
      fix: 'Write https://blog.example.com.',
    },
    'a slash at the end': {
      given: [env('APP_CORS_ALLOWED_ORIGINS', 'https://blog.example.com/')],
      says: 'APP_CORS_ALLOWED_ORIGINS has https://blog.example.com/, with "/" behind the host',
    },
    'an expression for the host': {
      given: [route({ regex: '^blog\\.example\\.com$' })],
      says: 'the expression ^blog\\.example\\.com$ is for the whole origin, and origins begin with http:// or https://',
    },
    'one of several at an Ingress': {
      given: [ingress('https://blog.example.com, www.example.com')],
      says: `${KEY} has www.example.com, without a scheme`,
    },
  },
});
