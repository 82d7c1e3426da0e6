import type { Mistake, Tree } from './mistake.ts';
import { deployment, documents, mending, namespace, service } from './pieces.ts';

const pool: Tree = {
  'metallb/pool.yaml': `apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: { name: default-address-pool, namespace: metallb-system }
spec: { addresses: [192.168.1.200-192.168.1.220] }
---
apiVersion: metallb.io/v1beta1
kind: L2Advertisement
metadata: { name: default, namespace: metallb-system }
spec: { ipAddressPools: [default-pool] }
`,
};
const traefik: Tree = {
  'traefik/middleware.yaml': documents(
    namespace('traefik'),
    namespace('shop'),
    'apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: { name: redirect-https, namespace: traefik }\nspec: { redirectScheme: { scheme: https, permanent: true } }\n',
  ),
  'apps/shop.yaml': documents(
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 80),
    service('shop', 'web', 80),
    `apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: web, namespace: shop }
spec:
  entryPoints: [web]
  routes:
    - match: Host(\`shop.example.com\`)
      kind: Rule
      middlewares: [{ name: redirect-https }]
      services: [{ name: web, port: 80 }]
`,
  ),
};
const grants: Tree = {
  'gateway/gateway.yaml': documents(
    namespace('gateway'),
    namespace('shop'),
    `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: gateway }
spec:
  gatewayClassName: cilium
  listeners:
    - { name: websecure, port: 443, protocol: HTTPS, hostname: '*.example.com', tls: { certificateRefs: [{ name: wildcard-tls }] }, allowedRoutes: { namespaces: { from: All } } }
`,
  ),
  'apps/shop.yaml': documents(
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 80),
    service('shop', 'web', 80),
    `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: gateway, sectionName: https }]
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
`,
  ),
};
const closedGateway: Tree = {
  ...mending(grants, 'gateway/gateway.yaml', [', allowedRoutes: { namespaces: { from: All } }', '']),
  ...mending(grants, 'apps/shop.yaml', ['sectionName: https', 'sectionName: websecure']),
};

/** Routes that hang on something that is called otherwise, or does not take them. */
export const attachedRoutes: readonly Mistake[] = [
  {
    name: 'An announcement names a pool of addresses that is called otherwise',
    caughtBy: 'named-object-exists',
    says: 'default-pool',
    tree: pool,
    mended: mending(pool, 'metallb/pool.yaml', ['[default-pool]', '[default-address-pool]']),
  },
  {
    name: 'A route uses a middleware of another namespace without saying so',
    caughtBy: ['named-object-exists'],
    says: 'redirect-https',
    tree: traefik,
    mended: mending(traefik, 'apps/shop.yaml', ['{ name: redirect-https }', '{ name: redirect-https, namespace: traefik }']),
  },
  {
    name: 'A route hangs on a listener that is called otherwise',
    caughtBy: 'route-attaches',
    says: 'https',
    tree: grants,
    mended: mending(grants, 'apps/shop.yaml', ['sectionName: https', 'sectionName: websecure']),
  },
  {
    name: 'A gateway takes no routes of the namespace whose route hangs on it',
    caughtBy: 'route-attaches',
    tree: closedGateway,
    mended: mending(closedGateway, 'gateway/gateway.yaml', [
      'certificateRefs: [{ name: wildcard-tls }] }',
      'certificateRefs: [{ name: wildcard-tls }] }, allowedRoutes: { namespaces: { from: All } }',
    ]),
  },
];
