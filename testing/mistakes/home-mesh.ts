import { BLOG, GRAF, MESHES, PLATFORM, POLICIES, WEB } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** Ways into a blog, between its pods and out of it. */
export const homeMesh: readonly Mistake[] = [
  slip('A route keeps itself to its namespace, and its gateway runs in another', ['gateway-exists', 'routes-reachable'], BLOG, GRAF, [
    ['  hosts: [monitoring.example.shop]\n', '  hosts: [monitoring.example.shop]\n  exportTo: [.]\n'],
  ]),
  slip('A gateway takes the routes of its own namespace only', ['gateway-exists', 'routes-reachable'], BLOG, MESHES, [
    ["      hosts: ['*.example.shop']", "      hosts: ['./*.example.shop']"],
  ]),
  slip(
    'Encryption is switched off for the port of the Service, which the pods do not have',
    'peer-authentication-effective',
    BLOG,
    MESHES,
    [
      [
        'metadata: { name: default, namespace: blog-system }\nspec:\n  mtls: { mode: PERMISSIVE }\n',
        "metadata: { name: default, namespace: blog-system }\nspec:\n  mtls: { mode: PERMISSIVE }\n---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: was, namespace: blog-system }\nspec:\n  selector: { matchLabels: { app: was } }\n  mtls: { mode: STRICT }\n  portLevelMtls: { '80': { mode: PERMISSIVE } }\n",
      ],
    ],
  ),
  slip('Settings of a port are for one that the Service does not have', ['istio-fields-act', 'destination-service-exists'], BLOG, MESHES, [
    [
      '    outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: 30s, maxEjectionPercent: 50 }\n',
      '    outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: 30s, maxEjectionPercent: 50 }\n    portLevelSettings:\n      - port: { number: 8080 }\n        connectionPool: { tcp: { maxConnections: 100 } }\n',
    ],
  ]),
  slip('A policy without rules lets nothing in', ['authorization-allows', 'flow-passes'], BLOG, MESHES, [
    ["  action: ALLOW\n  rules:\n    - to: [{ operation: { ports: ['80'] } }]\n", '  action: ALLOW\n'],
  ]),
  slip('A policy turns away everybody but the own namespace, the gateway too', 'authorization-allows', BLOG, MESHES, [
    [
      "  action: ALLOW\n  rules:\n    - to: [{ operation: { ports: ['80'] } }]\n",
      '  action: DENY\n  rules:\n    - from: [{ source: { notNamespaces: [blog-system] } }]\n',
    ],
  ]),
  slip(
    'A policy of the gateway knows clients by addresses that the nodes replace by their own',
    'client-address-kept',
    BLOG,
    PLATFORM,
    [],
    {
      partly: true,
      added: {
        'configs/platform/private.yaml': `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: private-hosts, namespace: istio-system }
spec:
  selector: { matchLabels: { istio: ingressgateway } }
  action: DENY
  rules:
    - from: [{ source: { notIpBlocks: [192.168.1.0/24] } }]
      to: [{ operation: { hosts: [monitoring.example.shop] } }]
`,
      },
    },
  ),
  slip('A namespace asks for sidecars with a truth value', ['injection-agrees', 'mesh-namespace-injects'], BLOG, MESHES, [
    ['labels: { istio-injection: enabled }', "labels: { istio-injection: 'true' }"],
  ]),
  slip('Grafana calls itself by a path that it does not serve', 'sub-path-served', BLOG, GRAF, [
    ["value: 'http://monitoring.example.shop'", "value: 'http://monitoring.example.shop/grafana/'"],
  ]),
  slip('A policy lets a pod out to the API server by its address, which is that of a node', 'cilium-cidr-outside', BLOG, POLICIES, [], {
    added: {
      'configs/monitoring/policy.yaml': `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: prometheus-isolation, namespace: monitoring }
spec:
  endpointSelector: { matchLabels: { app: prometheus } }
  egress:
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
    - toCIDR: [10.96.0.1/32]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]
    - toEndpoints: [{}]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: blog-system } }]
`,
    },
  }),
  slip('A policy lets in pods by the network of the pods', 'flow-passes', BLOG, POLICIES, [
    [
      "  ingress:\n    - toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]\n",
      "  ingress:\n    - fromCIDR: [10.244.0.0/16]\n      toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]\n",
    ],
  ]),
  slip(
    'A policy knows the store of objects by the name of another region',
    'flow-passes',
    BLOG,
    POLICIES,
    [
      [
        "    - toEntities: [world]\n      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]\n",
        "    - toFQDNs: [{ matchName: s3.amazonaws.com }]\n      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]\n",
      ],
      [
        "k8s-app: kube-dns } }]\n      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]\n    - toFQDNs",
        "k8s-app: kube-dns } }]\n      toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*' }] } }]\n    - toFQDNs",
      ],
    ],
    { missed: 'In which region the bucket is, and so its host, only a Secret says' },
  ),
  slip('The values of a gateway are those of the operator before', ['helm-value-known', 'helm-values-nested'], BLOG, PLATFORM, [
    [
      '        service:\n          type: LoadBalancer\n          annotations: { metallb.io/loadBalancerIPs: 192.168.1.200 }\n',
      '        gateways:\n          istio-ingressgateway:\n            type: LoadBalancer\n            serviceAnnotations: { metallb.io/loadBalancerIPs: 192.168.1.200 }\n',
    ],
  ]),
  slip('A route sends to the port of a container of Longhorn, not of its Service', 'destination-service-exists', BLOG, PLATFORM, [], {
    added: {
      'configs/platform/longhorn.yaml': `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: longhorn-routes, namespace: longhorn-system }
spec:
  hosts: [longhorn.example.shop]
  gateways: [blog-system/blog-gateway]
  http:
    - route: [{ destination: { host: longhorn-frontend, port: { number: 8000 } } }]
`,
    },
  }),
  slip('A route leads to Hubble by a port of its container', 'destination-service-exists', BLOG, PLATFORM, [], {
    added: {
      'configs/platform/hubble.yaml': `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: hubble-routes, namespace: kube-system }
spec:
  hosts: [hubble.example.shop]
  gateways: [blog-system/blog-gateway]
  http:
    - route: [{ destination: { host: hubble-relay, port: { number: 4245 } } }]
`,
    },
  }),
  slip('The mesh sends its spans to the port for queries', 'mesh-provider-reaches', BLOG, PLATFORM, [
    [
      '          accessLogFile: /dev/stdout\n',
      '          accessLogFile: /dev/stdout\n          extensionProviders:\n            - name: tempo\n              opentelemetry: { service: tempo.monitoring.svc.cluster.local, port: 3200 }\n          defaultProviders: { tracing: [tempo] }\n',
    ],
  ]),
  slip('A canary says how many may be missing and more, and both are none', ['rollout-strategy-works', 'schema-valid'], BLOG, WEB, [
    ['      dynamicStableScale: true\n', '      dynamicStableScale: true\n      maxSurge: 0\n      maxUnavailable: 0\n'],
  ]),
  slip(
    'An analysis compares a list of results with a number',
    'analysis-conditions-decide',
    BLOG,
    WEB,
    [['        - setWeight: 50\n', '        - analysis: { templates: [{ templateName: success-rate }] }\n        - setWeight: 50\n']],
    {
      added: {
        'services/blog-system/web/analysis.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success-rate, namespace: blog-system }
spec:
  metrics:
    - name: success-rate
      interval: 30s
      count: 3
      successCondition: result >= 0.95
      provider:
        prometheus:
          address: http://prometheus.monitoring.svc.cluster.local:9090
          query: sum(rate(istio_requests_total{destination_service_name="web-service", response_code!~"5.*"}[2m])) / sum(rate(istio_requests_total{destination_service_name="web-service"}[2m]))
`,
      },
    },
  ),
  slip(
    'An analysis asks Prometheus in its own namespace',
    ['url-host-exists'],
    BLOG,
    WEB,
    [['        - setWeight: 50\n', '        - analysis: { templates: [{ templateName: success-rate }] }\n        - setWeight: 50\n']],
    {
      added: {
        'services/blog-system/web/analysis.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success-rate, namespace: blog-system }
spec:
  metrics:
    - name: success-rate
      interval: 30s
      count: 3
      successCondition: result[0] >= 0.95
      provider:
        prometheus:
          address: http://prometheus:9090
          query: sum(rate(nginx_http_requests_total[2m]))
`,
      },
    },
  ),
  slip(
    'A question to the mesh names a Service by its short name where metrics have the long one',
    ['series-labels-match', 'label-value-possible'],
    BLOG,
    WEB,
    [['        - setWeight: 50\n', '        - analysis: { templates: [{ templateName: success-rate }] }\n        - setWeight: 50\n']],
    {
      added: {
        'services/blog-system/web/analysis.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success-rate, namespace: blog-system }
spec:
  metrics:
    - name: success-rate
      interval: 30s
      count: 3
      successCondition: result[0] >= 0.95
      provider:
        prometheus:
          address: http://prometheus.monitoring.svc.cluster.local:9090
          query: sum(rate(istio_requests_total{destination_service="web-service", response_code!~"5.*"}[2m])) / sum(rate(istio_requests_total{destination_service="web-service"}[2m]))
`,
      },
    },
  ),
];
