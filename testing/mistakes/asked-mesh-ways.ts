import { ARGOCD, argocdRoutes, balancer, istio, MORE, outside, rule } from './asked-mesh-parts.ts';
import { BLOG, MESHES, PLATFORM, ROOT, TEMPO } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents } from './pieces.ts';
import { DNS01, issuer, tls, tunnel } from './site-further-parts.ts';

const ACCESS = '          accessLogFile: /dev/stdout\n';
const GATEWAY = 'istio-ingressgateway.istio-system.svc.cluster.local';
const ENCRYPTED = issuer(DNS01, "'*.example.shop'");

/** Ways into a mesh, through it and out of it, as people asked about them. */
export const askedMeshWays: readonly Mistake[] = [
  slip(
    'Two gateways show one certificate, and browsers keep their connection',
    'gateway-certificate-once',
    BLOG,
    MESHES,
    [tls('blog-tls')],
    {
      added: {
        ...ENCRYPTED,
        'configs/platform/gateway.yaml': documents(
          istio(
            'Gateway',
            'tools-gateway',
            'istio-system',
            'selector: { istio: ingressgateway }\nservers:\n  - port: { number: 443, name: https, protocol: HTTPS }\n    hosts: [tools.example.shop]\n    tls: { mode: SIMPLE, credentialName: blog-tls }',
          ),
          istio(
            'VirtualService',
            'tools',
            'istio-system',
            'hosts: [tools.example.shop]\ngateways: [tools-gateway]\nhttp: [{ route: [{ destination: { host: kiali, port: { number: 20001 } } }] }]',
          ),
        ),
      },
    },
  ),
  slip(
    'The gateway passes TLS through, and the route is one for requests',
    'gateway-routes-fit',
    BLOG,
    MESHES,
    [
      [
        "      hosts: ['*.example.shop']\n",
        "      hosts: ['*.example.shop']\n    - port: { number: 443, name: tls, protocol: TLS }\n      hosts: [argocd.example.shop]\n      tls: { mode: PASSTHROUGH }\n",
      ],
    ],
    { added: { ...ARGOCD, [MORE]: argocdRoutes('http: [{ route: [{ destination: { host: argocd-server, port: { number: 443 } } }] }]') } },
  ),
  slip('The gateway ends TLS, and the program behind wants it', 'argocd-plain-http', BLOG, MESHES, [tls('blog-tls')], {
    says: 'port 443',
    added: {
      ...ENCRYPTED,
      ...ARGOCD,
      [MORE]: argocdRoutes('http: [{ route: [{ destination: { host: argocd-server, port: { number: 443 } } }] }]'),
    },
  }),
  slip('How a host is looked up stands at its port', 'schema-unknown-field', BLOG, MESHES, [], {
    says: 'resolution',
    added: { [MORE]: outside('hooks.slack.com', 'ports: [{ number: 443, name: tls, protocol: TLS, resolution: DNS }]') },
  }),
  slip('A client encrypts, and its sidecar encrypts once more', 'external-tls-once', BLOG, MESHES, [], {
    added: {
      [MORE]: documents(
        outside('hooks.slack.com', 'resolution: DNS\nports: [{ number: 443, name: https, protocol: HTTPS }]'),
        rule('hooks.slack.com', 'trafficPolicy: { tls: { mode: SIMPLE, sni: hooks.slack.com } }'),
      ),
    },
  }),
  slip('A server outside is shown the certificate of the mesh', 'external-tls-once', BLOG, MESHES, [], {
    says: 'ISTIO_MUTUAL',
    added: {
      [MORE]: documents(
        outside('nas.example.shop', 'resolution: DNS\nports: [{ number: 80, name: http, protocol: HTTP }]'),
        rule('nas.example.shop', 'trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }'),
      ),
    },
  }),
  slip('Spans are sent by a provider of access logs', 'mesh-provider-fits', BLOG, PLATFORM, [
    [
      ACCESS,
      `${ACCESS}          extensionProviders:\n            - name: otel\n              envoyOtelAls: { service: tempo.monitoring.svc.cluster.local, port: 4317 }\n          defaultProviders: { tracing: [otel] }\n`,
    ],
  ]),
  slip('The gateway lets in namespaces, and nobody outside is in one', 'gateway-clients-nameless', BLOG, PLATFORM, [], {
    added: {
      'configs/platform/gate.yaml': `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: gate, namespace: istio-system }
spec:
  selector: { matchLabels: { istio: ingressgateway } }
  action: ALLOW
  rules:
    - from: [{ source: { namespaces: ['*'] } }]
`,
    },
  }),
  slip('The port for gRPC of a store outside the mesh is called http', 'port-protocol-fits', BLOG, TEMPO, [
    ['- { name: grpc-otlp, port: 4317', '- { name: http-traces, port: 4317'],
  ]),
  slip('Origins are known to a route that no preflight reaches', 'cors-preflight-reaches', BLOG, MESHES, [
    [
      "      match: [{ headers: { x-canary-test: { exact: 'true' } } }]\n",
      "      match: [{ headers: { x-canary-test: { exact: 'true' } } }]\n      corsPolicy: { allowOrigins: [{ exact: 'https://www.example.shop' }], allowMethods: [GET, POST], allowHeaders: [x-canary-test] }\n",
    ],
  ]),
  slip('A subset is one of endpoints that have no labels', 'subset-has-pods', BLOG, MESHES, [], {
    added: {
      [MORE]: documents(
        outside(
          'nas.example.shop',
          'resolution: STATIC\nports: [{ number: 80, name: http, protocol: HTTP }]\nendpoints: [{ address: 192.168.1.20 }, { address: 192.168.1.21 }]',
        ),
        rule('nas.example.shop', 'subsets: [{ name: first, labels: { node: first } }]'),
      ),
    },
  }),
  slip('The tunnel asks the gateway for a certificate of its Service', 'tunnel-origin-fits', BLOG, MESHES, [tls('blog-tls')], {
    added: { ...ENCRYPTED, ...tunnel('blog.example.shop', `https://${GATEWAY}:443`) },
  }),
  slip('kube-proxy is replaced, and connections of pods pass the sidecar by', 'helm-values-work', BLOG, ROOT, [
    ["kubeProxyReplacement: 'false'", "kubeProxyReplacement: 'true'\n        k8sServiceHost: 192.168.1.10\n        k8sServicePort: 6443"],
  ]),
  slip('Two Services share an address, and each is to keep the address of its client', 'shared-address-fits', BLOG, MESHES, [], {
    added: {
      'services/blog-system/web/balancers.yaml': documents(balancer('web-outside', 'web', 8081), balancer('was-outside', 'was', 8082)),
    },
  }),
  slip('The namespace of the gateway is kept from injection', 'gateway-pods-injected', BLOG, PLATFORM, [], {
    added: {
      'configs/platform/namespace.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: istio-system, labels: { istio-injection: disabled } }\n',
    },
  }),
  slip('A rule lets the gateway speak HTTP/2 to a program that has it not', 'port-protocol-fits', BLOG, MESHES, [], {
    missed: 'That Grafana takes HTTP/1.1 alone in plain text is known of its program only',
    added: {
      'configs/monitoring/rule.yaml': istio(
        'DestinationRule',
        'grafana',
        'monitoring',
        'host: grafana\ntrafficPolicy: { connectionPool: { http: { h2UpgradePolicy: UPGRADE } } }',
      ),
    },
  }),
];
