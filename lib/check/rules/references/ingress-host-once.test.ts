import { kube, ruleCases } from '../../testing.ts';
import { ingressHostOnce } from './ingress-host-once.ts';

const ingress = (name: string, host: string, path = '/', annotations = {}) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { namespace: 'blog', name, annotations },
    { spec: { rules: [{ host, http: { paths: [{ path, pathType: 'Prefix' }] } }] } },
  );
ruleCases(ingressHostOnce, {
  accepts: {
    'two hosts': [ingress('a', 'a.example.com'), ingress('b', 'b.example.com')],
    'two paths of a host': [ingress('a', 'a.example.com'), ingress('b', 'a.example.com', '/api')],
    'a canary': [ingress('a', 'a.example.com'), ingress('b', 'a.example.com', '/', { 'nginx.ingress.kubernetes.io/canary': 'true' })],
  },
  refuses: {
    'a host of another stage, and beside it one of its own': {
      given: [
        { object: { ...ingress('a', 'a.example.com'), metadata: { name: 'a', namespace: 'blog-dev' } }, file: 'a.yaml', overlay: 'dev' },
        { object: ingress('a', 'a.example.com'), file: 'a.yaml', overlay: 'prod' },
        { object: ingress('b', 'a.example.com'), file: 'b.yaml', overlay: 'prod' },
      ],
      says: ['Ingress blog-dev/a serves a.example.com/, too', 'Ingress blog/a serves a.example.com/, too'],
    },
    'the same host twice': {
      given: [ingress('a', 'a.example.com'), ingress('b', 'a.example.com')],
      says: 'Ingress blog/a serves a.example.com/, too',
    },
  },
});
