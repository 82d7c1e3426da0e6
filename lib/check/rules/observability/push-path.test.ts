import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { pushPath } from './push-path.ts';

const loki = [
  deployment({ name: 'loki', labels: { app: 'loki' }, container: { image: 'grafana/loki:3.3.2' } }),
  service({ name: 'loki', selector: { app: 'loki' } }),
];
const alloy = (url: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'alloy' },
    { data: { 'config.alloy': `loki.write "default" {\n  endpoint {\n    url = "${url}"\n  }\n}\n` } },
  );
const promtail = (url: string) =>
  kube('v1/ConfigMap', { name: 'promtail' }, { data: { 'promtail.yaml': `clients:\n  - url: ${url}\nscrape_configs: []\n` } });

ruleCases(pushPath, {
  accepts: {
    'the whole path': [...loki, alloy('http://loki:3100/loki/api/v1/push'), promtail('http://loki:3100/loki/api/v1/push')],
    'a store that is not in the tree': [alloy('http://logs.acme.io')],
    'a gateway before the store': [
      deployment({ name: 'gw', labels: { app: 'gw' }, container: { image: 'nginx:1.27' } }),
      service({ name: 'loki', selector: { app: 'gw' } }),
      alloy('http://loki/push'),
    ],
  },
  refuses: {
    'the address alone, from Alloy': {
      given: [...loki, alloy('http://loki:3100')],
      says: 'data are pushed to http://loki:3100; loki takes them at /loki/api/v1/push',
      fix: 'Write http://loki:3100/loki/api/v1/push.',
    },
    'another path, from Promtail': {
      given: [...loki, promtail('http://loki:3100/api/v1/push')],
      says: 'data are pushed to http://loki:3100/api/v1/push; loki takes them at /loki/api/v1/push',
      fix: 'Write http://loki:3100/loki/api/v1/push.',
    },
  },
});
