import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const MESH = `${PROD}/mesh.yaml`;
const POLICIES = `${PROD}/network-policies.yaml`;
const LISTENS = '- applyTo: HTTP_FILTER\n      match:\n        context: SIDECAR_INBOUND';

/** The mesh and the policies around the programs. */
export const prodMesh: readonly Mistake[] = [
  slip({ name: 'The gateway listens on the port of the node', caughtBy: 'gateway-servers-listen' }, [
    [MESH, 'port: { number: 80, name: http', 'port: { number: 31304, name: http'],
  ]),
  slip({ name: 'The mode of TLS lacks the word for certificates of the mesh', caughtBy: 'tls-modes-agree' }, [
    [
      MESH,
      'host: postgresql-service\n  trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }',
      'host: postgresql-service\n  trafficPolicy: { tls: { mode: MUTUAL } }',
    ],
  ]),
  slip({ name: 'The filter of the rate limit selects by the word of Deployments', caughtBy: 'envoy-filter-applies' }, [
    [MESH, 'workloadSelector: { labels: { app: load-balancer } }', 'workloadSelector: { matchLabels: { app: load-balancer } }'],
  ]),
  slip({ name: 'The filter of the rate limit is for gateways and selects a pod with a sidecar', caughtBy: 'envoy-filter-applies' }, [
    [MESH, LISTENS, LISTENS.replace('SIDECAR_INBOUND', 'GATEWAY')],
  ]),
  slip({ name: 'The filter of the rate limit selects the gateway, which lives in another namespace', caughtBy: 'envoy-filter-applies' }, [
    [MESH, 'workloadSelector: { labels: { app: load-balancer } }', 'workloadSelector: { labels: { istio: ingressgateway } }'],
    [MESH, LISTENS, LISTENS.replace('SIDECAR_INBOUND', 'GATEWAY')],
  ]),
  slip({ name: 'The rate limit fills its bucket in a number without a unit', caughtBy: 'envoy-filter-applies' }, [
    [MESH, 'fill_interval: 60s', 'fill_interval: 60'],
  ]),
  slip({ name: 'The filter names the connection manager as Envoy called it before', caughtBy: 'envoy-filter-applies' }, [
    [MESH, 'name: envoy.filters.network.http_connection_manager', 'name: envoy.http_connection_manager'],
  ]),
  slip({ name: 'The rate limit has no type, as the old filters had none', caughtBy: 'envoy-filter-applies' }, [
    [MESH, '"@type": type.googleapis.com/udpa.type.v1.TypedStruct\n            type_url: type', 'type_url: type'],
  ]),
  slip({ name: 'Tracing sends Zipkin spans to the port for Thrift', caughtBy: 'zipkin-received' }, [
    ['argocd/applications/istiod.yaml', 'jaeger-collector.istio-system:9411', 'jaeger-collector.istio-system:14268'],
    [
      'k8s-manifests/jaeger/jaeger.yaml',
      'ports: [{ name: http-zipkin, port: 9411, targetPort: 9411 }]',
      'ports: [{ name: http-zipkin, port: 9411, targetPort: 9411 }, { name: http-thrift, port: 14268, targetPort: 14268 }]',
    ],
  ]),
  slip({ name: 'Jaeger is not told to listen for Zipkin', caughtBy: 'zipkin-received' }, [
    ['k8s-manifests/jaeger/jaeger.yaml', '          env: [{ name: COLLECTOR_ZIPKIN_HOST_PORT, value: ":9411" }]\n', ''],
  ]),
  slip({ name: 'The parts of Istio have different versions', caughtBy: 'chart-versions-agree' }, [
    ['argocd/applications/istiod.yaml', 'targetRevision: 1.20.1', 'targetRevision: 1.18.2'],
  ]),
  slip({ name: 'The gateway chart is given the values of the operator', caughtBy: 'helm-value-known' }, [
    [
      'argocd/applications/istio-ingressgateway.yaml',
      '        autoscaling: { enabled: false }\n        service:\n          type: NodePort\n          ports:',
      '        gateways:\n          istio-ingressgateway: { type: NodePort }\n        service:\n          ports:',
    ],
  ]),
  slip({ name: 'A node port is out of the range of node ports', caughtBy: 'node-port-once' }, [
    ['argocd/applications/istio-ingressgateway.yaml', 'nodePort: 31304', 'nodePort: 8080'],
  ]),
  slip({ name: 'Two charts ask for one node port', caughtBy: 'node-port-once' }, [
    ['argocd/applications/istio-ingressgateway.yaml', 'nodePort: 31304', 'nodePort: 30300'],
  ]),
  slip({ name: 'The mesh speaks its new version to a control plane that does not know it', caughtBy: 'istio-api-served', partly: true }, [
    [MESH, 'apiVersion: security.istio.io/v1beta1', 'apiVersion: security.istio.io/v1'],
  ]),
  slip({ name: 'A route by method stands below the route for everything', caughtBy: 'routes-reachable' }, [
    [
      MESH,
      '    - match: [{ uri: { prefix: / } }]\n      route: [{ destination: { host: load-balancer-service, port: { number: 7100 } } }]\n',
      '    - match: [{ uri: { prefix: / } }]\n      route: [{ destination: { host: load-balancer-service, port: { number: 7100 } } }]\n    - match: [{ uri: { prefix: /blog } }]\n      route: [{ destination: { host: blog-service, port: { number: 8005 } } }]\n',
    ],
  ]),
  slip(
    { name: 'The policy for names selects kube-system by a label that it does not have', caughtBy: 'policy-selects-pods', partly: true },
    [[POLICIES, 'kubernetes.io/metadata.name: kube-system', 'name: kube-system']],
  ),
  slip(
    {
      name: 'The policy of the entry selects the namespace of the gateway by a label that nobody set',
      caughtBy: 'policy-selects-pods',
      partly: true,
    },
    [
      [
        POLICIES,
        '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } }, podSelector',
        '{ namespaceSelector: { matchLabels: { name: istio-system } }, podSelector',
      ],
    ],
  ),
  slip({ name: 'The policy of the database forgets one of its two clients', caughtBy: 'egress-meets-ingress' }, [
    [
      POLICIES,
      'podSelector: { matchLabels: { app: user-service } } }, { podSelector: { matchLabels: { app: blog-service } } }, { podSelector: { matchLabels: { app: postgresql-backup',
      'podSelector: { matchLabels: { app: user-service } } }, { podSelector: { matchLabels: { app: postgresql-backup',
    ],
  ]),
  slip({ name: 'The policy for monitoring forgets the port of the sidecars', caughtBy: 'flow-passes' }, [
    [POLICIES, 'ports: [{ port: 15090 }, { port: 15020 }]', 'ports: [{ port: 15020 }]'],
  ]),
  slip({ name: 'The policy of the entry lets in the balancer itself instead of the gateway', caughtBy: 'flow-passes' }, [
    [
      POLICIES,
      '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } }, podSelector: { matchLabels: { istio: ingressgateway } } }',
      '{ podSelector: { matchLabels: { istio: ingressgateway } } }',
    ],
  ]),
  slip(
    {
      name: 'The policy lets the spans go to the port that tracing had before',
      caughtBy: 'flow-passes',
    },
    [[POLICIES, '{ port: 15012 }, { port: 9411 }', '{ port: 15012 }, { port: 14268 }']],
  ),
  slip({ name: 'A policy of the way out names the port of another service', caughtBy: 'policy-port-listens' }, [
    [
      POLICIES,
      '  podSelector: { matchLabels: { app: api-gateway } }\n  policyTypes: [Egress]\n  egress: [{ to: [{ podSelector: { matchLabels: { app: auth-service } } }], ports: [{ port: 8002 }]',
      '  podSelector: { matchLabels: { app: api-gateway } }\n  policyTypes: [Egress]\n  egress: [{ to: [{ podSelector: { matchLabels: { app: auth-service } } }], ports: [{ port: 8001 }]',
    ],
  ]),
  slip({ name: 'The namespace of the mesh is labelled by hand, not in Git', caughtBy: 'mesh-namespace-injects' }, [
    [`${PROD}/namespace.yaml`, 'labels: { istio-injection: enabled, environment: production }', 'labels: { environment: production }'],
  ]),
  slip(
    {
      name: 'The account of Prometheus is named as another installation names it',
      caughtBy: 'role-binding-exists',
      missed: 'accounts that a chart makes are not known by name',
    },
    [[`${PROD}/kustomization.yaml`, '  - hpa.yaml\n', '  - hpa.yaml\n  - rbac.yaml\n']],
    {
      [`${PROD}/rbac.yaml`]: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: monitoring-role }
rules: [{ apiGroups: [""], resources: [pods, services, endpoints], verbs: [get, list, watch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: monitoring-binding }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: monitoring-role }
subjects: [{ kind: ServiceAccount, name: prometheus-k8s, namespace: monitoring }]
`,
    },
  ),
  slip(
    { name: 'A role for Deployments names the group of Pods', caughtBy: 'rbac-group-fits' },
    [[`${PROD}/kustomization.yaml`, '  - hpa.yaml\n', '  - hpa.yaml\n  - rbac.yaml\n']],
    {
      [`${PROD}/rbac.yaml`]: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: monitoring-role }
rules: [{ apiGroups: [""], resources: [pods, services, deployments], verbs: [get, list, watch] }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: monitoring-sa }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: monitoring-binding }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: monitoring-role }
subjects: [{ kind: ServiceAccount, name: monitoring-sa, namespace: titanium-prod }]
`,
    },
  ),
];
