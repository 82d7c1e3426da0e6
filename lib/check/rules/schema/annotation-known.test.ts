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
    'where they are read': [
      kube('v1/Service', {
        annotations: { 'metallb.io/loadBalancerIPs': '10.0.0.1', 'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true' },
      }),
      kube('gateway.networking.k8s.io/v1/Gateway', {
        annotations: { 'cert-manager.io/cluster-issuer': 'ca', 'metallb.io/loadBalancerIPs': '10.0.0.1' },
      }),
      kube('v1/Secret', { annotations: { 'cert-manager.io/issuer-name': 'ca' } }),
    ],
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
    'a limit of an Ingress at a route of the mesh': {
      given: [
        kube('networking.istio.io/v1/VirtualService', {
          name: 'blog',
          annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '20m' },
        }),
      ],
      says: 'nginx.ingress.kubernetes.io/proxy-body-size stands at VirtualService blog, and is read at Ingresses only',
    },
    'a certificate for a gateway of the mesh': {
      given: [kube('networking.istio.io/v1/Gateway', { name: 'edge', annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } })],
      says: 'cert-manager.io/cluster-issuer stands at Gateway edge, and is read at Ingresses and Gateways of the Gateway API only',
      fix: 'Write a Certificate, whose secretName the gateway names.',
    },
    'an address for a gateway of the mesh': {
      given: [kube('networking.istio.io/v1/Gateway', { name: 'edge', annotations: { 'metallb.universe.tf/loadBalancerIPs': '10.0.0.1' } })],
      says: 'metallb.universe.tf/loadBalancerIPs stands at Gateway edge, and is read at Services only',
    },
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
