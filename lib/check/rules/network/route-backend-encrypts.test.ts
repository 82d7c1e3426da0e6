import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { routeBackendEncrypts } from './route-backend-encrypts.ts';

const program = (scheme: 'HTTP' | 'HTTPS') =>
  deployment({
    name: 'panel',
    namespace: 'shop',
    labels: { app: 'panel' },
    container: { ports: [{ containerPort: 9000 }], readinessProbe: { httpGet: { path: '/', port: 9000, scheme } } },
  });
const door = (port: number, name?: string) =>
  service({
    name: 'panel',
    namespace: 'shop',
    selector: { app: 'panel' },
    ports: [{ port, targetPort: 9000, ...(name === undefined ? {} : { name }) }],
  });
const route = (gateways: readonly string[] = ['edge'], kind = 'http') =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'panel', namespace: 'shop' },
    { spec: { hosts: ['panel.example.com'], gateways, [kind]: [{ route: [{ destination: { host: 'panel' } }] }] } },
  );
const ingress = (annotations: Readonly<Record<string, string>>, port: number, ingressClassName = 'nginx') =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { name: 'panel', namespace: 'shop', annotations },
    {
      spec: {
        ingressClassName,
        rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'panel', port: { number: port } } } }] } }],
      },
    },
  );
const http = kube(
  'gateway.networking.k8s.io/v1/HTTPRoute',
  { name: 'panel', namespace: 'shop' },
  { spec: { rules: [{ backendRefs: [{ name: 'panel', port: 443 }] }] } },
);
const HTTPS = { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' };
const said = 'it is sent plain HTTP, and port 443 of Service shop/panel is probed by HTTPS';

ruleCases(routeBackendEncrypts, {
  accepts: {
    'plain to plain': [program('HTTP'), door(80), route(), ingress({}, 80)],
    'a proxy that encrypts': [
      program('HTTPS'),
      door(443),
      route(),
      kube(
        'networking.istio.io/v1/DestinationRule',
        { name: 'panel', namespace: 'shop' },
        { spec: { host: 'panel', trafficPolicy: { tls: { mode: 'SIMPLE' } } } },
      ),
    ],
    'a port of a chart, which calls all of them alike': {
      given: [route()],
      provided: [deployment({ name: 'panel', namespace: 'shop', labels: { app: 'panel' } }), door(8210, 'https')],
    },
    'TLS that is passed through': [program('HTTPS'), door(443), route(['edge'], 'tls')],
    'a route of the mesh, whose clients speak as they like': [program('HTTPS'), door(443), route(['mesh'])],
    'an annotation that encrypts': [program('HTTPS'), door(443), ingress(HTTPS, 443)],
    'a controller that goes by the number of the port': [program('HTTPS'), door(443), ingress({}, 443, 'traefik')],
    'a policy for the backend': [
      program('HTTPS'),
      door(443),
      http,
      kube(
        'gateway.networking.k8s.io/v1/BackendTLSPolicy',
        { name: 'panel', namespace: 'shop' },
        { spec: { targetRefs: [{ kind: 'Service', name: 'panel' }] } },
      ),
    ],
    'a port of which nothing is known': [deployment({ name: 'panel', namespace: 'shop', labels: { app: 'panel' } }), door(443), route()],
  },
  refuses: {
    'plain to HTTPS by a gateway': { given: [program('HTTPS'), door(443), route()], says: said },
    'plain to HTTPS by the Gateway API': { given: [program('HTTPS'), door(443), http], says: said },
    'plain to HTTPS by ingress-nginx': { given: [program('HTTPS'), door(443, 'https'), ingress({}, 443)], says: said },
    'HTTPS to plain': {
      given: [program('HTTP'), door(80), ingress(HTTPS, 80)],
      says: 'it is sent HTTPS, and port 80 of Service shop/panel is probed by HTTP',
      fix: 'Remove nginx.ingress.kubernetes.io/backend-protocol.',
    },
  },
});
