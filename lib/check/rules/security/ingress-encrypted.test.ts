import { kube, ruleCases } from '../../testing.ts';
import { ingressEncrypted } from './ingress-encrypted.ts';

const ingress = (host: string, tls: readonly object[] = [], annotations: Readonly<Record<string, string>> = {}) =>
  kube('networking.k8s.io/v1/Ingress', { annotations }, { spec: { tls, rules: [{ host }] } });

const alb = (more: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ scheme: 'internet-facing', 'listen-ports': '[{"HTTP":80}]', ...more }).map(([key, value]) => [
      `alb.ingress.kubernetes.io/${key}`,
      value,
    ]),
  );

ruleCases(ingressEncrypted, {
  accepts: {
    'TLS for the host': [ingress('shop.example.com', [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }])],
    'TLS for all hosts of the domain': [ingress('shop.example.com', [{ hosts: ['*.example.com'], secretName: 'tls' }])],
    'a load balancer that has the certificate': [ingress('shop.example.com', [], { 'alb.ingress.kubernetes.io/certificate-arn': 'arn' })],
    'a balancer of AWS that is not public, is one of a group, or has a certificate': [
      ingress('web', [], alb({ scheme: 'internal' })),
      ingress('web', [], alb({ 'group.name': 'shared' })),
      ingress('web', [], alb({ 'listen-ports': '[{"HTTP":80},{"HTTPS":443}]' })),
    ],
    'a name of the local network': [ingress('grafana.local')],
  },
  refuses: {
    'a public balancer of AWS that listens on HTTP': {
      given: [ingress('web', [], alb({}))],
      says: 'the load balancer on the internet listens on HTTP:80 only',
    },
    'no TLS': { given: [ingress('shop.example.com')], says: 'shop.example.com is served without TLS, as far as the tree shows' },
    'TLS for another host': {
      given: [ingress('shop.example.com', [{ hosts: ['www.example.com'] }])],
      says: 'shop.example.com is served without TLS, as far as the tree shows',
    },
  },
});
