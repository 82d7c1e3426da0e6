import { deployment, kube, ruleCases } from '../../testing.ts';
import { tunnelOriginFits } from './tunnel-origin-fits.ts';

const GATEWAY = 'istio-ingressgateway.istio-system.svc.cluster.local';
const tunnel = (service: string, more = '') =>
  kube(
    'v1/ConfigMap',
    { name: 'cloudflared', namespace: 'edge' },
    {
      data: {
        'config.yaml': `tunnel: home\ncredentials-file: /etc/creds.json\n${more}ingress:\n  - hostname: www.example.com\n    service: ${service}\n  - service: http_status:404\n`,
      },
    },
  );
const labels = { app: 'istio-ingressgateway', istio: 'ingressgateway' };
const edge = [
  deployment({ name: 'istio-ingressgateway', namespace: 'istio-system', labels }),
  kube(
    'networking.istio.io/v1/Gateway',
    { name: 'edge', namespace: 'istio-system' },
    {
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [
          { port: { number: 80, protocol: 'HTTP' }, hosts: ['*.example.com'] },
          { port: { number: 443, protocol: 'HTTPS' }, hosts: ['*.example.com'], tls: { mode: 'SIMPLE', credentialName: 'edge-tls' } },
        ],
      },
    },
  ),
];
const certificate = (name: string) =>
  kube(
    'cert-manager.io/v1/Certificate',
    { name: 'edge', namespace: 'istio-system' },
    { spec: { secretName: 'edge-tls', dnsNames: [name] } },
  );

ruleCases(tunnelOriginFits, {
  accepts: {
    'plain to the plain port': [...edge, tunnel(`http://${GATEWAY}:80`)],
    'the usual port': [...edge, tunnel(`http://${GATEWAY}`)],
    'TLS with the public name': [...edge, tunnel(`https://${GATEWAY}:443`, 'originRequest: { originServerName: www.example.com }\n')],
    'TLS that nobody looks at': [...edge, tunnel(`https://${GATEWAY}`, 'originRequest: { noTLSVerify: true }\n')],
    'a certificate that has the name': [...edge, tunnel(`https://${GATEWAY}`), certificate(GATEWAY)],
    'another server': [...edge, tunnel('https://web.shop.svc.cluster.local:8443')],
    'what is no address': [tunnel('hello_world'), tunnel('unix:/run/web.sock'), tunnel('ssh://localhost:22')],
    'a file that is something else': [kube('v1/ConfigMap', {}, { data: { 'a.yaml': 'ingress:\n  - service: web\n' } })],
  },
  refuses: {
    'plain to the port for TLS': {
      given: [...edge, tunnel(`http://${GATEWAY}:443`)],
      says: `http://${GATEWAY}:443 is called by http, and the gateway speaks TLS on port 443`,
    },
    'TLS to the plain port': {
      given: [...edge, tunnel(`https://${GATEWAY}:80`)],
      says: `https://${GATEWAY}:80 is called by https, and the gateway speaks plain HTTP on port 80`,
    },
    'a name of the cluster': {
      given: [...edge, tunnel(`https://${GATEWAY}:443`), certificate('*.example.com')],
      says: `cloudflared asks the gateway for the certificate of ${GATEWAY}, and it has those of *.example.com`,
    },
    'no scheme': { given: [tunnel('web.shop:80')], says: 'web.shop:80 has no scheme', fix: 'Write http://web.shop:80.' },
    'a path': {
      given: [tunnel('http://web.shop:80/app')],
      says: 'http://web.shop:80/app has a path, and a tunnel sends each request to the path that it asked for',
      fix: 'Write http://web.shop:80.',
    },
  },
});
