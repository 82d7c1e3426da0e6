import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { actuatorKeptInside } from './actuator-kept-inside.ts';

const namespace = 'blog';
const INCLUDE = 'MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE';
const was = (env: Record<string, string>) => [
  service({ namespace, name: 'was', selector: { app: 'was' } }),
  deployment({
    namespace,
    name: 'was',
    labels: { app: 'was' },
    container: { env: Object.entries(env).map(([name, value]) => ({ name, value })) },
  }),
];
const route = (host: string, prefix?: string) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace, name: 'routes' },
    {
      spec: {
        gateways: ['edge'],
        http: [{ ...(prefix === undefined ? {} : { match: [{ uri: { prefix } }] }), route: [{ destination: { host } }] }],
      },
    },
  );
const web = (location: string) => [
  service({ namespace, name: 'web', selector: { app: 'web' } }),
  deployment({
    namespace,
    container: { volumeMounts: [{ name: 'c', mountPath: '/etc/nginx/conf.d' }] },
    pod: { volumes: [{ name: 'c', configMap: { name: 'nginx' } }] },
  }),
  kube(
    'v1/ConfigMap',
    { namespace, name: 'nginx' },
    { data: { 'default.conf': `server {\n  location ${location} {\n    proxy_pass http://was:80;\n  }\n}\n` } },
  ),
];

ruleCases(actuatorKeptInside, {
  accepts: {
    'pages that tell nothing': [...was({ [INCLUDE]: 'health,info,prometheus' }), route('was')],
    'paths of the program alone': [...was({ [INCLUDE]: '*' }), route('was', '/api')],
    'a port of its own': [...was({ [INCLUDE]: '*', MANAGEMENT_SERVER_PORT: '9090' }), route('was')],
    'a program that nobody reaches from outside': was({ [INCLUDE]: '*' }),
    'nginx that hands on the paths of the program': [...was({ [INCLUDE]: '*' }), ...web('/api'), route('web')],
  },
  refuses: {
    'all pages at a gateway': {
      given: [...was({ [INCLUDE]: '*' }), route('was')],
      says: `${INCLUDE} exposes *, and VirtualService routes brings /actuator in from outside`,
    },
    'the memory, through nginx': {
      given: [...was({ [INCLUDE]: 'health, heapdump' }), ...web('/actuator'), route('web')],
      says: `${INCLUDE} exposes heapdump, and location /actuator of ConfigMap nginx brings /actuator in from outside`,
    },
  },
});
