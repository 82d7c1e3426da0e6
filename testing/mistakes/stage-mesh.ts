import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const MESH = `${PROD}/mesh.yaml`;
const POLICIES = `${PROD}/network-policies.yaml`;
const SIDECARS = `${PROD}/patches/sidecars.yaml`;
const ISTIOD = 'argocd/applications/istiod.yaml';
const VS = 'metadata: { name: load-balancer-vs }\nspec:\n';

/** The mesh, its filter, and the policies around it. */
export const stageMesh: readonly Mistake[] = [
  slip({ name: 'The rate limit is for gateways, and the pods that it selects have sidecars', caughtBy: 'envoy-filter-applies' }, [
    [MESH, 'context: SIDECAR_INBOUND', 'context: GATEWAY'],
  ]),
  slip({ name: 'The rate limit counts what leaves the pod', caughtBy: 'rate-limit-acts' }, [
    [MESH, 'context: SIDECAR_INBOUND', 'context: SIDECAR_OUTBOUND'],
  ]),
  slip({ name: 'The rate limit selects the pods of the gateway in another namespace', caughtBy: 'envoy-filter-applies' }, [
    [MESH, 'workloadSelector: { labels: { app: load-balancer } }', 'workloadSelector: { labels: { istio: ingressgateway } }'],
  ]),
  slip({ name: 'The time in which the bucket fills has no unit', caughtBy: 'envoy-filter-applies' }, [
    [MESH, 'fill_interval: 60s', 'fill_interval: "60"'],
  ]),
  slip({ name: 'The filter lacks the prefix of its figures, without which Envoy refuses it', caughtBy: 'rate-limit-acts' }, [
    [MESH, '              stat_prefix: http_local_rate_limiter\n', ''],
  ]),
  slip({ name: 'The filter is put behind the router, where nothing passes', caughtBy: 'rate-limit-acts' }, [
    [MESH, 'operation: INSERT_BEFORE', 'operation: INSERT_AFTER'],
    [
      MESH,
      'filter: { name: envoy.filters.network.http_connection_manager }',
      'filter: { name: envoy.filters.network.http_connection_manager, subFilter: { name: envoy.filters.http.router } }',
    ],
  ]),
  slip({ name: 'The route is shown to its own namespace only, and the gateway is in another', caughtBy: 'gateway-exists' }, [
    [MESH, VS, `${VS}  exportTo: ["."]\n`],
  ]),
  slip({ name: 'The gateway listens on a port that its Service does not have', caughtBy: 'gateway-servers-listen' }, [
    [MESH, 'port: { number: 80, name: http, protocol: HTTP }', 'port: { number: 8080, name: http, protocol: HTTP }'],
  ]),
  slip({ name: 'The route turns a prefix round: the general one stands first', caughtBy: 'routes-reachable' }, [
    [
      MESH,
      '      route: [{ destination: { host: load-balancer-service, port: { number: 7100 } } }]\n',
      `      route: [{ destination: { host: load-balancer-service, port: { number: 7100 } } }]
    - match: [{ uri: { prefix: /blog } }]
      route: [{ destination: { host: blog-service, port: { number: 8005 } } }]
`,
    ],
  ]),
  slip({ name: 'The timeout is a number without a unit', caughtBy: 'yaml-typed-value' }, [
    [MESH, '    - match: [{ uri: { prefix: / } }]\n', '    - match: [{ uri: { prefix: / } }]\n      timeout: 15\n'],
  ]),
  slip({ name: 'A fault of a test stays in production', caughtBy: 'no-fault-left' }, [
    [
      MESH,
      '    - match: [{ uri: { prefix: / } }]\n',
      '    - match: [{ uri: { prefix: / } }]\n      fault: { abort: { percentage: { value: 50 }, httpStatus: 503 } }\n',
    ],
  ]),
  slip({ name: 'The label for sidecars says true', caughtBy: 'injection-agrees' }, [
    [`${PROD}/namespace.yaml`, 'istio-injection: enabled', 'istio-injection: "true"'],
  ]),
  slip({ name: 'The label for sidecars is an annotation', caughtBy: 'injection-agrees' }, [
    [
      `${PROD}/namespace.yaml`,
      '  labels: { istio-injection: enabled, environment: production }',
      '  labels: { environment: production }\n  annotations: { istio-injection: enabled }',
    ],
  ]),
  slip({ name: 'The sidecar asks for more than its limit', caughtBy: 'sidecar-figures-whole' }, [
    [SIDECARS, 'sidecar.istio.io/proxyCPU: "50m"', 'sidecar.istio.io/proxyCPU: "500m"'],
  ]),
  slip({ name: 'The limit of the sidecar is a number', caughtBy: 'yaml-typed-value' }, [
    [SIDECARS, 'sidecar.istio.io/proxyCPULimit: "200m"', 'sidecar.istio.io/proxyCPULimit: 1'],
  ]),
  slip({ name: 'The annotation of the sidecar is spelt with a hyphen', caughtBy: 'istio-words-known' }, [
    [SIDECARS, 'sidecar.istio.io/proxyCPULimit:', 'sidecar.istio.io/proxy-cpu-limit:'],
  ]),
  slip({ name: 'The address of the tracing is a URL', caughtBy: 'tracing-values-read' }, [
    [ISTIOD, 'jaeger-collector.istio-system:9411', 'http://jaeger-collector.istio-system:9411/api/v2/spans'],
  ]),
  slip({ name: 'Every hundredth request is traced by a figure that means a share of one', caughtBy: 'tracing-values-read' }, [
    [ISTIOD, 'traceSampling: 100', 'traceSampling: 1000'],
  ]),
  slip({ name: 'The circuit breaker counts errors by the field that Istio gave up', caughtBy: 'istio-fields-act' }, [
    [
      MESH,
      '  host: postgresql-service\n  trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }',
      '  host: postgresql-service\n  trafficPolicy: { tls: { mode: ISTIO_MUTUAL }, outlierDetection: { consecutiveErrors: 5, interval: 30s } }',
    ],
  ]),
  slip({ name: 'The rule of one Service switches on what the rule of all has, and forgets it', caughtBy: 'tls-modes-agree' }, [
    [
      MESH,
      '  host: postgresql-service\n  trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }',
      '  host: postgresql-service\n  trafficPolicy: { tls: { mode: SIMPLE } }',
    ],
  ]),
  slip({ name: 'Strict mTLS is asked for in the namespace of the control plane under another name', caughtBy: 'schema-valid' }, [
    [MESH, 'spec: { mtls: { mode: STRICT } }', 'spec: { mtls: { mode: strict } }'],
  ]),
  slip({ name: 'A policy has rules for what comes in, and says that it is about what goes out', caughtBy: 'policy-direction-counts' }, [
    [
      POLICIES,
      'podSelector: { matchLabels: { app: redis } }\n  policyTypes: [Ingress]',
      'podSelector: { matchLabels: { app: redis } }\n  policyTypes: [Egress]',
    ],
  ]),
  slip({ name: 'Namespace and pod are two entries, and each of them is enough', caughtBy: 'policy-selects-pods', partly: true }, [
    [
      POLICIES,
      '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } }, podSelector: { matchLabels: { istio: ingressgateway } } }',
      '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } } }, { podSelector: { matchLabels: { istio: ingressgateway } } }',
    ],
  ]),
  slip({ name: 'A policy names the port by a name that the pods do not have', caughtBy: 'egress-meets-ingress' }, [
    [POLICIES, 'ports: [{ port: 6379 }]', 'ports: [{ port: redis }]'],
  ]),
  slip({ name: 'A policy lets in UDP where the program speaks TCP', caughtBy: 'flow-passes' }, [
    [POLICIES, 'ports: [{ port: 7100 }]', 'ports: [{ port: 7100, protocol: UDP }]'],
  ]),
  slip({ name: 'The name server is selected by a label that it does not have', caughtBy: 'policy-dns' }, [
    [
      POLICIES,
      '    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]\n',
      '    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: coredns } } }]\n',
    ],
  ]),
  slip({ name: 'The policy for the control plane opens the port of older proxies', caughtBy: 'policy-control-plane' }, [
    [POLICIES, 'ports: [{ port: 15012 }, { port: 9411 }]', 'ports: [{ port: 15010 }, { port: 9411 }]'],
  ]),
];
