import { app, deployment, mistake, service } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { namespace } from './pieces.ts';

function networkPolicy(name: string, place: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${place} }
spec:
${spec.trimEnd().replace(/^(?=.)/gm, '  ')}
`;
}

const shop = {
  'namespaces.yaml': [
    namespace('shop'),
    namespace('ingress-nginx', 'kubernetes.io/metadata.name: ingress-nginx'),
    namespace('monitoring'),
  ].join('---\n'),
  'shop/api.yaml': app('api', 'shop', 8080, {
    container: 'env: [{ name: DATABASE_HOST, value: postgres-service }, { name: DATABASE_PORT, value: "5432" }]',
  }),
  'shop/postgres.yaml': app('postgres', 'shop', 5432, { image: 'postgres:16.2' }),
};

const prometheus = deployment('prometheus', 'monitoring', 9090, { image: 'prom/prometheus:v2.51.2' });

function apiIngress(className: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, namespace: shop }
spec:
  ingressClassName: ${className}
  tls: [{ hosts: [api.example.org], secretName: api-tls }]
  rules: [{ host: api.example.org, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api-service, port: { number: 8080 } } } }] } }]
`;
}

const traefik = {
  'traefik/namespace.yaml': namespace('traefik'),
  'traefik/traefik.yaml': `${deployment('traefik', 'traefik', 8000, { image: 'traefik:v3.0.1' })}---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: traefik }
spec: { controller: traefik.io/ingress-controller }
`,
};

function bucket(match: string): string {
  return `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api-egress, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  egress:
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*' }] } }]
    - toFQDNs: [{ ${match} }]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]
`;
}

const meshed = {
  'namespaces.yaml': namespace('shop', 'istio-injection: enabled'),
  'shop/web.yaml': `apiVersion: v1
kind: ServiceAccount
metadata: { name: web-sa, namespace: shop }
---
${app('web', 'shop', 80, { pod: 'serviceAccountName: web-sa' })}`,
  'shop/api.yaml': app('api', 'shop', 8080),
  'istio/api.yaml': `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: api-callers, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  action: ALLOW
  rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }] }]
`,
};

/** Policies beside what they are to let through. */
export const doors: readonly Mistake[] = [
  mistake(
    'A policy lets nothing out, not even the question for a name',
    'policy-dns',
    {
      ...shop,
      'shop/policy.yaml': networkPolicy(
        'api-egress',
        'shop',
        'podSelector: { matchLabels: { app: api } }\npolicyTypes: [Egress]\negress:\n  - to: [{ podSelector: { matchLabels: { app: postgres } } }]\n    ports: [{ port: 5432 }]',
      ),
    },
    'shop/policy.yaml',
    [
      [
        'egress:\n',
        'egress:\n    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]\n      ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]\n',
      ],
    ],
  ),
  mistake(
    'A policy knows the namespace of the ingress by a label that it does not have',
    ['policy-selects-pods', 'flow-passes'],
    {
      ...shop,
      'shop/policy.yaml': networkPolicy(
        'api-ingress',
        'shop',
        'podSelector: { matchLabels: { app: api } }\npolicyTypes: [Ingress]\ningress:\n  - from: [{ namespaceSelector: { matchLabels: { name: ingress-nginx } } }]\n    ports: [{ port: 8080 }]',
      ),
    },
    'shop/policy.yaml',
    [['{ name: ingress-nginx }', '{ kubernetes.io/metadata.name: ingress-nginx }']],
    { says: 'ingress-nginx' },
  ),
  mistake(
    'A namespace and a pod stand as two peers, where both were meant of one',
    ['policy-selects-pods', 'flow-passes'],
    {
      ...shop,
      'monitoring/prometheus.yaml': prometheus,
      'shop/policy.yaml': networkPolicy(
        'api-scrape',
        'shop',
        'podSelector: { matchLabels: { app: api } }\npolicyTypes: [Ingress]\ningress:\n  - from:\n      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }\n      - podSelector: { matchLabels: { app: prometheus } }\n    ports: [{ port: 8080 }]',
      ),
    },
    'shop/policy.yaml',
    [['      - podSelector: { matchLabels: { app: prometheus } }', '        podSelector: { matchLabels: { app: prometheus } }']],
    { says: 'prometheus' },
  ),
  mistake(
    'A policy opens the port of the Service, not that of the pod',
    ['policy-port-listens', 'flow-passes'],
    {
      ...shop,
      'shop/web.yaml': `${deployment('web', 'shop', 3000)}---\n${service('web', 'shop', 80).replace('port: 80 ', 'port: 80, targetPort: 3000 ')}`,
      'shop/policy.yaml': networkPolicy(
        'web-ingress',
        'shop',
        'podSelector: { matchLabels: { app: web } }\npolicyTypes: [Ingress]\ningress:\n  - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]\n    ports: [{ port: 80 }]',
      ),
    },
    'shop/policy.yaml',
    [['port: 80 ', 'port: 3000 ']],
    { says: '80' },
  ),
  mistake(
    'Rules for what goes out stand in a policy for what comes in',
    ['policy-direction-counts'],
    {
      ...shop,
      'shop/policy.yaml': networkPolicy(
        'api',
        'shop',
        'podSelector: { matchLabels: { app: api } }\npolicyTypes: [Ingress]\ningress:\n  - from: [{ namespaceSelector: {} }]\n    ports: [{ port: 8080 }]\negress:\n  - to: [{ podSelector: { matchLabels: { app: postgres } } }]\n    ports: [{ port: 5432 }]\n  - ports: [{ port: 53, protocol: UDP }, { port: 53 }]',
      ),
    },
    'shop/policy.yaml',
    [['policyTypes: [Ingress]', 'policyTypes: [Ingress, Egress]']],
    { says: 'egress' },
  ),
  mistake(
    'A policy type without rules closes the way to the database',
    ['flow-passes', 'policy-dns'],
    {
      ...shop,
      'shop/policy.yaml': networkPolicy(
        'api',
        'shop',
        'podSelector: { matchLabels: { app: api } }\npolicyTypes: [Ingress, Egress]\ningress:\n  - from: [{ namespaceSelector: {} }]\n    ports: [{ port: 8080 }]',
      ),
    },
    'shop/policy.yaml',
    [['policyTypes: [Ingress, Egress]', 'policyTypes: [Ingress]']],
  ),
  mistake(
    'A name with a star stands where a plain name must stand',
    ['cilium-policy-valid', 'schema-valid'],
    { ...shop, 'shop/policy.yaml': bucket("matchName: '*.amazonaws.com'") },
    'shop/policy.yaml',
    [['matchName', 'matchPattern']],
    { says: '*.amazonaws.com' },
  ),
  mistake(
    'An exception lies outside the network that it is cut from',
    ['schema-valid'],
    {
      ...shop,
      'shop/policy.yaml': networkPolicy(
        'out',
        'shop',
        'podSelector: { matchLabels: { app: api } }\npolicyTypes: [Egress]\negress:\n  - to: [{ ipBlock: { cidr: 10.0.0.0/16, except: [192.168.0.0/24] } }]\n  - ports: [{ port: 53, protocol: UDP }, { port: 53 }, { port: 5432 }]',
      ),
    },
    'shop/policy.yaml',
    [['192.168.0.0/24', '10.0.4.0/24']],
    { says: '192.168.0.0/24' },
  ),
  mistake(
    'A policy still lets in the ingress controller that was replaced',
    'flow-passes',
    {
      ...shop,
      ...traefik,
      'shop/ingress.yaml': apiIngress('traefik'),
      'shop/policy.yaml': networkPolicy(
        'api',
        'shop',
        'podSelector: { matchLabels: { app: api } }\npolicyTypes: [Ingress]\ningress:\n  - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]\n    ports: [{ port: 8080 }]',
      ),
    },
    'shop/policy.yaml',
    [['metadata.name: ingress-nginx', 'metadata.name: traefik']],
    { says: 'traefik', partly: true },
  ),
  mistake('A policy of the mesh allows an account that no pod runs as', 'authorization-source-exists', meshed, 'istio/api.yaml', [
    ['/sa/web', '/sa/web-sa'],
  ]),
  mistake(
    'A policy takes pods by a label that only the Deployment has',
    'policy-selects-pods',
    {
      ...shop,
      'shop/policy.yaml': networkPolicy(
        'api',
        'shop',
        'podSelector: { matchLabels: { app.kubernetes.io/name: api } }\npolicyTypes: [Ingress]\ningress:\n  - ports: [{ port: 8080 }]',
      ),
    },
    'shop/policy.yaml',
    [['app.kubernetes.io/name: api', 'app: api']],
  ),
];
