import { BLOG, MESHES, PLATFORM, POLICIES, WAS } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** How requests come to a blog and through it: gateways, routes, policies. */
export const blogMesh: readonly Mistake[] = [
  slip('A condition of a retry is misspelt', 'istio-fields-act', BLOG, MESHES, [
    ['5xx,reset,connect-failure,refused-stream', '5xx,reset,connection-failure,refused-stream'],
  ]),
  slip('The gateway sends everybody to HTTPS, and has no server for it', 'gateway-servers-listen', BLOG, MESHES, [
    ["      hosts: ['*.example.shop']", "      hosts: ['*.example.shop']\n      tls: { httpsRedirect: true }"],
  ]),
  slip('A mirror has its percentage as a number', 'schema-valid', BLOG, MESHES, [
    ['      timeout: 10s', '      mirror: { host: web-service, subset: canary }\n      mirrorPercentage: 100\n      timeout: 10s'],
  ]),
  slip('Outliers are counted by a field that Istio dropped', 'istio-fields-act', BLOG, MESHES, [
    ['consecutive5xxErrors: 5', 'consecutiveErrors: 5'],
  ]),
  slip(
    'A policy asks who calls, and the calls come without a certificate',
    'authorization-needs-mtls',
    BLOG,
    MESHES,
    [
      [
        '    tls: { mode: ISTIO_MUTUAL }\n    connectionPool: { http: { http1MaxPendingRequests: 100 } }',
        '    tls: { mode: DISABLE }\n    connectionPool: { http: { http1MaxPendingRequests: 100 } }',
      ],
    ],
    { says: 'was-authz' },
  ),
  slip('A policy lets in the port of the Service behind, not that of the pod', 'authorization-allows', BLOG, MESHES, [
    ["ports: ['80']", "ports: ['8080']"],
  ]),
  slip('A policy lets in the gateway under an account that its chart does not make', 'authorization-allows', BLOG, MESHES, [
    [
      "    - to: [{ operation: { ports: ['80'] } }]",
      "    - from: [{ source: { principals: [cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account] } }]\n      to: [{ operation: { ports: ['80'] } }]",
    ],
  ]),
  slip('A policy of the mesh lists folders without a star', 'istio-fields-act', BLOG, MESHES, [
    [
      "methods: [GET, POST, PUT, DELETE], paths: ['/api/*', '/actuator/*']",
      "methods: [GET, POST, PUT, DELETE], paths: ['/api/', '/actuator/']",
    ],
  ]),
  slip(
    'A second rule for a host has the encryption, the first the subsets',
    'one-policy-per-scope',
    BLOG,
    MESHES,
    [
      [
        '    tls: { mode: ISTIO_MUTUAL }\n    connectionPool: { http: { http1MaxPendingRequests: 100 } }',
        '    connectionPool: { http: { http1MaxPendingRequests: 100 } }',
      ],
    ],
    {
      added: {
        'services/blog-system/was/was-mtls.yaml': `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: was-mtls, namespace: blog-system }
spec:
  host: was-service.blog-system.svc.cluster.local
  trafficPolicy:
    tls: { mode: ISTIO_MUTUAL }
`,
      },
    },
  ),
  slip('Sidecars send their spans to a port that the store does not have', 'url-port-exists', BLOG, PLATFORM, [
    [
      '          accessLogFile: /dev/stdout',
      '          accessLogFile: /dev/stdout\n          enableTracing: true\n          defaultConfig: { tracing: { zipkin: { address: tempo.monitoring:9411 } } }',
    ],
  ]),
  slip('Kiali asks Grafana in its own namespace', 'url-host-exists', BLOG, PLATFORM, [
    ['http://grafana.monitoring.svc.cluster.local:3000', 'http://grafana:3000'],
  ]),
  slip('A route leads to Kiali at the port of the web', 'destination-service-exists', BLOG, PLATFORM, [
    ['port: { number: 20001 }', 'port: { number: 80 }'],
  ]),
  slip('A route names the gateway without its namespace', 'gateway-exists', BLOG, PLATFORM, [
    ['gateways: [blog-system/blog-gateway]', 'gateways: [blog-gateway]'],
  ]),
  slip('A pool of addresses stands in another namespace than MetalLB', 'named-object-exists', BLOG, PLATFORM, [
    ['metadata: { name: default-pool, namespace: metallb-system }', 'metadata: { name: default-pool, namespace: default }'],
  ]),
  slip('The pool of MetalLB stands in a ConfigMap, as before 0.13', 'metallb-configured', BLOG, PLATFORM, [
    [
      `apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: { name: default-pool, namespace: metallb-system }
spec:
  addresses: [192.168.1.200-192.168.1.210]
---
apiVersion: metallb.io/v1beta1
kind: L2Advertisement
metadata: { name: default, namespace: metallb-system }
spec:
  ipAddressPools: [default-pool]
`,
      `apiVersion: v1
kind: ConfigMap
metadata: { name: config, namespace: metallb-system }
data:
  config: |
    address-pools:
      - name: default
        protocol: layer2
        addresses: [192.168.1.200-192.168.1.210]
`,
    ],
  ]),
  slip('An annotation excludes a port with a number', 'yaml-typed-value', BLOG, WAS, [
    [
      "annotations: { prometheus.io/scrape: 'false' }",
      "annotations: { prometheus.io/scrape: 'false', traffic.sidecar.istio.io/excludeOutboundPorts: 3306 }",
    ],
  ]),
  slip(
    'An annotation excludes the port that the service had before',
    'istio-words-known',
    BLOG,
    WAS,
    [
      [
        "annotations: { prometheus.io/scrape: 'false' }",
        "annotations: { prometheus.io/scrape: 'false', traffic.sidecar.istio.io/excludeInboundPorts: '9090' }",
      ],
    ],
    { missed: 'ports that are kept from the proxy may be those of a program that declares none' },
  ),
  slip('Argo CD answers every request of the gateway with a redirect to HTTPS', 'argocd-plain-http', BLOG, PLATFORM, [], {
    added: {
      'apps/argocd.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: argocd, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://argoproj.github.io/argo-helm
    chart: argo-cd
    targetRevision: 7.7.11
    helm:
      releaseName: argocd
      valuesObject:
        global: { domain: argocd.example.shop }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: argocd-routes, namespace: argocd }
spec:
  hosts: [argocd.example.shop]
  gateways: [blog-system/blog-gateway]
  http:
    - route: [{ destination: { host: argocd-server, port: { number: 80 } } }]
`,
    },
  }),
  slip('Names may be asked for, but no answer is read, so names in a policy stay unknown', 'cilium-fqdn-dns', BLOG, POLICIES, [
    ["          rules: { dns: [{ matchPattern: '*' }] }\n", ''],
  ]),
  slip(
    'A policy knows the host of a download, but not the one it is redirected to',
    'flow-passes',
    BLOG,
    POLICIES,
    [["{ matchName: github.com }, { matchPattern: '*.githubusercontent.com' }", '{ matchName: github.com }']],
    { partly: true },
  ),
  slip('A policy opens the unencrypted port of the control plane', 'policy-control-plane', BLOG, POLICIES, [
    [
      "      toPorts: [{ ports: [{ port: '15012', protocol: TCP }] }]\n    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring",
      "      toPorts: [{ ports: [{ port: '15010', protocol: TCP }] }]\n    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring",
    ],
  ]),
  slip('A policy looks for the control plane in its own namespace', 'policy-control-plane', BLOG, POLICIES, [
    [
      "- toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: istio-system, app: istiod } }]\n      toPorts: [{ ports: [{ port: '15012', protocol: TCP }] }]\n    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring",
      "- toEndpoints: [{ matchLabels: { app: istiod } }]\n      toPorts: [{ ports: [{ port: '15012', protocol: TCP }] }]\n    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring",
    ],
  ]),
  slip('A policy knows the server of names by the label that it never had', 'policy-dns', BLOG, POLICIES, [
    [
      "k8s-app: kube-dns } }]\n      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]\n    - toEntities",
      "k8s-app: coredns } }]\n      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]\n    - toEntities",
    ],
  ]),
  slip('The front door lets in the pods of its own namespace only', 'flow-passes', BLOG, POLICIES, [
    [
      "  ingress:\n    - toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]",
      "  ingress:\n    - fromEndpoints: [{}]\n      toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]",
    ],
  ]),
  slip('The upload may leave in plain HTTP only', 'flow-passes', BLOG, POLICIES, [
    [
      "- toEntities: [world]\n      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]",
      "- toEntities: [world]\n      toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]",
    ],
  ]),
  slip('The exporter lets in Prometheus by the label of a chart', ['flow-passes', 'policy-selects-pods'], BLOG, POLICIES, [
    ['pod.namespace: monitoring, app: prometheus }', 'pod.namespace: monitoring, app.kubernetes.io/name: prometheus }'],
  ]),
  slip('A path of a policy is written as a glob, where an expression is read', 'cilium-l7-readable', BLOG, POLICIES, [
    [
      "        - ports: [{ port: '8080', protocol: TCP }]",
      "        - ports: [{ port: '8080', protocol: TCP }]\n          rules: { http: [{ method: GET, path: /api/* }] }",
    ],
  ]),
  slip('The program may speak to another port of the trace store than it does', 'flow-passes', BLOG, POLICIES, [
    ["      toPorts: [{ ports: [{ port: '4317', protocol: TCP }] }]", "      toPorts: [{ ports: [{ port: '4318', protocol: TCP }] }]"],
  ]),
  slip('An entity of a policy is not one', ['cilium-policy-valid', 'schema-valid'], BLOG, POLICIES, [
    ['toEntities: [world]', 'toEntities: [internet]'],
  ]),
  slip('The policy of the database forgets the backup', 'flow-passes', BLOG, POLICIES, [
    ['        - matchLabels: { app: mysql-backup }\n', ''],
  ]),
  slip('A policy hides its rules under a key of another API', ['cilium-policy-valid', 'schema-valid'], BLOG, POLICIES, [
    [
      'metadata: { name: mysql-isolation, namespace: blog-system }\nspec:\n  endpointSelector:',
      'metadata: { name: mysql-isolation, namespace: blog-system }\nspec:\n  podSelector:',
    ],
  ]),
  slip('A policy is in the namespace of the mesh', 'policy-selects-pods', BLOG, POLICIES, [
    ['metadata: { name: web-isolation, namespace: blog-system }', 'metadata: { name: web-isolation, namespace: istio-system }'],
  ]),
  slip('The header of a canary test is compared with a truth value', 'yaml-typed-value', BLOG, MESHES, [["exact: 'true'", 'exact: true']]),
  slip('A route serves a host of another zone than its gateway', 'gateway-exists', BLOG, MESHES, [
    ['hosts: [blog.example.shop]', 'hosts: [www.example.shop, blog.example.com]'],
  ]),
];
