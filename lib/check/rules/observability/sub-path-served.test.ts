import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { subPathServed } from './sub-path-served.ts';

const grafana = (...env: readonly (readonly [string, string])[]) =>
  deployment({
    name: 'grafana',
    namespace: 'monitoring',
    labels: { app: 'grafana' },
    container: { name: 'grafana', image: 'grafana/grafana:11.4.0', env: env.map(([name, value]) => ({ name, value })) },
  });
const prometheus = (path: string, ...args: readonly string[]) =>
  deployment({
    name: 'prometheus',
    namespace: 'monitoring',
    container: { name: 'prometheus', image: 'prom/prometheus:v2.55.1', args, readinessProbe: { httpGet: { path, port: 9090 } } },
  });
const url = ['GF_SERVER_ROOT_URL', 'http://tools.example.com/grafana/'] as const;
const door = service({ name: 'grafana', namespace: 'monitoring', selector: { app: 'grafana' } });
const route = (rewrite: object) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'tools', namespace: 'monitoring' },
    { spec: { hosts: ['tools.example.com'], http: [{ ...rewrite, route: [{ destination: { host: 'grafana' } }] }] } },
  );
const values = (server: object, more: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'grafana' },
    { spec: { source: { chart: 'grafana', helm: { valuesObject: { 'grafana.ini': { server }, ...more } } } } },
  );
const root_url = 'https://tools.example.com/grafana/';

ruleCases(subPathServed, {
  accepts: {
    'a chart that serves the path': [values({ root_url, serve_from_sub_path: true })],
    'a chart whose variable says so': [values({ root_url }, { env: { GF_SERVER_SERVE_FROM_SUB_PATH: 'true' } })],
    'a chart without a path': [values({ root_url: '%(protocol)s://%(domain)s:%(http_port)s/' })],
    'a chart whose Ingress takes the path away': [
      values({ root_url }, { ingress: { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' } } }),
    ],
    'a chart before which a route takes the path away': [values({ root_url }), route({ rewrite: { uri: '/' } })],
    'an address without a path': [grafana(['GF_SERVER_ROOT_URL', 'http://grafana.example.com/'])],
    'a path that Grafana serves': [grafana(url, ['GF_SERVER_SERVE_FROM_SUB_PATH', 'true'])],
    'a path that the route takes away': [grafana(url), door, route({ rewrite: { uri: '/' } })],
    'a probe below the path': [prometheus('/prometheus/-/ready', '--web.external-url=http://tools.example.com/prometheus')],
    'a path that a proxy takes away': [
      prometheus('/-/ready', '--web.external-url=http://tools.example.com/prometheus', '--web.route-prefix=/'),
    ],
  },
  refuses: {
    'a chart that does not serve the path': {
      given: [values({ root_url })],
      says: 'Grafana calls itself https://tools.example.com/grafana/, and does not serve from /grafana (serve_from_sub_path is not set)',
    },
    'a path that Grafana does not serve': {
      given: [grafana(url), door, route({})],
      says: 'Grafana calls itself http://tools.example.com/grafana/, and does not serve from /grafana (GF_SERVER_SERVE_FROM_SUB_PATH is not set)',
    },
    'a probe beside the path': {
      given: [prometheus('/-/ready', '--web.external-url=http://tools.example.com/prometheus')],
      says: 'the readinessProbe asks /-/ready, and prometheus serves everything below /prometheus (--web.external-url)',
      fix: 'Ask /prometheus/-/ready, or add --web.route-prefix=/ where a proxy takes the path away.',
    },
  },
});
