import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { probesPassSidecar } from './probes-pass-sidecar.ts';

const namespace = 'shop';
const mtls = (mode: string) =>
  kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace }, { spec: { mtls: { mode } } });
const OFF = { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' };
const web = (probe: object, podAnnotations: Readonly<Record<string, string>> = OFF) =>
  deployment({ name: 'web', namespace, container: { readinessProbe: probe }, podAnnotations });
const page = { httpGet: { path: '/', port: 'http' } };
const istiod = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istiod' },
  {
    spec: {
      source: {
        repoURL: 'https://istio-release.storage.googleapis.com/charts',
        chart: 'istiod',
        targetRevision: '1.20.1',
        helm: { valuesObject: { sidecarInjectorWebhook: { rewriteAppHTTPProbe: false } } },
      },
      destination: { namespace: 'istio-system' },
    },
  },
);
const says = (probe: string) =>
  `the ${probe} of "app" asks port 8080 itself, as probes are not rewritten, and PeerAuthentication default demands mTLS there (STRICT)`;

ruleCases(probesPassSidecar, {
  accepts: {
    'probes that are rewritten, as is usual': [meshed(namespace), mtls('STRICT'), web(page, {})],
    'plain text that is taken, too': [meshed(namespace), mtls('PERMISSIVE'), web(page)],
    'a command as probe': [meshed(namespace), mtls('STRICT'), web({ exec: { command: ['true'] } })],
    'a connection that is only opened': [meshed(namespace), mtls('STRICT'), web({ tcpSocket: { port: 8080 } })],
    'a port that goes round the sidecar': [
      meshed(namespace),
      mtls('STRICT'),
      web(page, { ...OFF, 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' }),
    ],
    'pods without a sidecar': [mtls('STRICT'), web(page)],
    'pods that say yes against the mesh': [
      meshed(namespace),
      mtls('STRICT'),
      istiod,
      web(page, { 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' }),
    ],
  },
  refuses: {
    'an annotation of older days': {
      given: [meshed(namespace), mtls('STRICT'), web(page)],
      says: says('readinessProbe'),
      fix: 'Remove the annotation.',
    },
    'a probe of gRPC': { given: [meshed(namespace), mtls('STRICT'), web({ grpc: { port: 8080 } })], says: says('readinessProbe') },
    'a mesh that rewrites none': { given: [meshed(namespace), mtls('STRICT'), istiod, web(page, {})], says: says('readinessProbe') },
  },
});
