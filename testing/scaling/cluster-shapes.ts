import { documents } from '../mistakes/pieces.ts';
import { NAMESPACE, web, type Shape } from './shape.ts';

const IN = `namespace: ${NAMESPACE}`;

/** Objects of clusters: workloads, what they need, and who may call them. */
export const clusterShapes: Readonly<Record<string, Shape>> = {
  'workloads with settings, volumes and scalers': (index) => ({
    [`web/${index}.yaml`]: documents(
      web(index, settings(index)),
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings-${index}, ${IN} }
data:
  NEXT_URL: http://web-${index + 1}.${NAMESPACE}.svc.cluster.local:8080/api
  app.conf: |
    server { listen 8080; location / { proxy_pass http://web-${index}:8080; } }
`,
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-${index}, ${IN} }
spec: { accessModes: [ReadWriteOnce], storageClassName: longhorn, resources: { requests: { storage: 1Gi } } }
`,
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web-${index}, ${IN} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web-${index} }
  minReplicas: 2
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`,
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web-${index}, ${IN} }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web-${index} } } }
`,
    ),
  }),
  'workloads that name what is not there': (index) => ({
    [`web/${index}.yaml`]: documents(
      web(index, `envFrom: [{ configMapRef: { name: setings-${index} } }, { secretRef: { name: lost-${index} } }]`),
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings-${index}, ${IN} }
data: { NEXT_URL: "http://web-${index}-gone.${NAMESPACE}:8080" }
`,
      `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web-${index}, ${IN} }
spec:
  ingressClassName: nginx
  rules: [{ host: web-${index}.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: wev-${index}, port: { number: 80 } } } }] } }]
`,
    ),
  }),
  'namespaces with quotas and rights': (index) => ({
    [`team-${index}/all.yaml`]: documents(
      `apiVersion: v1
kind: Namespace
metadata: { name: team-${index}, labels: { team: t${index} } }
`,
      `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: team-${index} }
spec: { hard: { requests.cpu: '20', requests.memory: 40Gi, pods: '100' } }
`,
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: bot, namespace: team-${index} }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: bot, namespace: team-${index} }
rules: [{ apiGroups: [''], resources: [pods], verbs: [get, list] }]
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: bot, namespace: team-${index} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: bot }
subjects: [{ kind: ServiceAccount, name: bot, namespace: team-${index} }]
`,
    ),
  }),
  'network policies of Kubernetes': (index) => ({
    [`web/${index}.yaml`]: documents(
      web(index),
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-${index}, ${IN} }
spec:
  podSelector: { matchLabels: { app: web-${index} } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web-${index + 1} } } }], ports: [{ port: 8080 }] }]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }]
`,
    ),
  }),
  'network policies of Cilium': (index) => ({
    [`web/${index}.yaml`]: documents(
      web(index),
      `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web-${index}, ${IN} }
spec:
  endpointSelector: { matchLabels: { app: web-${index} } }
  ingress: [{ fromEndpoints: [{ matchLabels: { app: web-${index + 1} } }], toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }] }]
  egress:
    - toEndpoints: [{ matchLabels: { k8s-app: kube-dns, io.kubernetes.pod.namespace: kube-system } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*' }] } }]
    - toFQDNs: [{ matchName: api-${index}.example.com }]
`,
    ),
  }),
  'routes, subsets and identities of a mesh': (index) => ({
    'mesh.yaml': documents(
      `apiVersion: v1
kind: Namespace
metadata: { name: ${NAMESPACE}, labels: { istio-injection: enabled } }
`,
      `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, ${IN} }
spec: { selector: { istio: ingressgateway }, servers: [{ hosts: ['*.example.com'], port: { name: http, number: 80, protocol: HTTP } }] }
`,
    ),
    [`web/${index}.yaml`]: documents(
      web(index),
      `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-${index}, ${IN} }
spec:
  hosts: [web-${index}.example.com]
  gateways: [edge]
  http: [{ route: [{ destination: { host: web-${index}, subset: v1, port: { number: 8080 } } }], timeout: 5s }]
`,
      `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web-${index}, ${IN} }
spec:
  host: web-${index}.${NAMESPACE}.svc.cluster.local
  trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }
  subsets: [{ name: v1, labels: { app: web-${index} } }]
`,
      `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: web-${index}, ${IN} }
spec:
  selector: { matchLabels: { app: web-${index} } }
  action: ALLOW
  rules: [{ from: [{ source: { principals: [cluster.local/ns/${NAMESPACE}/sa/web-${index + 1}] } }] }]
`,
      `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: web-${index}, ${IN} }
spec: { selector: { matchLabels: { app: web-${index} } }, mtls: { mode: STRICT } }
`,
    ),
  }),
  'secrets, certificates and policies': (index) => ({
    [`web/${index}.yaml`]: documents(
      web(index, `env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: login-${index}, key: password } } }]`),
      `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: login-${index}, ${IN} }
spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault, kind: ClusterSecretStore }
  target: { name: login-${index} }
  data: [{ secretKey: password, remoteRef: { key: apps/web-${index}, property: password } }]
`,
      `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web-${index}, ${IN} }
spec: { secretName: web-${index}-tls, dnsNames: [web-${index}.example.com], issuerRef: { name: letsencrypt, kind: ClusterIssuer } }
`,
      `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web-${index}, ${IN} }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [web-${index}.example.com]
  rules: [{ backendRefs: [{ name: web-${index}, port: 8080 }] }]
`,
      `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: need-${index} }
spec:
  validationFailureAction: Audit
  rules:
    - name: label-${index}
      match: { any: [{ resources: { kinds: [Pod], namespaces: [team-${index}] } }] }
      validate: { message: label, pattern: { metadata: { labels: { app: '?*' } } } }
`,
    ),
  }),
};

/** Fields of a container that reads the settings and mounts nothing. */
function settings(index: number): string {
  return `envFrom: [{ configMapRef: { name: settings-${index} } }]
env: [{ name: DB_URL, value: 'jdbc:mysql://web-${index + 1}:8080/shop' }]
resources: { requests: { cpu: 10m, memory: 64Mi }, limits: { memory: 128Mi } }
readinessProbe: { httpGet: { path: /, port: 8080 } }`;
}
