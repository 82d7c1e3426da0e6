import type { Mistake, Tree } from './mistake.ts';
import { cronJob, deployment, documents, mending, namespace, service } from './pieces.ts';

const meshed = namespace('shop', 'istio-injection: enabled');
export function istio(kind: string, name: string, spec: string, place = 'shop', group = 'networking'): string {
  return `apiVersion: ${group}.istio.io/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${place} }
spec:
${spec.replace(/^/gm, '  ')}
`;
}

function gateway(name: string, hosts: string, selector = 'istio: ingressgateway'): string {
  return istio(
    'Gateway',
    name,
    `selector: { ${selector} }\nservers: [{ port: { number: 443, name: https, protocol: HTTPS }, hosts: [${hosts}], tls: { mode: SIMPLE, credentialName: shop-tls } }]`,
    'istio-system',
  );
}

export const web = [deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080), service('shop', 'web', 8080)];
function route(hosts: string, gateways: string, http = '- route: [{ destination: { host: web, port: { number: 8080 } } }]'): string {
  return istio('VirtualService', 'web', `hosts: [${hosts}]\ngateways: [${gateways}]\nhttp:\n  ${http.replaceAll('\n', '\n  ')}`);
}

export function tree(...mesh: readonly string[]): Tree {
  return {
    'namespaces.yaml': documents(namespace('istio-system'), meshed),
    'shop/web.yaml': documents(...web),
    'shop/mesh.yaml': documents(...mesh),
  };
}
const named = tree(gateway('main-gateway', "'*.example.com'"), route('shop.example.com', 'istio-system/shop-gateway'));
const unserved = tree(gateway('main-gateway', 'blog.example.com'), route('shop.example.com', 'istio-system/main-gateway'));
const subset = tree(
  istio('DestinationRule', 'web', 'host: web\nsubsets: [{ name: v1, labels: { app: web } }]'),
  istio('VirtualService', 'web', 'hosts: [web]\nhttp:\n  - route: [{ destination: { host: web, subset: stable } }]'),
);
const shadow = tree(
  gateway('main-gateway', "'*.example.com'"),
  route(
    'shop.example.com',
    'istio-system/main-gateway',
    '- match: [{ uri: { prefix: / } }]\n  route: [{ destination: { host: web } }]\n- match: [{ uri: { prefix: /api } }]\n  route: [{ destination: { host: web, port: { number: 8080 } } }]',
  ),
);
const retries = tree(
  istio(
    'VirtualService',
    'web',
    'hosts: [web]\nhttp:\n  - timeout: 5s\n    retries: { attempts: 3, perTryTimeout: 5s, retryOn: 5xx }\n    route: [{ destination: { host: web } }]',
  ),
);
const job = tree(cronJob('shop', 'report', 'ghcr.io/example/report:1.0.0', 'set -eu\n/app/report'));
const revision: Tree = {
  'namespaces.yaml': namespace('shop', 'istio-injection: enabled, istio.io/rev: 1-20'),
  'shop/web.yaml': documents(...web),
  'argocd/istiod.yaml':
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: istiod, namespace: argocd }\nspec:\n  project: default\n  source: { repoURL: "https://istio-release.storage.googleapis.com/charts", chart: istiod, targetRevision: 1.22.3, helm: { valuesObject: { revision: 1-22 } } }\n  destination: { server: "https://kubernetes.default.svc", namespace: istio-system }\n',
};
const provider: Tree = {
  ...tree(
    istio(
      'Telemetry',
      'tracing',
      'tracing: [{ providers: [{ name: otel-tracing }], randomSamplingPercentage: 10 }]',
      'istio-system',
      'telemetry',
    ),
  ),
  'argocd/istiod.yaml': (revision['argocd/istiod.yaml'] ?? '').replace(
    '{ revision: 1-22 }',
    '{ meshConfig: { extensionProviders: [{ name: jaeger, opentelemetry: { service: tempo.monitoring.svc.cluster.local, port: 4317 } }] } }',
  ),
  'monitoring/tempo.yaml': documents(
    namespace('monitoring'),
    deployment('monitoring', 'tempo', 'grafana/tempo:2.3.1', 4317),
    service('monitoring', 'tempo', 4317, 'grpc'),
  ),
};
const plainWeb = tree(istio('DestinationRule', 'web', 'host: web.shop.svc.cluster.local\ntrafficPolicy: { tls: { mode: SIMPLE } }'));
const tls = {
  ...plainWeb,
  ...mending(plainWeb, 'shop/web.yaml', [
    'ports: [{ containerPort',
    'readinessProbe: { httpGet: { path: /ready, port: 8080 } }\n          ports: [{ containerPort',
  ]),
};
const entry = tree(
  istio(
    'ServiceEntry',
    'slack',
    'hosts: [hooks.slack.com]\nlocation: MESH_EXTERNAL\nresolution: DNS\nports: [{ number: 443, name: http, protocol: HTTP }]',
  ),
);
const ingressgateway: Tree = {
  ...tree(gateway('main-gateway', 'shop.example.com', 'istio: ingress'), route('shop.example.com', 'istio-system/main-gateway')),
  'argocd/gateway.yaml':
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: istio-ingressgateway, namespace: argocd }\nspec:\n  project: default\n  source: { repoURL: "https://istio-release.storage.googleapis.com/charts", chart: gateway, targetRevision: 1.22.3, helm: { valuesObject: { service: { type: LoadBalancer } } } }\n  destination: { server: "https://kubernetes.default.svc", namespace: istio-system }\n',
};
const credential: Tree = {
  ...tree(gateway('main-gateway', 'shop.example.com'), route('shop.example.com', 'istio-system/main-gateway')),
  'shop/certificate.yaml':
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: shop, namespace: shop }\nspec: { secretName: shop-tls, dnsNames: [shop.example.com], issuerRef: { kind: ClusterIssuer, name: letsencrypt } }\n---\napiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: { name: letsencrypt }\nspec: { acme: { server: "https://acme-v02.api.letsencrypt.org/directory", privateKeySecretRef: { name: key }, solvers: [{ http01: { ingress: { ingressClassName: istio } } }] } }\n',
};

const oneRevision = mending(revision, 'namespaces.yaml', ['istio-injection: enabled, ', '']);
/** Routes, policies and proxies of a mesh. */
export const meshes: readonly Mistake[] = [
  {
    name: 'A route hangs on a gateway that has another name',
    caughtBy: 'gateway-exists',
    says: 'shop-gateway',
    tree: named,
    mended: mending(named, 'shop/mesh.yaml', ['istio-system/shop-gateway', 'istio-system/main-gateway']),
  },
  {
    name: 'A route serves a host that its gateway does not take',
    caughtBy: 'gateway-exists',
    says: 'shop.example.com',
    tree: unserved,
    mended: mending(unserved, 'shop/mesh.yaml', ['hosts: [blog.example.com]', "hosts: ['*.example.com']"]),
  },
  {
    name: 'A route names a subset that the rule does not define',
    caughtBy: ['destination-subset-exists'],
    says: 'stable',
    tree: subset,
    mended: mending(subset, 'shop/mesh.yaml', ['name: v1', 'name: stable']),
  },
  {
    name: 'A route for everything stands before the others',
    caughtBy: 'routes-reachable',
    says: 'web',
    tree: shadow,
    mended: mending(shadow, 'shop/mesh.yaml', ['prefix: / }', 'prefix: /web }']),
  },
  {
    name: 'Retries that the whole timeout never lets happen',
    caughtBy: 'retry-budget',
    tree: retries,
    mended: mending(retries, 'shop/mesh.yaml', ['- timeout: 5s', '- timeout: 20s']),
  },
  {
    name: 'A job in the mesh never ends, because its proxy does not',
    caughtBy: 'job-sidecar',
    says: 'report',
    tree: job,
    mended: mending(job, 'shop/mesh.yaml', [
      '      template:\n',
      "      template:\n        metadata: { annotations: { sidecar.istio.io/inject: 'false' } }\n",
    ]),
  },
  {
    name: 'A namespace asks for two ways of injection',
    caughtBy: 'injection-agrees',
    says: 'shop',
    tree: revision,
    mended: mending(revision, 'namespaces.yaml', ['istio-injection: enabled, istio.io/rev: 1-20', 'istio.io/rev: 1-22']),
  },
  {
    name: 'A namespace asks for a revision that is gone',
    caughtBy: 'injection-agrees',
    says: '1-20',
    tree: { ...revision, ...oneRevision },
    mended: mending(revision, 'namespaces.yaml', ['istio-injection: enabled, istio.io/rev: 1-20', 'istio.io/rev: 1-22']),
  },
  {
    name: 'Tracing names a provider that the mesh does not have',
    caughtBy: 'telemetry-provider-declared',
    says: 'otel-tracing',
    tree: provider,
    mended: mending(provider, 'shop/mesh.yaml', ['otel-tracing', 'jaeger']),
  },
  {
    name: 'A rule speaks TLS to pods that speak plain HTTP',
    caughtBy: 'tls-modes-agree',
    says: 'web',
    tree: tls,
    mended: mending(tls, 'shop/mesh.yaml', ['mode: SIMPLE', 'mode: ISTIO_MUTUAL']),
  },
  {
    name: 'An entry for an HTTPS host says that it speaks HTTP',
    caughtBy: 'service-entry-reaches',
    says: '443',
    tree: entry,
    mended: mending(entry, 'shop/mesh.yaml', ['name: http, protocol: HTTP', 'name: tls, protocol: TLS']),
  },
  {
    name: 'A gateway selects pods by a label that the release does not give them',
    caughtBy: ['gateway-selects-pods'],
    says: 'ingress',
    tree: ingressgateway,
    mended: mending(ingressgateway, 'shop/mesh.yaml', ['istio: ingress }', 'istio: ingressgateway }']),
  },
  {
    name: 'The certificate of a gateway lies in the namespace of the application',
    caughtBy: 'secret-reference-exists',
    says: 'shop-tls',
    tree: credential,
    mended: mending(credential, 'shop/certificate.yaml', ['{ name: shop, namespace: shop }', '{ name: shop, namespace: istio-system }']),
  },
];
