import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { strictScrape } from './strict-scrape.ts';

const strict = kube(
  'security.istio.io/v1/PeerAuthentication',
  { name: 'default-mtls', namespace: 'shop' },
  { spec: { mtls: { mode: 'STRICT' } } },
);
const web = deployment({ namespace: 'shop' });
const front = service({ namespace: 'shop', selector: { app: 'web' }, labels: { app: 'web' } });
const monitor = (endpoint: object, namespaceSelector: object = { matchNames: ['shop'] }) =>
  kube(
    'monitoring.coreos.com/v1/ServiceMonitor',
    { name: 'web', namespace: 'monitoring' },
    { spec: { selector: { matchLabels: { app: 'web' } }, namespaceSelector, endpoints: [endpoint] } },
  );
const says = 'port http of Deployment web is scraped in plain text, while PeerAuthentication default-mtls demands mTLS (STRICT)';

ruleCases(strictScrape, {
  accepts: {
    'permissive pods': [meshed('shop'), web, front, monitor({ port: 'http' })],
    'a scrape with certificates': [
      meshed('shop'),
      strict,
      web,
      front,
      monitor({ port: 'http', scheme: 'https', tlsConfig: { insecureSkipVerify: true } }),
    ],
    'a Prometheus with a sidecar': [
      meshed('shop'),
      strict,
      web,
      front,
      monitor({ port: 'http' }),
      deployment({ name: 'prometheus', namespace: 'shop', labels: { app: 'prometheus' }, container: { image: 'prom/prometheus:v3.0.0' } }),
    ],
    'a port that is left out of the sidecar': [
      meshed('shop'),
      strict,
      deployment({ namespace: 'shop', podAnnotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '9090, 8080' } }),
      front,
      monitor({ port: 'http' }),
    ],
    'Services of another namespace': [meshed('shop'), strict, web, front, monitor({ port: 'http' }, { matchNames: ['blog'] })],
  },
  refuses: {
    'a plain scrape': { given: [meshed('shop'), strict, web, front, monitor({ port: 'http' })], says },
    'a plain scrape in any namespace': { given: [meshed('shop'), strict, web, front, monitor({ port: 'http' }, { any: true })], says },
    'pods, without a Service': {
      given: [
        meshed('shop'),
        strict,
        web,
        kube(
          'monitoring.coreos.com/v1/PodMonitor',
          { namespace: 'shop' },
          { spec: { selector: { matchLabels: { app: 'web' } }, podMetricsEndpoints: [{ port: 'http' }] } },
        ),
      ],
      says,
    },
  },
});
