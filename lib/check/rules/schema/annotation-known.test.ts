import { kube, ruleCases } from '../../testing.ts';
import { annotationKnown } from './annotation-known.ts';

const ingress = (ingressClassName: string, ...names: readonly string[]) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { annotations: Object.fromEntries(names.map((name) => [name, 'x'])) },
    { spec: { ingressClassName } },
  );
const ingressClass = (name: string, controller: string) => kube('networking.k8s.io/v1/IngressClass', { name }, { spec: { controller } });

ruleCases(annotationKnown, {
  accepts: {
    'names that the controller reads': [
      ingress('nginx', 'nginx.ingress.kubernetes.io/proxy-body-size', 'cert-manager.io/cluster-issuer', 'example.org/anything'),
    ],
    'a name that is like none, perhaps of a newer version': [ingress('nginx', 'nginx.ingress.kubernetes.io/quantum-tunnel')],
    'a class whose name says nothing': [ingress('internal', 'nginx.ingress.kubernetes.io/rewrite-target')],
    'a class of its own for the controller': [
      ingress('internal', 'nginx.ingress.kubernetes.io/rewrite-target'),
      ingressClass('internal', 'k8s.io/ingress-nginx'),
    ],
    'annotations of other programs': [
      ingress('traefik', 'external-dns.alpha.kubernetes.io/hostname', 'traefik.ingress.kubernetes.io/router.entrypoints'),
    ],
  },
  refuses: {
    'a slip': {
      given: [ingress('nginx', 'nginx.ingress.kubernetes.io/rewrite-targets')],
      says: 'there is no annotation nginx.ingress.kubernetes.io/rewrite-targets',
      fix: 'Did you mean "nginx.ingress.kubernetes.io/rewrite-target"?',
    },
    'a slip for cert-manager': {
      given: [kube('gateway.networking.k8s.io/v1/Gateway', { annotations: { 'cert-manager.io/cluster-isuer': 'ca' } })],
      says: 'there is no annotation cert-manager.io/cluster-isuer',
    },
    'what the controller before read': {
      given: [ingress('traefik', 'nginx.ingress.kubernetes.io/auth-url')],
      says: 'nginx.ingress.kubernetes.io/auth-url is for nginx, and class traefik is served by traefik',
    },
    'what another controller reads, by the class': {
      given: [ingress('public', 'nginx.ingress.kubernetes.io/auth-url'), ingressClass('public', 'traefik.io/ingress-controller')],
      says: 'nginx.ingress.kubernetes.io/auth-url is for nginx, and class public is served by traefik',
    },
  },
});
