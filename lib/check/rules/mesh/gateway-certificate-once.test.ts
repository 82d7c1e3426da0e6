import { kube, ruleCases } from '../../testing.ts';
import { gatewayCertificateOnce } from './gateway-certificate-once.ts';

const gateway = (name: string, host: string, credentialName: string, { number = 443, istio = 'ingressgateway', mode = 'SIMPLE' } = {}) =>
  kube(
    'networking.istio.io/v1/Gateway',
    { name, namespace: 'edge' },
    {
      spec: {
        selector: { istio },
        servers: [{ port: { number, protocol: 'HTTPS', name: 'https' }, hosts: [host], tls: { mode, credentialName } }],
      },
    },
  );

ruleCases(gatewayCertificateOnce, {
  accepts: {
    'certificates of their own': [gateway('a', 'a.example.com', 'a-tls'), gateway('b', 'b.example.com', 'b-tls')],
    'pods of their own': [gateway('a', 'a.example.com', 'tls'), gateway('b', 'b.example.com', 'tls', { istio: 'internal' })],
    'ports of their own': [gateway('a', 'a.example.com', 'tls'), gateway('b', 'b.example.com', 'tls', { number: 8443 })],
    'the same host twice, of which another rule tells': [gateway('a', 'a.example.com', 'tls'), gateway('b', 'a.example.com', 'tls')],
    'clients that show certificates': [
      gateway('a', 'a.example.com', 'tls', { mode: 'MUTUAL' }),
      gateway('b', 'b.example.com', 'tls', { mode: 'MUTUAL' }),
    ],
  },
  refuses: {
    'two servers of one Gateway': {
      given: [
        kube(
          'networking.istio.io/v1/Gateway',
          { name: 'a', namespace: 'edge' },
          {
            spec: {
              selector: { istio: 'ingressgateway' },
              servers: ['*.example.com', 'b.example.com'].map((host) => ({
                port: { number: 443, protocol: 'HTTPS' },
                hosts: [host],
                tls: { mode: 'SIMPLE', credentialName: 'tls' },
              })),
            },
          },
        ),
      ],
      says: 'its servers[0] shows the same certificate for *.example.com, these among them, on the same port of the same pods',
    },
    'two hosts': {
      given: [gateway('b', 'b.example.com', 'tls'), gateway('a', 'a.example.com', 'tls')],
      says: 'Gateway edge/a shows the same certificate for a.example.com on the same port of the same pods',
    },
    'a host beside all': {
      given: [gateway('a', '*.example.com', 'tls'), gateway('b', 'b.example.com', 'tls')],
      says: 'Gateway edge/a shows the same certificate for *.example.com, these among them, on the same port of the same pods',
    },
  },
});
