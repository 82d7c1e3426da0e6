import { deployment, kube, ruleCases } from '../../testing.ts';
import { corsLimited } from './cors-limited.ts';

const config = (value: string): ReturnType<typeof kube> =>
  kube('v1/ConfigMap', { name: 'settings', namespace: 'shop' }, { data: { CORS_ALLOWED_ORIGINS: value } });
const route = (corsPolicy: object): ReturnType<typeof kube> =>
  kube('networking.istio.io/v1/VirtualService', { name: 'web', namespace: 'shop' }, { spec: { http: [{ corsPolicy }] } });
const ingress = (annotations: Readonly<Record<string, string>>): ReturnType<typeof kube> =>
  kube('networking.k8s.io/v1/Ingress', { name: 'web', namespace: 'shop', annotations });

const nginx = (before: string, origin: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'proxy', namespace: 'shop' },
    {
      data: {
        'default.conf': `server {\n  listen 80;\n  location / {\n    ${before}\n    add_header Access-Control-Allow-Origin "${origin}" always;\n    add_header Access-Control-Allow-Credentials "true" always;\n    proxy_pass http://web:8080;\n  }\n}\n`,
      },
    },
  );

ruleCases(corsLimited, {
  accepts: {
    'origins by name': [
      config('https://shop.acme.io'),
      route({ allowOrigins: [{ exact: 'https://shop.acme.io' }], allowCredentials: true }),
    ],
    'nginx that answers one origin, or has looked at it': [
      nginx('', 'https://shop.acme.io'),
      nginx('if ($http_origin !~ ^https://(www\\.)?shop\\.acme\\.io$) { return 403; }', '$http_origin'),
    ],
    'an Ingress without CORS': [ingress({})],
    'a star that means something else': [deployment({ container: { env: [{ name: 'LISTEN', value: '*' }] } })],
  },
  refuses: {
    'every origin in a ConfigMap': { given: [config('*')], says: 'CORS_ALLOWED_ORIGINS is *: every page may call it' },
    'every origin with cookies': {
      given: [route({ allowOrigins: [{ regex: '.*' }], allowCredentials: true })],
      says: 'corsPolicy allows every origin, with cookies',
    },
    'nginx that answers every origin, with cookies': {
      given: [nginx('', '$http_origin')],
      says: 'nginx answers every origin with its own name, and allows cookies',
    },
    'an Ingress for all': {
      given: [ingress({ 'nginx.ingress.kubernetes.io/enable-cors': 'true' })],
      says: 'nginx.ingress.kubernetes.io/enable-cors lets every origin in (cors-allow-origin is *)',
    },
  },
});
