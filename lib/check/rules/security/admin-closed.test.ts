import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { adminClosed } from './admin-closed.ts';

const ports = [{ port: 80 }];
const route = (host: string, target: string, gateways: readonly string[] = ['istio-system/public'], more: object = {}) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'route', namespace: 'monitoring' },
    { spec: { hosts: [host], gateways, http: [{ route: [{ destination: { host: target } }] }], ...more } },
  );
const ingress = (target: string, annotations: Readonly<Record<string, string>> = {}) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { name: 'ui', namespace: 'monitoring', annotations },
    { spec: { rules: [{ host: 'ui.example.com', http: { paths: [{ backend: { service: { name: target, port: { number: 80 } } } }] } }] } },
  );
const allow = (rules: readonly object[]) =>
  kube(
    'security.istio.io/v1/AuthorizationPolicy',
    { name: 'office', namespace: 'istio-system' },
    { spec: { action: 'DENY', selector: { matchLabels: { istio: 'ingressgateway' } }, rules } },
  );

ruleCases(adminClosed, {
  accepts: {
    'a Service inside the cluster': [service({ name: 'prometheus', ports })],
    'programs that ask for a password': [service({ name: 'grafana', type: 'LoadBalancer', ports }), ingress('argocd-server')],
    'an exporter': [service({ name: 'node-exporter', type: 'NodePort', ports }), ingress('prometheus-adapter')],
    'an Ingress that asks for a login': [ingress('prometheus', { 'nginx.ingress.kubernetes.io/auth-url': 'https://login.example.com' })],
    'an address of the house': [
      service({ name: 'longhorn-frontend', type: 'LoadBalancer', ports, spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] } }),
    ],
    'a route inside the mesh': [route('prometheus.example.com', 'prometheus', ['mesh'])],
    'a route that the gateway lets in from some addresses only': [
      route('prometheus.example.com', 'prometheus'),
      allow([{ from: [{ source: { notRemoteIpBlocks: ['10.0.0.0/8'] } }], to: [{ operation: { hosts: ['prometheus.example.com'] } }] }]),
    ],
    'a name of the local network': [route('prometheus.cluster.local', 'prometheus')],
  },
  refuses: {
    'a load balancer': {
      given: [service({ name: 'alertmanager', type: 'LoadBalancer', ports })],
      says: 'Alertmanager, which asks nobody who they are, is open through a LoadBalancer',
    },
    'a program that is known by its image': {
      given: [
        deployment({ labels: { app: 'db-ui' }, container: { image: 'adminer:4' } }),
        service({ name: 'db-ui', selector: { app: 'db-ui' }, type: 'LoadBalancer', ports }),
      ],
      says: 'a console of a database or queue, which asks nobody who they are, is open through a LoadBalancer',
    },
    'a database': {
      given: [
        deployment({ name: 'db', labels: { app: 'db' }, container: { image: 'postgres:16' } }),
        service({ name: 'db', selector: { app: 'db' }, type: 'NodePort', ports }),
      ],
      says: 'PostgreSQL is open through a NodePort',
    },
    'a cache': {
      given: [
        deployment({ name: 'cache', labels: { app: 'cache' }, container: { image: 'redis:7-alpine' } }),
        service({ name: 'cache', selector: { app: 'cache' }, type: 'NodePort', ports }),
      ],
      says: 'Redis is open through a NodePort',
    },
    'an Ingress': {
      given: [ingress('longhorn-frontend')],
      says: 'the Longhorn UI, which asks nobody who they are, is open through the Ingress as ui.example.com',
    },
    'a route on a gateway': {
      given: [route('prometheus.example.com', 'prometheus')],
      says: 'Prometheus, which asks nobody who they are, is open through the gateway as prometheus.example.com',
    },
    'values of a chart': {
      given: [
        kube(
          'slipway.dev/v1/HelmValues',
          { name: 'monitoring/kube-prometheus-stack' },
          { values: { prometheus: { service: { type: 'LoadBalancer' } } } },
        ),
      ],
      says: 'Prometheus, which asks nobody who they are, is open through a LoadBalancer',
    },
  },
});
