import type { Mistake } from './mistake.ts';
import { app } from './apps.ts';

function peer(selector: string): string {
  return `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: blog-system }
spec:
${selector}  mtls: { mode: STRICT }
  portLevelMtls: { 9104: { mode: PERMISSIVE } }
`;
}

function subsets(labels: string, canary: string): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web-dest-rule, namespace: blog-system }
spec:
  host: web-service
  subsets:
    - name: stable
      labels:${labels}
    - name: canary
      labels:${canary}
`;
}

function issuer(namespace: string): string {
  return `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: vault-issuer }
spec:
  vault:
    server: http://vault.vault.svc.cluster.local:8200
    path: pki/sign/titanium
    auth:
      kubernetes:
        mountPath: /v1/auth/kubernetes
        role: cert-manager
        serviceAccountRef:
          name: cert-manager
${namespace}`;
}

function gatewayService(annotations: string, more = ''): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: istio-ingressgateway
  namespace: istio-system
  annotations: { ${annotations} }
spec:
  type: LoadBalancer
${more}  selector: { istio: ingressgateway }
  ports: [{ name: http2, port: 80, targetPort: 8080 }, { name: https, port: 443, targetPort: 8443 }]
`;
}

function lokiModule(chart: string, version: string): string {
  return `resource "kubectl_manifest" "loki" {
  yaml_body = <<-YAML
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata:
      name: ${chart}
      namespace: argocd
    spec:
      project: default
      source:
        repoURL: https://grafana.github.io/helm-charts
        chart: ${chart}
        targetRevision: ${version}
      destination:
        server: https://kubernetes.default.svc
        namespace: monitoring
  YAML
}
`;
}

/** Fields and versions that the cluster does not take. */
export const versions: readonly Mistake[] = [
  {
    name: 'Ports of a policy that selects no workload',
    caughtBy: ['peer-authentication-effective', 'schema-cel', 'schema-valid'],
    says: 'portLevelMtls',
    tree: { 'istio/peer.yaml': peer('') },
    mended: { 'istio/peer.yaml': peer('  selector: { matchLabels: { app: mysql } }\n') },
  },
  {
    name: 'Both subsets have no labels',
    caughtBy: ['subsets-differ', 'schema-valid'],
    says: 'web-dest-rule',
    tree: { 'istio/web.yaml': subsets('', ''), 'blog-system/web.yaml': app('web', 'blog-system', 80) },
    mended: { 'istio/web.yaml': subsets(' { version: v1 }', ' { version: v2 }') },
  },
  {
    name: 'An issuer names the namespace of its account',
    caughtBy: ['schema-unknown-field'],
    says: 'namespace',
    tree: { 'cert-manager/vault-issuer.yaml': issuer('          namespace: cert-manager\n') },
    mended: { 'cert-manager/vault-issuer.yaml': issuer('') },
  },
  {
    name: 'The address is asked for in the field and in the annotation',
    caughtBy: ['load-balancer-ip', 'metallb-address'],
    says: 'loadBalancerIP',
    tree: {
      'istio/gateway.yaml': gatewayService('metallb.universe.tf/loadBalancerIPs: 192.168.1.200', '  loadBalancerIP: 192.168.1.200\n'),
    },
    mended: { 'istio/gateway.yaml': gatewayService('metallb.io/loadBalancerIPs: 192.168.1.200') },
  },
  {
    name: 'An annotation that MetalLB writes itself, with its old prefix',
    caughtBy: ['metallb-prefix', 'runtime-state-left-out'],
    says: 'ip-allocated-from-pool',
    tree: {
      'istio/gateway.yaml': gatewayService(
        'metallb.universe.tf/ip-allocated-from-pool: default, metallb.universe.tf/address-pool: default',
      ),
    },
    mended: { 'istio/gateway.yaml': gatewayService('metallb.io/address-pool: default') },
  },
  {
    name: 'A chart that its makers gave up is installed again, by Terraform',
    caughtBy: ['helm-chart-maintained'],
    says: 'loki-stack',
    partly: true,
    tree: {
      'terraform/modules/observability/loki.tf': lokiModule('loki-stack', '2.10.2'),
      'addons/loki-v3-values.yaml': 'deploymentMode: SingleBinary\nloki: { commonConfig: { replication_factor: 1 } }\n',
    },
    mended: { 'terraform/modules/observability/loki.tf': lokiModule('loki', '6.6.2') },
  },
];
