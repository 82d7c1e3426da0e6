import { kube, ruleCases } from '../../testing.ts';
import { externalTlsOnce } from './external-tls-once.ts';

const entry = (port: object, more: object = {}) =>
  kube(
    'networking.istio.io/v1/ServiceEntry',
    { name: 'slack', namespace: 'shop' },
    { spec: { hosts: ['hooks.slack.com'], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [port], ...more } },
  );
const rule = (trafficPolicy: object, host = 'hooks.slack.com') =>
  kube('networking.istio.io/v1/DestinationRule', { name: 'slack', namespace: 'shop' }, { spec: { host, trafficPolicy } });
const https = { number: 443, name: 'https', protocol: 'HTTPS' };
const http = { number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 };

ruleCases(externalTlsOnce, {
  accepts: {
    'clients that encrypt': [entry(https), rule({ connectionPool: { tcp: { maxConnections: 10 } } })],
    'a proxy that encrypts': [entry(http), rule({ tls: { mode: 'SIMPLE' } })],
    'plain to both ports, as routes lead on to 443': [
      entry(https),
      rule({ portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] }),
      kube(
        'networking.istio.io/v1/VirtualService',
        { name: 'slack', namespace: 'shop' },
        { spec: { http: [{ route: [{ destination: { host: 'hooks.slack.com', port: { number: 443 } } }] }] } },
      ),
    ],
    'TLS for another port': [entry(https), rule({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] })],
    'certificates of the mesh for a machine of the mesh': [
      entry({ number: 80, name: 'http', protocol: 'HTTP' }, { location: 'MESH_INTERNAL' }),
      rule({ tls: { mode: 'ISTIO_MUTUAL' } }),
    ],
    'a rule for all Services of the cluster': [entry(https), rule({ tls: { mode: 'ISTIO_MUTUAL' } }, '*.local')],
    'a plain port that stays plain': [entry({ number: 80, name: 'http', protocol: 'HTTP' })],
  },
  refuses: {
    'TLS in TLS': {
      given: [entry(https), rule({ tls: { mode: 'SIMPLE' } })],
      says: 'port 443 of hooks.slack.com is HTTPS: clients encrypt, and DestinationRule slack encrypts once more (SIMPLE)',
    },
    'TLS in TLS by a rule with a star': {
      given: [entry({ ...https, protocol: 'TLS' }), rule({ tls: { mode: 'SIMPLE' } }, '*.slack.com')],
      says: 'port 443 of hooks.slack.com is TLS: clients encrypt, and DestinationRule slack encrypts once more (SIMPLE)',
    },
    'a certificate of the mesh for everybody': {
      given: [entry(https), rule({ tls: { mode: 'ISTIO_MUTUAL' } }, '*')],
      says: 'DestinationRule slack shows hooks.slack.com a certificate of the mesh (ISTIO_MUTUAL), and the host is outside of it',
    },
    'a plain request to 443': {
      given: [entry(http)],
      says: 'port 80 of hooks.slack.com is plain HTTP and goes on to 443, and no DestinationRule encrypts it',
    },
  },
});
