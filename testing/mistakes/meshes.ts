import type { Mistake, Tree } from './mistake.ts';
import { cronJob, deployment, documents, mending, namespace, service } from './pieces.ts';

const meshed = namespace('shop', 'istio-injection: enabled');
const istio = (kind: string, name: string, spec: string, place = 'shop', group = 'networking'): string =>
  `apiVersion: ${group}.istio.io/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${place} }
spec:
${spec.replace(/^/gm, '  ')}
`;
const gateway = (name: string, hosts: string, selector = 'istio: ingressgateway'): string =>
  istio('Gateway', name, `selector: { ${selector} }\nservers: [{ port: { number: 443, name: https, protocol: HTTPS }, hosts: [${hosts}], tls: { mode: SIMPLE, credentialName: shop-tls } }]`, 'istio-system');
const web = [deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080), service('shop', 'web', 8080)];
const route = (hosts: string, gateways: string, http = '- route: [{ destination: { host: web, port: { number: 8080 } } }]'): string =>
  istio('VirtualService', 'web', `hosts: [${hosts}]\ngateways: [${gateways}]\nhttp:\n  ${http.replaceAll('\n', '\n  ')}`);
const tree = (...mesh: readonly string[]): Tree => ({
  'namespaces.yaml': documents(namespace('istio-system'), meshed),
  'shop/web.yaml': documents(...web),
  'shop/mesh.yaml': documents(...mesh),
});
const named = tree(gateway('main-gateway', "'*.example.com'"), route('shop.example.com', 'istio-system/shop-gateway'));
const unserved = tree(gateway('main-gateway', 'blog.example.com'), route('shop.example.com', 'istio-system/main-gateway'));
const subset = tree(
  istio('DestinationRule', 'web', 'host: web\nsubsets: [{ name: v1, labels: { app: web } }]'),
  istio('VirtualService', 'web', 'hosts: [web]\nhttp:\n  - route: [{ destination: { host: web, subset: stable } }]'),
);
const shadow = tree(
  gateway('main-gateway', "'*.example.com'"),
  route('shop.example.com', 'istio-system/main-gateway', '- match: [{ uri: { prefix: / } }]\n  route: [{ destination: { host: web } }]\n- match: [{ uri: { prefix: /api } }]\n  route: [{ destination: { host: web, port: { number: 8080 } } }]'),
);
const account: Tree = {
  ...tree(istio('AuthorizationPolicy', 'api', "selector: { matchLabels: { app: api } }\naction: ALLOW\nrules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }] }]", 'shop', 'security')),
  'shop/api.yaml': documents(deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 9000), service('shop', 'api', 9000)),
  'shop/web.yaml': documents(
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web-sa, namespace: shop }\n',
    ...web.map((text) => text.replace('      containers:', '      serviceAccountName: web-sa\n      containers:').replace('ports: [{ containerPort', 'env: [{ name: API_URL, value: http://api:9000 }]\n          ports: [{ containerPort')),
  ),
};
const retries = tree(istio('VirtualService', 'web', 'hosts: [web]\nhttp:\n  - timeout: 5s\n    retries: { attempts: 3, perTryTimeout: 5s, retryOn: 5xx }\n    route: [{ destination: { host: web } }]'));
const job = tree(cronJob('shop', 'report', 'ghcr.io/example/report:1.0.0', 'set -eu\n/app/report'));
const registryOnly: Tree = {
  ...tree(istio('Sidecar', 'default', "outboundTrafficPolicy: { mode: REGISTRY_ONLY }\negress: [{ hosts: ['./*', 'istio-system/*'] }]")),
  'shop/notify.yaml': deployment('shop', 'notify', 'ghcr.io/example/notify:1.0.0', 8080, 'env: [{ name: SLACK_URL, value: https://hooks.slack.com/services }]'),
};
const narrow: Tree = {
  ...tree(istio('Sidecar', 'default', "egress: [{ hosts: ['./*', 'istio-system/*'] }]\noutboundTrafficPolicy: { mode: REGISTRY_ONLY }")),
  'data/db.yaml': documents(namespace('data'), deployment('data', 'db', 'postgres:16.2', 5432), service('data', 'db', 5432, 'tcp-postgres')),
  'shop/api.yaml': deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 8080, 'env: [{ name: DB_HOST, value: db.data.svc.cluster.local }, { name: DB_PORT, value: "5432" }]'),
};
const jwt = tree(istio('RequestAuthentication', 'web', "selector: { matchLabels: { app: web } }\njwtRules: [{ issuer: 'https://login.example.com', jwksUri: 'https://login.example.com/keys' }]", 'shop', 'security'));
const revision: Tree = {
  'namespaces.yaml': namespace('shop', 'istio-injection: enabled, istio.io/rev: 1-20'),
  'shop/web.yaml': documents(...web),
  'argocd/istiod.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: istiod, namespace: argocd }\nspec:\n  project: default\n  source: { repoURL: "https://istio-release.storage.googleapis.com/charts", chart: istiod, targetRevision: 1.22.3, helm: { valuesObject: { revision: 1-22 } } }\n  destination: { server: "https://kubernetes.default.svc", namespace: istio-system }\n',
};
const oneRevision = mending(revision, 'namespaces.yaml', ['istio-injection: enabled, ', '']);
const provider: Tree = {
  ...tree(istio('Telemetry', 'tracing', 'tracing: [{ providers: [{ name: otel-tracing }], randomSamplingPercentage: 10 }]', 'istio-system', 'telemetry')),
  'argocd/istiod.yaml': (revision['argocd/istiod.yaml'] ?? '').replace('{ revision: 1-22 }', '{ meshConfig: { extensionProviders: [{ name: jaeger, opentelemetry: { service: tempo.monitoring.svc.cluster.local, port: 4317 } }] } }'),
  'monitoring/tempo.yaml': documents(namespace('monitoring'), deployment('monitoring', 'tempo', 'grafana/tempo:2.3.1', 4317), service('monitoring', 'tempo', 4317, 'grpc')),
};
const tls = tree(istio('DestinationRule', 'web', 'host: web.shop.svc.cluster.local\ntrafficPolicy: { tls: { mode: SIMPLE } }'));
const portOfService: Tree = {
  ...tree(istio('AuthorizationPolicy', 'web', 'selector: { matchLabels: { app: web } }\naction: ALLOW\nrules: [{ to: [{ operation: { ports: ["80"] } }] }]', 'shop', 'security')),
  'shop/web.yaml': documents(web[0] ?? '', service('shop', 'web', 80).replace('port: 80 }', 'port: 80, targetPort: 8080 }')),
};
const ambient: Tree = {
  'namespaces.yaml': namespace('shop', 'istio.io/dataplane-mode: ambient'),
  'shop/web.yaml': documents(...web),
  'shop/mesh.yaml': istio('AuthorizationPolicy', 'web', 'selector: { matchLabels: { app: web } }\naction: ALLOW\nrules: [{ to: [{ operation: { methods: [GET], paths: [/api/*] } }] }]', 'shop', 'security'),
};
const entry = tree(istio('ServiceEntry', 'slack', 'hosts: [hooks.slack.com]\nlocation: MESH_EXTERNAL\nresolution: DNS\nports: [{ number: 443, name: http, protocol: HTTP }]'));
const ingressgateway: Tree = {
  ...tree(gateway('main-gateway', 'shop.example.com', 'istio: ingress'), route('shop.example.com', 'istio-system/main-gateway')),
  'argocd/gateway.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: istio-ingressgateway, namespace: argocd }\nspec:\n  project: default\n  source: { repoURL: "https://istio-release.storage.googleapis.com/charts", chart: gateway, targetRevision: 1.22.3, helm: { valuesObject: { service: { type: LoadBalancer } } } }\n  destination: { server: "https://kubernetes.default.svc", namespace: istio-system }\n',
};
const credential: Tree = {
  ...tree(gateway('main-gateway', 'shop.example.com'), route('shop.example.com', 'istio-system/main-gateway')),
  'shop/certificate.yaml': 'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: shop, namespace: shop }\nspec: { secretName: shop-tls, dnsNames: [shop.example.com], issuerRef: { kind: ClusterIssuer, name: letsencrypt } }\n---\napiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: { name: letsencrypt }\nspec: { acme: { server: "https://acme-v02.api.letsencrypt.org/directory", privateKeySecretRef: { name: key }, solvers: [{ http01: { ingress: { ingressClassName: istio } } }] } }\n',
};

/** Routes, policies and proxies of a mesh. */
export const meshes: readonly Mistake[] = [
  { name: 'A route hangs on a gateway that has another name', caughtBy: 'gateway-exists', says: 'shop-gateway', tree: named, mended: mending(named, 'shop/mesh.yaml', ['istio-system/shop-gateway', 'istio-system/main-gateway']) },
  { name: 'A route serves a host that its gateway does not take', caughtBy: 'gateway-exists', says: 'shop.example.com', tree: unserved, mended: mending(unserved, 'shop/mesh.yaml', ['hosts: [blog.example.com]', "hosts: ['*.example.com']"]) },
  { name: 'A route names a subset that the rule does not define', caughtBy: ['destination-subset-exists'], says: 'stable', tree: subset, mended: mending(subset, 'shop/mesh.yaml', ['name: v1', 'name: stable']) },
  { name: 'A route for everything stands before the others', caughtBy: 'routes-reachable', says: 'web', tree: shadow, mended: mending(shadow, 'shop/mesh.yaml', ['prefix: / }', 'prefix: /web }']) },
  { name: 'A policy lets in an account that no pod uses', caughtBy: 'authorization-source-exists', says: 'sa/web', tree: account, mended: mending(account, 'shop/mesh.yaml', ['shop/sa/web]', 'shop/sa/web-sa]']) },
  { name: 'Retries that the whole timeout never lets happen', caughtBy: 'retry-budget', tree: retries, mended: mending(retries, 'shop/mesh.yaml', ['- timeout: 5s', '- timeout: 20s']) },
  { name: 'A job in the mesh never ends, because its proxy does not', caughtBy: 'job-sidecar', says: 'report', tree: job, mended: mending(job, 'shop/mesh.yaml', ['      template:\n', "      template:\n        metadata: { annotations: { sidecar.istio.io/inject: 'false' } }\n"]) },
  { name: 'A mesh that lets out registered hosts only, and a client of another', caughtBy: 'outbound-registered', says: 'hooks.slack.com', tree: registryOnly, mended: { 'shop/entry.yaml': istio('ServiceEntry', 'slack', 'hosts: [hooks.slack.com]\nlocation: MESH_EXTERNAL\nresolution: DNS\nports: [{ number: 443, name: tls, protocol: TLS }]') } },
  { name: 'A Sidecar hides the namespace of the database', caughtBy: 'outbound-registered', says: 'db', tree: narrow, mended: mending(narrow, 'shop/mesh.yaml', ["'istio-system/*'", "'istio-system/*', 'data/*'"]) },
  { name: 'Tokens are checked, and requests without one pass', caughtBy: 'token-required', says: 'without one', tree: jwt, mended: { 'shop/required.yaml': istio('AuthorizationPolicy', 'web', "selector: { matchLabels: { app: web } }\naction: ALLOW\nrules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }]", 'shop', 'security') } },
  { name: 'A namespace asks for two ways of injection', caughtBy: 'injection-agrees', says: 'shop', tree: revision, mended: mending(revision, 'namespaces.yaml', ['istio-injection: enabled, istio.io/rev: 1-20', 'istio.io/rev: 1-22']) },
  { name: 'A namespace asks for a revision that is gone', caughtBy: 'injection-agrees', says: '1-20', tree: { ...revision, ...oneRevision }, mended: mending(revision, 'namespaces.yaml', ['istio-injection: enabled, istio.io/rev: 1-20', 'istio.io/rev: 1-22']) },
  { name: 'Tracing names a provider that the mesh does not have', caughtBy: 'telemetry-provider-declared', says: 'otel-tracing', tree: provider, mended: mending(provider, 'shop/mesh.yaml', ['otel-tracing', 'jaeger']) },
  { name: 'A rule speaks TLS to pods that speak plain HTTP', caughtBy: 'tls-modes-agree', says: 'web', tree: tls, mended: mending(tls, 'shop/mesh.yaml', ['mode: SIMPLE', 'mode: ISTIO_MUTUAL']) },
  { name: 'A policy names the port of the Service instead of the pod', caughtBy: 'authorization-fits-ports', says: '80', tree: portOfService, mended: mending(portOfService, 'shop/mesh.yaml', ['ports: ["80"]', 'ports: ["8080"]']) },
  { name: 'An ambient namespace has a policy on paths and no waypoint', caughtBy: 'ambient-needs-waypoint', says: 'web', tree: ambient },
  { name: 'An entry for an HTTPS host says that it speaks HTTP', caughtBy: 'service-entry-reaches', says: '443', tree: entry, mended: mending(entry, 'shop/mesh.yaml', ['name: http, protocol: HTTP', 'name: tls, protocol: TLS']) },
  { name: 'A gateway selects pods by a label that the release does not give them', caughtBy: ['gateway-selects-pods'], says: 'ingress', tree: ingressgateway, mended: mending(ingressgateway, 'shop/mesh.yaml', ['istio: ingress }', 'istio: ingressgateway }']) },
  { name: 'The certificate of a gateway lies in the namespace of the application', caughtBy: 'secret-reference-exists', says: 'shop-tls', tree: credential, mended: mending(credential, 'shop/certificate.yaml', ['{ name: shop, namespace: shop }', '{ name: shop, namespace: istio-system }']) },
];
