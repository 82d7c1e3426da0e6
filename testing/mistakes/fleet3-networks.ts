import { app, mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';
import { cilium, dns, gateway, certificate, issuer, pool, gatewayApi, inventory } from './fleet-networks-parts.ts';
import { velero } from './fleet-recovery-parts.ts';
import type { Mistake } from './mistake.ts';
import { cnp, stub, mesh, eso, api, route, gate, grafanaRoute } from './fleet3-parts.ts';

/** What Cilium lets through, and what its gateways let in. */
export const fleet3Networks: readonly Mistake[] = [
  mistake(
    'Egress to a global service selects pods of own cluster only',
    'cluster-policy-named',
    {
      'app1/policies.yaml': documents(namespace('external-secrets'), namespace('vault'), stub('vault', 'vault', 8200, 'https'), eso('')),
      'app1/eso.yaml': clusterChart(
        'app1',
        'external-secrets',
        'external-secrets',
        'external-secrets',
        '0.19.2',
        'external-secrets',
        'installCRDs: true',
      ),
      'mgmt/app1-cilium.yaml': cilium('app1', { mesh: mesh('mgmt', '192.168.64.11') }),
      'mgmt/cilium.yaml': cilium('mgmt', { mesh: mesh('app1', '192.168.64.21') }),
    },
    'app1/policies.yaml',
    [['app.kubernetes.io/name: vault }', 'app.kubernetes.io/name: vault, k8s:io.cilium.k8s.policy.cluster: mgmt }']],
  ),
  mistake(
    'A policy names a cluster of the mesh otherwise than Cilium calls it',
    'cluster-policy-named',
    {
      'app1/policies.yaml': documents(
        namespace('external-secrets'),
        namespace('vault'),
        stub('vault', 'vault', 8200, 'https'),
        eso(', k8s:io.cilium.k8s.policy.cluster: management'),
      ),
      'mgmt/app1-cilium.yaml': cilium('app1', { mesh: mesh('mgmt', '192.168.64.11') }),
      'mgmt/cilium.yaml': cilium('mgmt', { mesh: mesh('app1', '192.168.64.21') }),
    },
    'app1/policies.yaml',
    [['cluster: management', 'cluster: mgmt']],
  ),
  mistake(
    'Argo CD may reach remote API server by CIDR, and it is a node of the mesh',
    'cilium-cidr-outside',
    {
      'inventory.yaml': inventory,
      'mgmt/policies.yaml': documents(
        namespace('argocd'),
        cnp(
          'argocd-egress',
          'argocd',
          `  endpointSelector: { matchLabels: { app.kubernetes.io/part-of: argocd } }
  egress:
${dns('kube-dns')}
    - toEntities: [kube-apiserver]
    - toCIDR: [192.168.64.20/32]
      toPorts: [{ ports: [{ port: '6443', protocol: TCP }] }]`,
        ),
      ),
      'mgmt/app1-cilium.yaml': cilium('app1', { mesh: mesh('mgmt', '192.168.64.11') }),
      'mgmt/cilium.yaml': cilium('mgmt', { mesh: mesh('app1', '192.168.64.21') }),
    },
    'mgmt/policies.yaml',
    [['    - toCIDR', "    - toEntities: [remote-node]\n      toPorts: [{ ports: [{ port: '6443', protocol: TCP }] }]\n    - toCIDR"]],
  ),
  mistake(
    'A star in a name stands for one level, the host of the bucket has two',
    'cilium-names-reach',
    {
      'mgmt/policies.yaml': documents(
        namespace('velero'),
        cnp(
          'velero-egress',
          'velero',
          `  endpointSelector: {}
  egress:
${dns('kube-dns')}
    - toEntities: [kube-apiserver]
    - toFQDNs: [{ matchPattern: '*.amazonaws.com' }]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]`,
        ),
      ),
      'mgmt/velero.yaml': velero({})
        .replace('https://minio.example.com', 'https://s3.eu-central-1.amazonaws.com')
        .replace('region: minio', 'region: eu-central-1')
        .replaceAll('app1', 'mgmt')
        .replace('name: mgmt, namespace: velero', 'server: https://kubernetes.default.svc, namespace: velero'),
    },
    'mgmt/policies.yaml',
    [["matchPattern: '*.amazonaws.com'", "matchPattern: 's3.*.amazonaws.com'"]],
  ),
  mistake(
    'A path in a policy of Cilium is written as a shell pattern',
    'cilium-http-matches',
    { 'app1/api.yaml': api("{ method: GET, path: '/api/*' }") },
    'app1/api.yaml',
    [["/api/*'", "/api/.*'"]],
  ),
  mistake(
    'A method in a policy of Cilium is written small',
    'cilium-http-matches',
    { 'app1/api.yaml': api("{ method: get, path: '/api/.*' }") },
    'app1/api.yaml',
    [['method: get', 'method: GET']],
  ),
  mistake(
    'The backend of a Gateway of Cilium lets in the namespace of the Gateway, which has no pods',
    'flow-passes',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': gate,
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        app('grafana', 'monitoring', 3000),
        grafanaRoute,
        cnp(
          'grafana-ingress',
          'monitoring',
          `  endpointSelector: { matchLabels: { app: grafana } }
  ingress:
    - fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: gateway } }]
      toPorts: [{ ports: [{ port: '3000', protocol: TCP }] }]`,
        ),
      ),
    },
    'mgmt/grafana.yaml',
    [['fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: gateway } }]', 'fromEntities: [ingress]']],
  ),
  mistake(
    'The grant for a backend stands in the namespace of the route',
    'reference-granted',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': gate,
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        namespace('routes'),
        app('grafana', 'monitoring', 3000),
        route(
          'grafana',
          'routes',
          'grafana.mgmt.local.dev',
          '  rules: [{ backendRefs: [{ name: grafana-service, namespace: monitoring, port: 3000 }] }]',
        ),
        object(
          'gateway.networking.k8s.io/v1beta1',
          'ReferenceGrant',
          'routes',
          'routes',
          "spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: routes }], to: [{ group: '', kind: Service }] }",
        ),
      ),
    },
    'mgmt/grafana.yaml',
    [['name: routes, namespace: routes }', 'name: routes, namespace: monitoring }']],
  ),
  mistake(
    'The grant for the certificate of a Gateway is for routes',
    'reference-granted',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': documents(
        namespace('gateway'),
        namespace('cert-manager'),
        pool,
        issuer,
        certificate.replace('namespace: gateway', 'namespace: cert-manager'),
        gateway('').replace('{ name: main-tls }', '{ name: main-tls, namespace: cert-manager }'),
        object(
          'gateway.networking.k8s.io/v1beta1',
          'ReferenceGrant',
          'certificates',
          'cert-manager',
          "spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: gateway }], to: [{ group: '', kind: Secret }] }",
        ),
      ),
    },
    'mgmt/gateway.yaml',
    [['kind: HTTPRoute, namespace: gateway', 'kind: Gateway, namespace: gateway']],
  ),
  mistake(
    'A redirect to https hangs on the listener for https, too, and redirects for ever',
    'redirect-ends',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': documents(
        namespace('gateway'),
        pool,
        issuer,
        certificate,
        gateway('').replace(
          '    - name: https',
          '    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }\n    - name: https',
        ),
        object(
          'gateway.networking.k8s.io/v1',
          'HTTPRoute',
          'redirect',
          'gateway',
          "spec:\n  parentRefs: [{ name: main }]\n  hostnames: ['*.mgmt.local.dev']\n  rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }] }]",
        ),
      ),
    },
    'mgmt/gateway.yaml',
    [['parentRefs: [{ name: main }]', 'parentRefs: [{ name: main, sectionName: http }]']],
  ),
  mistake(
    'A certificate with a star is a level above the hosts of its listener',
    'certificate-covers-host',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/grafana.yaml': documents(namespace('monitoring'), app('grafana', 'monitoring', 3000), grafanaRoute),
      'mgmt/gateway.yaml': documents(
        namespace('gateway'),
        pool,
        issuer,
        certificate.replace("'*.mgmt.local.dev'", "'*.local.dev'"),
        gateway('').replace('protocol: HTTPS', "protocol: HTTPS\n      hostname: '*.mgmt.local.dev'"),
      ),
    },
    'mgmt/gateway.yaml',
    [["dnsNames: ['*.local.dev']", "dnsNames: ['*.mgmt.local.dev']"]],
  ),
];
