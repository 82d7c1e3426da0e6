import { kube, ruleCases, service } from '../../testing.ts';
import { serviceEntryReaches } from './service-entry-reaches.ts';

const entry = (name: string, host: string, spec: object = { resolution: 'DNS' }, namespace = 'blog') =>
  kube(
    'networking.istio.io/v1/ServiceEntry',
    { name, namespace },
    { spec: { hosts: [host], ports: [{ number: 443, protocol: 'TLS' }], ...spec } },
  );

ruleCases(serviceEntryReaches, {
  accepts: {
    'one host by DNS': [entry('github', 'github.com')],
    'a wildcard without a look-up': [entry('s3', '*.amazonaws.com', { resolution: 'NONE' })],
    addresses: [entry('db', 'db.example.com', { resolution: 'STATIC', endpoints: [{ address: '10.0.0.1' }] })],
    'workloads outside the cluster': [entry('vm', 'vm.example.com', { resolution: 'STATIC', workloadSelector: { labels: { app: 'vm' } } })],
    'plain HTTP that the proxy turns into TLS': [
      entry('github', 'github.com', { resolution: 'DNS', ports: [{ number: 443, protocol: 'HTTP' }] }),
      kube(
        'networking.istio.io/v1/DestinationRule',
        { namespace: 'blog' },
        { spec: { host: 'github.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } } },
      ),
    ],
    'plain HTTP on 80 that goes on to 443': [
      entry('github', 'github.com', { resolution: 'DNS', ports: [{ number: 80, protocol: 'HTTP', targetPort: 443 }] }),
    ],
    'one host kept by each of two namespaces': [
      entry('a', 'github.com', { exportTo: ['.'] }, 'one'),
      entry('b', 'github.com', { exportTo: ['.'] }, 'two'),
    ],
  },
  refuses: {
    'a wildcard by DNS': {
      given: [entry('s3', '*.amazonaws.com')],
      says: '*.amazonaws.com cannot be looked up: resolution DNS needs one name',
    },
    'HTTP where clients speak TLS': {
      given: [entry('github', 'github.com', { resolution: 'DNS', ports: [{ number: 443, name: 'http', protocol: 'HTTP' }] })],
      says: 'port 443 is declared as HTTP, and clients speak TLS there',
    },
    'no addresses': { given: [entry('db', 'db.example.com', { resolution: 'STATIC' })], says: 'resolution STATIC without endpoints' },
    'a Service of the cluster': {
      given: [service({ namespace: 'blog' }), entry('web', 'web.blog.svc.cluster.local')],
      says: 'web.blog.svc.cluster.local is a Service of the cluster already',
    },
    'one host twice': {
      given: [entry('a', 'github.com'), entry('b', 'github.com', {}, 'shop')],
      says: [
        'ServiceEntry shop/b defines github.com too, with the same port',
        'ServiceEntry blog/a defines github.com too, with the same port',
      ],
    },
  },
});
