import { kube, ruleCases } from '../../testing.ts';
import { ingressEncrypted } from './ingress-encrypted.ts';

const ingress = (host: string, tls: readonly object[] = [], annotations: Readonly<Record<string, string>> = {}) =>
  kube('networking.k8s.io/v1/Ingress', { annotations }, { spec: { tls, rules: [{ host }] } });

ruleCases(ingressEncrypted, {
  accepts: {
    'TLS for the host': [ingress('shop.example.com', [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }])],
    'TLS for all hosts of the domain': [ingress('shop.example.com', [{ hosts: ['*.example.com'], secretName: 'tls' }])],
    'a load balancer that has the certificate': [ingress('shop.example.com', [], { 'alb.ingress.kubernetes.io/certificate-arn': 'arn' })],
    'a name of the local network': [ingress('grafana.local')],
  },
  refuses: {
    'no TLS': { given: [ingress('shop.example.com')], says: 'shop.example.com is served without TLS, as far as the tree shows' },
    'TLS for another host': {
      given: [ingress('shop.example.com', [{ hosts: ['www.example.com'] }])],
      says: 'shop.example.com is served without TLS, as far as the tree shows',
    },
  },
});
