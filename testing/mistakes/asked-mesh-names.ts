import { BY_NGINX, CERT_MANAGER, corefile, ingress, issuer, NGINX, PROGRAM } from './asked-mesh-parts.ts';
import { mistake, object } from './apps.ts';
import { certificate, cilium, gateway, gatewayApi, pool } from './fleet-networks-parts.ts';
import { allows, planted, tokens } from './mesh2-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

const DNS = 'mgmt/dns.yaml';
const HARBOR = '    hosts {\n        192.168.64.210 harbor.local.dev\n        fallthrough\n    }\n';
const WEB = object(
  'cert-manager.io/v1',
  'Certificate',
  'web',
  'app',
  'spec:\n  secretName: web-tls\n  dnsNames: [web.local.dev]\n  issuerRef: { name: letsencrypt, kind: ClusterIssuer }',
);

function solver(selector: string): string {
  return `    solvers:
      - selector: ${selector}
        dns01: { cloudflare: { apiTokenSecretRef: { name: cloudflare-token, key: token } } }`;
}

/** Names and certificates of a platform, as people asked about them. */
export const askedMeshNames: readonly Mistake[] = [
  mistake(
    'The solvers of an issuer stand under a second acme',
    'acme-solver-chosen',
    { ...CERT_MANAGER, ...NGINX, 'mgmt/issuer.yaml': issuer(`    acme:\n  ${BY_NGINX}`), 'mgmt/web.yaml': ingress() },
    'mgmt/issuer.yaml',
    [[`    acme:\n  ${BY_NGINX}`, BY_NGINX]],
  ),
  mistake(
    'The zone of a solver is written with a star',
    'acme-solver-chosen',
    { ...CERT_MANAGER, 'mgmt/issuer.yaml': issuer(solver("{ dnsZones: ['*.local.dev'] }")), 'mgmt/web.yaml': documents(PROGRAM, WEB) },
    'mgmt/issuer.yaml',
    [["'*.local.dev'", 'local.dev']],
  ),
  mistake(
    'The only solver is for certificates with a label',
    'acme-solver-chosen',
    {
      ...CERT_MANAGER,
      'mgmt/issuer.yaml': issuer(solver("{ matchLabels: { use-cloudflare: 'true' } }")),
      'mgmt/web.yaml': documents(PROGRAM, WEB),
    },
    'mgmt/web.yaml',
    [
      [
        'metadata: { name: web, namespace: app }\nspec:\n  secretName',
        "metadata: { name: web, namespace: app, labels: { use-cloudflare: 'true' } }\nspec:\n  secretName",
      ],
    ],
  ),
  mistake(
    'An Ingress names the class of its challenges in the old way, and the solver in the new',
    'acme-solver-chosen',
    {
      ...CERT_MANAGER,
      ...NGINX,
      'mgmt/issuer.yaml': issuer(BY_NGINX),
      'mgmt/web.yaml': ingress('    acme.cert-manager.io/http01-ingress-class: nginx\n'),
    },
    'mgmt/web.yaml',
    [['    acme.cert-manager.io/http01-ingress-class: nginx\n', '']],
  ),
  mistake(
    'The listener for challenges takes routes of its own namespace',
    'acme-gateway-admits',
    {
      ...CERT_MANAGER,
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/issuer.yaml': issuer(
        '    solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [{ name: main, namespace: gateway, kind: Gateway, sectionName: http }] } } }]',
      ),
      'mgmt/web.yaml': documents(PROGRAM, WEB),
      'mgmt/gateway.yaml': documents(
        namespace('gateway'),
        pool,
        certificate.replace("'*.mgmt.local.dev'", 'main.local.dev').replace('vault-issuer', 'letsencrypt'),
        gateway('').replace('    - name: https', '    - { name: http, port: 80, protocol: HTTP }\n    - name: https'),
      ),
    },
    'mgmt/gateway.yaml',
    [['protocol: HTTP }', 'protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }']],
  ),
  mistake(
    'Hosts that CoreDNS was given answer for all names',
    'corefile-answers',
    corefile(HARBOR.replace('        fallthrough\n', '')),
    DNS,
    [['harbor.local.dev\n', 'harbor.local.dev\n            fallthrough\n']],
  ),
  mistake(
    'A brace hangs on the zone before it',
    'corefile-answers',
    corefile('    hosts /etc/coredns/hosts local.dev{\n        ttl 60\n        fallthrough\n    }\n'),
    DNS,
    [['local.dev{', 'local.dev {']],
  ),
  mistake(
    'A name is rewritten in the block that does not know the cluster',
    'corefile-answers',
    corefile(
      '',
      'local.dev:53 {\n    errors\n    rewrite name web.local.dev web-service.app.svc.cluster.local\n    forward . 192.168.64.1\n}\n',
    ),
    DNS,
    [['        rewrite name web.local.dev web-service.app.svc.cluster.local\n', '']],
  ),
  planted('The keys of tokens are named as their neighbours name them', 'token-keys-reachable', [], {
    'tokens.yaml':
      tokens('https://auth.acme.example/', 'http://auth-service:8002/.well-known/jwks.json') +
      allows('load-balancer', `- from: [{ source: { requestPrincipals: ['*'] } }]\n`),
  }),
];
