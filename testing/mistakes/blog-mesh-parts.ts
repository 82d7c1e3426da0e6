import type { Tree } from './mistake.ts';

const mesh = `apiVersion: v1
kind: Namespace
metadata:
  name: blog-system
  labels: { istio-injection: enabled }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: blog-gateway, namespace: blog-system }
spec:
  selector: { istio: ingressgateway }
  servers:
    - port: { number: 80, name: http, protocol: HTTP }
      hosts: ['*.example.shop']
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-vsvc, namespace: blog-system }
spec:
  hosts: [blog.example.shop]
  gateways: [blog-gateway]
  http:
    - name: canary-test
      match: [{ headers: { x-canary-test: { exact: 'true' } } }]
      route:
        - destination: { host: web-service, subset: canary }
    - name: primary
      route:
        - destination: { host: web-service, subset: stable }
          weight: 100
        - destination: { host: web-service, subset: canary }
          weight: 0
      retries: { attempts: 3, perTryTimeout: 2s, retryOn: '5xx,reset,connect-failure,refused-stream' }
      timeout: 10s
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: was-retry-timeout, namespace: blog-system }
spec:
  hosts: [was-service]
  http:
    - name: primary
      route:
        - destination: { host: was-service, subset: stable }
          weight: 100
        - destination: { host: was-service, subset: canary }
          weight: 0
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web-dest-rule, namespace: blog-system }
spec:
  host: web-service
  trafficPolicy:
    tls: { mode: ISTIO_MUTUAL }
    connectionPool: { http: { http1MaxPendingRequests: 100, maxRequestsPerConnection: 10 } }
    loadBalancer: { simple: ROUND_ROBIN }
    outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: 30s, maxEjectionPercent: 50 }
  subsets:
    - { name: stable, labels: { app: web } }
    - { name: canary, labels: { app: web } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: was-dest-rule, namespace: blog-system }
spec:
  host: was-service
  trafficPolicy:
    tls: { mode: ISTIO_MUTUAL }
    connectionPool: { http: { http1MaxPendingRequests: 100 } }
  subsets:
    - { name: stable, labels: { app: was } }
    - { name: canary, labels: { app: was } }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: blog-system }
spec:
  mtls: { mode: PERMISSIVE }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: web-authz, namespace: blog-system }
spec:
  selector: { matchLabels: { app: web } }
  action: ALLOW
  rules:
    - to: [{ operation: { ports: ['80'] } }]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: was-authz, namespace: blog-system }
spec:
  selector: { matchLabels: { app: was } }
  action: ALLOW
  rules:
    - from: [{ source: { namespaces: [blog-system] } }]
      to: [{ operation: { methods: [GET, POST, PUT, DELETE], paths: ['/api/*', '/actuator/*'] } }]
`;

const policies = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: was-isolation, namespace: blog-system }
spec:
  endpointSelector: { matchLabels: { app: was } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts:
        - ports: [{ port: '8080', protocol: TCP }]
  egress:
    - toEndpoints: [{ matchLabels: { app: mysql } }]
      toPorts: [{ ports: [{ port: '3306', protocol: TCP }] }]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts:
        - ports: [{ port: '53', protocol: ANY }]
          rules: { dns: [{ matchPattern: '*' }] }
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: istio-system, app: istiod } }]
      toPorts: [{ ports: [{ port: '15012', protocol: TCP }] }]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring, app: tempo } }]
      toPorts: [{ ports: [{ port: '4317', protocol: TCP }] }]
    - toFQDNs: [{ matchName: github.com }, { matchPattern: '*.githubusercontent.com' }]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web-isolation, namespace: blog-system }
spec:
  endpointSelector: { matchLabels: { app: web } }
  ingress:
    - toPorts: [{ ports: [{ port: '80', protocol: TCP }] }]
  egress:
    - toEndpoints: [{ matchLabels: { app: was } }]
      toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: istio-system, app: istiod } }]
      toPorts: [{ ports: [{ port: '15012', protocol: TCP }] }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: mysql-isolation, namespace: blog-system }
spec:
  endpointSelector: { matchLabels: { app: mysql } }
  ingress:
    - fromEndpoints:
        - matchLabels: { app: was }
        - matchLabels: { app: mysql-backup }
        - matchLabels: { app: mysql-exporter }
      toPorts: [{ ports: [{ port: '3306', protocol: TCP }] }]
  egress:
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: mysql-exporter-isolation, namespace: blog-system }
spec:
  endpointSelector: { matchLabels: { app: mysql-exporter } }
  ingress:
    - fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring, app: prometheus } }]
      toPorts: [{ ports: [{ port: '9104', protocol: TCP }] }]
  egress:
    - toEndpoints: [{ matchLabels: { app: mysql } }]
      toPorts: [{ ports: [{ port: '3306', protocol: TCP }] }]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: mysql-backup-isolation, namespace: blog-system }
spec:
  endpointSelector: { matchLabels: { app: mysql-backup } }
  egress:
    - toEndpoints: [{ matchLabels: { app: mysql } }]
      toPorts: [{ ports: [{ port: '3306', protocol: TCP }] }]
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
    - toEntities: [world]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]
`;

const platform = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: istiod, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://istio-release.storage.googleapis.com/charts
    chart: istiod
    targetRevision: 1.24.2
    helm:
      valuesObject:
        pilot: { resources: { requests: { cpu: 200m, memory: 512Mi } } }
        meshConfig:
          accessLogFile: /dev/stdout
  destination: { server: https://kubernetes.default.svc, namespace: istio-system }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: istio-ingressgateway, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://istio-release.storage.googleapis.com/charts
    chart: gateway
    targetRevision: 1.24.2
    helm:
      releaseName: istio-ingressgateway
      valuesObject:
        service:
          type: LoadBalancer
          annotations: { metallb.io/loadBalancerIPs: 192.168.1.200 }
  destination: { server: https://kubernetes.default.svc, namespace: istio-system }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: kiali, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://kiali.org/helm-charts
    chart: kiali-server
    targetRevision: 2.2.0
    helm:
      releaseName: kiali
      valuesObject:
        auth: { strategy: token }
        login_token: { signing_key: 'secret:kiali-signing-key:key' }
        external_services:
          prometheus: { url: 'http://prometheus.monitoring.svc.cluster.local:9090' }
          grafana: { enabled: true, internal_url: 'http://grafana.monitoring.svc.cluster.local:3000' }
  destination: { server: https://kubernetes.default.svc, namespace: istio-system }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: kiali-routes, namespace: istio-system }
spec:
  hosts: [kiali.example.shop]
  gateways: [blog-system/blog-gateway]
  http:
    - route: [{ destination: { host: kiali, port: { number: 20001 } } }]
---
apiVersion: metallb.io/v1beta1
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
`;

/** The ways into a blog and through it. */
export const MESH: Tree = {
  'services/blog-system/mesh/mesh.yaml': mesh,
  'services/blog-system/mesh/policies.yaml': policies,
  'configs/platform/platform.yaml': platform,
};
