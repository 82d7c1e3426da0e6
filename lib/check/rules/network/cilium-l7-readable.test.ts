import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { ciliumL7Readable } from './cilium-l7-readable.ts';

const namespace = 'blog';
const tree = [
  meshed(namespace),
  deployment({ namespace, name: 'web', labels: { app: 'web' } }),
  deployment({ namespace, name: 'was', labels: { app: 'was' } }),
  service({ namespace, name: 'was', selector: { app: 'was' }, ports: [{ name: 'http', port: 8080 }] }),
];
const http = { toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{ method: 'GET' }] } }] };
const ingress = (rule: object = http) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { namespace, name: 'was-isolation' },
    {
      spec: {
        endpointSelector: { matchLabels: { app: 'was' } },
        ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:app': 'web' } }], ...rule }],
      },
    },
  );
const tls = (mode: string, host = 'was') =>
  kube('networking.istio.io/v1/DestinationRule', { namespace, name: 'was-rule' }, { spec: { host, trafficPolicy: { tls: { mode } } } });
const strict = kube('security.istio.io/v1/PeerAuthentication', { namespace, name: 'default' }, { spec: { mtls: { mode: 'STRICT' } } });

ruleCases(ciliumL7Readable, {
  accepts: {
    'a port that a DestinationRule keeps plain': [...tree, tls('DISABLE'), ingress()],
    'pods outside the mesh': [...tree.slice(1), kube('v1/Namespace', { name: namespace }), ingress()],
    'ports only': [...tree, tls('ISTIO_MUTUAL'), ingress({ toPorts: [{ ports: [{ port: '8080' }] }] })],
    'a client outside the mesh': [
      ...tree,
      deployment({ namespace: 'tools', name: 'probe', labels: { app: 'probe' } }),
      ingress({ ...http, fromEndpoints: [{ matchLabels: { app: 'probe', 'k8s:io.kubernetes.pod.namespace': 'tools' } }] }),
    ],
  },
  refuses: {
    'mutual TLS by a DestinationRule': {
      given: [...tree, tls('ISTIO_MUTUAL'), ingress()],
      says: 'HTTP rules on port 8080 of Deployment was, to which DestinationRule was-rule sends ISTIO_MUTUAL',
    },
    'mutual TLS for the whole namespace': {
      given: [...tree, tls('ISTIO_MUTUAL', '*.blog.svc.cluster.local'), ingress()],
      says: 'HTTP rules on port 8080 of Deployment was, to which DestinationRule was-rule sends ISTIO_MUTUAL',
    },
    'STRICT on the server': {
      given: [...tree, strict, ingress()],
      says: 'HTTP rules on port 8080 of Deployment was, where PeerAuthentication default demands mTLS',
    },
    'two sidecars that agree on mTLS by themselves': {
      given: [...tree, ingress()],
      says: 'HTTP rules on port 8080 of Deployment was, which Deployment web reaches by automatic mTLS (blog is in the mesh too)',
    },
    'the way out of the client': {
      given: [
        ...tree,
        tls('ISTIO_MUTUAL'),
        kube(
          'cilium.io/v2/CiliumNetworkPolicy',
          { namespace, name: 'web-isolation' },
          {
            spec: {
              endpointSelector: { matchLabels: { app: 'web' } },
              egress: [{ toEndpoints: [{ matchLabels: { app: 'was' } }], ...http }],
            },
          },
        ),
      ],
      says: 'HTTP rules on port 8080 of Deployment was, to which DestinationRule was-rule sends ISTIO_MUTUAL',
    },
  },
});
