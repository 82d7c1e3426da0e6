import type { Mistake, Tree } from './mistake.ts';
import { deployment, documents, mending, namespace, service } from './pieces.ts';
import { istio, tree, web } from './meshes.ts';

const account: Tree = {
  ...tree(
    istio(
      'AuthorizationPolicy',
      'api',
      'selector: { matchLabels: { app: api } }\naction: ALLOW\nrules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }] }]',
      'shop',
      'security',
    ),
  ),
  'shop/api.yaml': documents(deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 9000), service('shop', 'api', 9000)),
  'shop/web.yaml': documents(
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web-sa, namespace: shop }\n',
    ...web.map((text) =>
      text
        .replace('      containers:', '      serviceAccountName: web-sa\n      containers:')
        .replace('ports: [{ containerPort', 'env: [{ name: API_URL, value: http://api:9000 }]\n          ports: [{ containerPort'),
    ),
  ),
};
const registryOnly: Tree = {
  ...tree(istio('Sidecar', 'default', "outboundTrafficPolicy: { mode: REGISTRY_ONLY }\negress: [{ hosts: ['./*', 'istio-system/*'] }]")),
  'shop/notify.yaml': deployment(
    'shop',
    'notify',
    'ghcr.io/example/notify:1.0.0',
    8080,
    'env: [{ name: SLACK_URL, value: https://hooks.slack.com/services }]',
  ),
};
const narrow: Tree = {
  ...tree(istio('Sidecar', 'default', "egress: [{ hosts: ['./*', 'istio-system/*'] }]\noutboundTrafficPolicy: { mode: REGISTRY_ONLY }")),
  'data/db.yaml': documents(
    namespace('data'),
    deployment('data', 'db', 'postgres:16.2', 5432),
    service('data', 'db', 5432, 'tcp-postgres'),
  ),
  'shop/api.yaml': deployment(
    'shop',
    'api',
    'ghcr.io/example/api:1.0.0',
    8080,
    'env: [{ name: DB_HOST, value: db.data.svc.cluster.local }, { name: DB_PORT, value: "5432" }]',
  ),
};
const jwt = tree(
  istio(
    'RequestAuthentication',
    'web',
    "selector: { matchLabels: { app: web } }\njwtRules: [{ issuer: 'https://login.example.com', jwksUri: 'https://login.example.com/keys' }]",
    'shop',
    'security',
  ),
);
const portOfService: Tree = {
  ...tree(
    istio(
      'AuthorizationPolicy',
      'web',
      'selector: { matchLabels: { app: web } }\naction: ALLOW\nrules: [{ to: [{ operation: { ports: ["80"] } }] }]',
      'shop',
      'security',
    ),
  ),
  'shop/web.yaml': documents(web[0] ?? '', service('shop', 'web', 80).replace('port: 80 }', 'port: 80, targetPort: 8080 }')),
};

/** Policies and views of a mesh. */
export const meshPolicies: readonly Mistake[] = [
  {
    name: 'A policy lets in an account that no pod uses',
    caughtBy: 'authorization-source-exists',
    says: 'sa/web',
    tree: account,
    mended: mending(account, 'shop/mesh.yaml', ['shop/sa/web]', 'shop/sa/web-sa]']),
  },
  {
    name: 'A mesh that lets out registered hosts only, and a client of another',
    caughtBy: 'outbound-registered',
    says: 'hooks.slack.com',
    tree: registryOnly,
    mended: {
      'shop/entry.yaml': istio(
        'ServiceEntry',
        'slack',
        'hosts: [hooks.slack.com]\nlocation: MESH_EXTERNAL\nresolution: DNS\nports: [{ number: 443, name: tls, protocol: TLS }]',
      ),
    },
  },
  {
    name: 'A Sidecar hides the namespace of the database',
    caughtBy: 'outbound-registered',
    says: 'db',
    tree: narrow,
    mended: mending(narrow, 'shop/mesh.yaml', ["'istio-system/*'", "'istio-system/*', 'data/*'"]),
  },
  {
    name: 'Tokens are checked, and requests without one pass',
    caughtBy: 'token-required',
    says: 'without one',
    tree: jwt,
    mended: {
      'shop/required.yaml': istio(
        'AuthorizationPolicy',
        'web',
        "selector: { matchLabels: { app: web } }\naction: ALLOW\nrules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }]",
        'shop',
        'security',
      ),
    },
  },
  {
    name: 'A policy names the port of the Service instead of the pod',
    caughtBy: 'authorization-fits-ports',
    says: '80',
    tree: portOfService,
    mended: mending(portOfService, 'shop/mesh.yaml', ['ports: ["80"]', 'ports: ["8080"]']),
  },
];
