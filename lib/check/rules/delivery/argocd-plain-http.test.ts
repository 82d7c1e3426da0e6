import { kube, ruleCases } from '../../testing.ts';
import { argocdPlainHttp } from './argocd-plain-http.ts';

const chart = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'argocd' },
    {
      spec: {
        source: { chart: 'argo-cd', helm: { releaseName: 'argocd', valuesObject } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
      },
    },
  );
const insecure = chart({ configs: { params: { 'server.insecure': true } } });
const secure = chart({ configs: { cm: { url: 'https://argocd.example.com' } } });
const route = (port: number) =>
  kube(
    'gateway.networking.k8s.io/v1/HTTPRoute',
    { namespace: 'argocd' },
    { spec: { rules: [{ backendRefs: [{ name: 'argocd-server', port }] }] } },
  );
const ingress = (port: object, annotations: Record<string, string> = {}) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { namespace: 'argocd', annotations },
    { spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'argocd-server', port } } }] } }] } },
  );
const virtual = kube(
  'networking.istio.io/v1/VirtualService',
  { namespace: 'edge' },
  { spec: { http: [{ route: [{ destination: { host: 'argocd-server.argocd.svc.cluster.local', port: { number: 80 } } }] }] } },
);

ruleCases(argocdPlainHttp, {
  accepts: {
    'a server that takes plain HTTP': [insecure, route(80), virtual],
    'one that is told by an argument': [chart({ server: { extraArgs: ['--insecure'] } }), route(80)],
    'one that is told by its ConfigMap': [
      secure,
      kube('v1/ConfigMap', { name: 'argocd-cmd-params-cm', namespace: 'argocd' }, { data: { 'server.insecure': 'true' } }),
      route(80),
    ],
    'the port for HTTPS': [secure, route(443)],
    'an Ingress that passes on what is encrypted': [
      secure,
      ingress({ number: 80 }, { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' }),
    ],
    'an Argo CD whose values are not shown': [route(80)],
  },
  refuses: {
    'a route of the Gateway API': {
      given: [secure, route(80)],
      says: 'argocd-server gets plain HTTP on port 80, and Argo CD answers that with a redirect to HTTPS',
    },
    'a route of the mesh': {
      given: [secure, virtual],
      says: 'argocd-server.argocd.svc.cluster.local gets plain HTTP on port 80, and Argo CD answers that with a redirect to HTTPS',
    },
    'an Ingress by the name of the port': {
      given: [secure, ingress({ name: 'http' })],
      says: 'argocd-server gets plain HTTP on port http, and Argo CD answers that with a redirect to HTTPS',
    },
  },
});
