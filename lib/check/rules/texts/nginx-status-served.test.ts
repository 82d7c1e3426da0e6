import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { nginxStatusServed } from './nginx-status-served.ts';

const namespace = 'blog';
const config = (location: string) =>
  kube(
    'v1/ConfigMap',
    { namespace, name: 'nginx' },
    { data: { 'default.conf': `server {\n  listen 80;\n  location = ${location} {\n    stub_status;\n  }\n}` } },
  );
const web = deployment({ namespace, pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] } });
const front = service({ namespace, name: 'web-service', selector: { app: 'web' } });
const exporter = (uri: string) =>
  deployment({ namespace, name: 'exporter', labels: { app: 'exporter' }, container: { args: [`-nginx.scrape-uri=${uri}`] } });

ruleCases(nginxStatusServed, {
  accepts: {
    'the page that is served': [config('/stub_status'), web, front, exporter('http://web-service/stub_status')],
    'an nginx that the tree does not show': [exporter('http://web-service:80/status')],
  },
  refuses: {
    'another page': {
      given: [config('/stub_status'), web, front, exporter('http://web-service:80/nginx_status')],
      says: 'nginx serves stub_status at /stub_status, not at /nginx_status',
    },
    'no page at all': {
      given: [
        kube('v1/ConfigMap', { namespace, name: 'nginx' }, { data: { 'default.conf': 'server {\n  listen 80;\n}' } }),
        web,
        front,
        exporter('http://web-service/stub_status'),
      ],
      says: 'no location of nginx behind web-service has stub_status',
    },
  },
});
