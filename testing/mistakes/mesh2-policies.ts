import { allows, asks, limiter, MESH, planted, PROD, tokens } from './mesh2-parts.ts';
import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const ISTIOD = 'argocd/applications/istiod.yaml';
const LOGIN = 'https://auth.acme.example';
const OPEN = '- to: [{ operation: { paths: ["/", "/blog*", "/lb-health"] } }]\n';
const TLS = 'host: postgresql-service\n  trafficPolicy: { tls: { mode: ISTIO_MUTUAL }';

/** Who may call whom, with which token, and how often. */
export const mesh2Policies: readonly Mistake[] = [
  planted('The policy asks for tokens of the issuer before the move', 'token-principal-agrees', [], {
    'tokens.yaml': tokens(LOGIN) + calls('https://login.acme.example/*'),
  }),
  planted('The principal of a token is its issuer without a subject', 'token-principal-agrees', [], {
    'tokens.yaml': tokens(LOGIN) + calls(LOGIN),
  }),
  planted('A policy asks for a token, and nobody checks tokens there', 'token-principal-agrees', [], { 'tokens.yaml': calls('*') }),
  planted('A claim stands behind a dot', 'token-principal-agrees', [], {
    'tokens.yaml':
      tokens(LOGIN) +
      allows(
        'load-balancer',
        '- to: [{ operation: { paths: ["/api/admin/*"] } }]\n  when: [{ key: request.auth.claims.role, notValues: [admin] }]\n',
        'DENY',
      ),
  }),
  planted('The keys of tokens are fetched from a service that demands mTLS, by istiod', 'token-keys-reachable', [], {
    'tokens.yaml':
      tokens(LOGIN, 'http://auth-service.titanium-prod.svc.cluster.local:8002/.well-known/jwks.json') +
      allows(
        'load-balancer',
        '- from: [{ source: { notRequestPrincipals: ["*"] } }]\n  to: [{ operation: { paths: ["/api/users/*"] } }]\n',
        'DENY',
      ),
  }),
  planted('The keys of tokens are at a Service that was renamed', 'url-host-exists', [], {
    'tokens.yaml': tokens(LOGIN, 'http://authentication-service.titanium-prod.svc.cluster.local:8002/jwks.json') + calls('*'),
  }),
  planted(
    'Everybody without a token is turned away, also who wants to log in',
    'token-required',
    [],
    { 'tokens.yaml': tokens(LOGIN) + allows('load-balancer', '- from: [{ source: { notRequestPrincipals: ["*"] } }]\n', 'DENY') },
    { partly: true, missed: 'which path hands out tokens is in no manifest' },
  ),
  planted('A path of a policy is a regular expression', 'authorization-paths-match', [], {
    'paths.yaml': allows('user-service', '- to: [{ operation: { paths: ["/users/.*", "/health", "/stats"] } }]\n'),
  }),
  planted('A path of a policy has its star in the middle', 'authorization-paths-match', [], {
    'paths.yaml': allows('blog-service', '- to: [{ operation: { paths: ["/api/posts/*/comments", "/blog*", "/health", "/stats"] } }]\n'),
  }),
  planted('A path of a policy names its part in braces', 'authorization-paths-match', [], {
    'paths.yaml': allows('user-service', '- to: [{ operation: { paths: ["/users/{id}", "/health", "/stats"] } }]\n'),
  }),
  planted('A path of a policy has the query with it', 'authorization-paths-match', [], {
    'paths.yaml': allows('load-balancer', '- to: [{ operation: { paths: ["/search?q=*", "/*"] } }]\n'),
  }),
  planted('A path of a policy has no slash', 'authorization-paths-match', [], {
    'paths.yaml': allows('user-service', '- to: [{ operation: { paths: ["users*", "/health"] } }]\n'),
  }),
  planted('A host of a policy is a URL', 'authorization-paths-match', [], {
    'paths.yaml': allows('load-balancer', '- to: [{ operation: { hosts: ["http://titanium.acme.example"] } }]\n'),
  }),
  planted('A condition of a policy has no values', 'token-principal-agrees', [], {
    'paths.yaml': allows('user-service', '- when: [{ key: "request.headers[x-internal]" }]\n'),
  }),
  routed('A prefix of a route is an expression', '{ prefix: "/api/.*" }'),
  routed('A whole path of a route has a star', '{ exact: "/api/*" }'),
  routed('An expression of a route looks ahead', '{ regex: "/api/(?!internal).*" }'),
  planted('The limits are for another domain than proxies ask about', 'rate-limit-service-agrees', [], {
    'ratelimit.yaml': limiter('titanium') + asks('titanium-ratelimit', 'ratelimit'),
  }),
  planted('The limits have the key in small letters', 'rate-limit-service-agrees', [], {
    'ratelimit.yaml': limiter('titanium') + asks('titanium', 'ratelimit', 'path'),
  }),
  planted('The limits are mounted beside the folder that is read', 'rate-limit-service-agrees', [], {
    'ratelimit.yaml': limiter('titanium', '/data/config') + asks('titanium', 'ratelimit'),
  }),
  planted('The filter sends to the cluster of a Service by its older name', 'envoy-cluster-exists', [], {
    'ratelimit.yaml': limiter('titanium') + asks('titanium', 'ratelimit-service'),
  }),
  planted('The filter is for the port of the gateway', 'envoy-filter-applies', [
    [MESH, '        listener: { filterChain', '        listener: { portNumber: 80, filterChain'],
  ]),
  planted('Buckets for single paths, and no route that says the path', 'rate-limit-acts', [
    [
      MESH,
      '              filter_enabled:',
      '              descriptors: [{ entries: [{ key: path, value: /api/login }], token_bucket: { max_tokens: 10, tokens_per_fill: 10, fill_interval: 60s } }]\n              filter_enabled:',
    ],
  ]),
  planted('A cache is balanced by a header', 'http-settings-need-http', [], {
    'redis-rule.yaml': `apiVersion: networking.istio.io/v1beta1
kind: DestinationRule
metadata: { name: redis }
spec:
  host: redis-service
  trafficPolicy: { tls: { mode: ISTIO_MUTUAL }, loadBalancer: { consistentHash: { httpHeaderName: x-user } } }
`,
  }),
  slip(
    { name: 'A plug-in is pulled with a Secret of another namespace', caughtBy: 'secret-reference-exists', says: 'docker-hub-secret' },
    [],
    {
      'k8s-manifests/jaeger/wasm.yaml': `apiVersion: extensions.istio.io/v1alpha1
kind: WasmPlugin
metadata: { name: headers, namespace: istio-system }
spec:
  selector: { matchLabels: { istio: ingressgateway } }
  url: oci://docker.io/acme/headers:1.2.0
  imagePullSecret: docker-hub-secret
`,
    },
  ),
  planted('Automatic mTLS is off, and the rule for all went with a clean-up', 'strict-mtls-originated', [
    [ISTIOD, '          accessLogFile: /dev/stdout\n', '          accessLogFile: /dev/stdout\n          enableAutoMtls: false\n'],
    [MESH, '  host: "*.titanium-prod.svc.cluster.local"\n', '  host: "*.titanium-dev.svc.cluster.local"\n'],
  ]),
  planted('The routes of an inner Service are bound to the gateway', 'internal-host-on-mesh', [], {
    'user-routes.yaml': `apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata: { name: user-service }
spec:
  hosts: [user-service]
  gateways: [titanium-gateway]
  http: [{ timeout: 5s, route: [{ destination: { host: user-service, port: { number: 8001 } } }] }]
`,
  }),
  planted('The route for all hosts is bound to the mesh, too', 'internal-host-on-mesh', [
    [MESH, 'gateways: [titanium-gateway]', 'gateways: [titanium-gateway, mesh]'],
  ]),
  planted('A setting of proxies stands beside their defaults', 'proxy-config-known', [
    [
      ISTIOD,
      '          accessLogFile: /dev/stdout\n',
      '          accessLogFile: /dev/stdout\n          holdApplicationUntilProxyStarts: true\n',
    ],
  ]),
  planted('A database outside is entered as HTTP', 'service-entry-reaches', [], {
    'reports.yaml': `apiVersion: networking.istio.io/v1beta1
kind: ServiceEntry
metadata: { name: reports }
spec:
  hosts: [reports.acme.example]
  location: MESH_EXTERNAL
  resolution: DNS
  ports: [{ number: 5432, name: http, protocol: HTTP }]
`,
  }),
  planted('A connection may wait for a number without a unit', 'schema-cel', [
    [MESH, TLS, `${TLS}, connectionPool: { tcp: { maxConnections: 100, connectTimeout: "30" } }`],
  ]),
  planted('A policy of Calico compares with one sign', 'calico-policy-valid', [], {
    'calico.yaml': calico("app = 'redis'", 'protocol: TCP'),
  }),
  planted('A policy of Calico has ports and no protocol', 'calico-policy-valid', [], {
    'calico.yaml': calico("app == 'redis'", 'metadata: {}'),
  }),
  planted('A job with kubectl is locked in by the policy for all', 'policy-api-server', [], {
    'restart.yaml': `apiVersion: batch/v1
kind: CronJob
metadata: { name: restart-blog }
spec:
  schedule: "0 19 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: restart-blog, version: v1, sidecar.istio.io/inject: "false" } }
        spec:
          restartPolicy: Never
          securityContext: { runAsNonRoot: true, runAsUser: 1001 }
          containers:
            - name: kubectl
              image: bitnami/kubectl:1.29.7
              command: [kubectl, -n, titanium-prod, rollout, restart, deployment/blog-service-deployment]
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 100m, memory: 128Mi } }
`,
  }),
  planted(
    'A call to the outside world is closed by the policy for all',
    'flow-passes',
    [
      [
        'k8s-manifests/base/auth-service/auth-service.yaml',
        '- { name: SERVICE_NAME',
        '- { name: SLACK_WEBHOOK_BASE, value: "https://hooks.slack.com/services" }\n            - { name: SERVICE_NAME',
      ],
    ],
    {},
    { missed: 'a URL in a variable may be one that only browsers open' },
  ),
  slip({ name: 'A policy of the way out has its range of ports turned round', caughtBy: 'schema-valid' }, [
    [
      `${PROD}/network-policies.yaml`,
      'ports: [{ port: 15012 }, { port: 9411 }]',
      'ports: [{ port: 15012, endPort: 15010 }, { port: 9411 }]',
    ],
  ]),
];

function calico(selector: string, rest: string): string {
  return `apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: redis-users }
spec:
  order: 100
  selector: ${selector}
  types: [Ingress]
  ingress: [{ action: Allow, ${rest}, source: { selector: "app == 'user-service'" }, destination: { ports: [6379] } }]
`;
}

function calls(principal: string): string {
  const rule = `- from: [{ source: { requestPrincipals: ["${principal}"] } }]\n  to: [{ operation: { paths: ["/api/*"] } }]\n`;
  return allows('load-balancer', `${rule}${OPEN}`);
}

function routed(name: string, uri: string): Mistake {
  return planted(name, 'route-matches-written', [
    [
      MESH,
      '    - match: [{ uri: { prefix: / } }]\n',
      `    - match: [{ uri: ${uri} }]\n      route: [{ destination: { host: load-balancer-service, port: { number: 7100 } } }]\n    - match: [{ uri: { prefix: / } }]\n`,
    ],
  ]);
}
