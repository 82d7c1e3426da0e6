import { deployment, object } from './apps.ts';
import { clusterChart, installs, repository } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

const NUMBER = { mgmt: 1, app1: 2, app2: 3 } as const;
type Cluster = keyof typeof NUMBER;

interface CiliumProps {
  readonly host?: string;
  readonly mesh?: string;
  readonly more?: string;
}

/** Cilium of one of the three clusters. */
export function cilium(name: Cluster, { host, mesh = '', more = '' }: CiliumProps = {}): string {
  return clusterChart(
    name,
    'cilium',
    'cilium',
    'cilium',
    '1.19.1',
    'cilium-system',
    `cluster: { name: ${name}, id: ${NUMBER[name]} }
routingMode: tunnel
tunnelProtocol: vxlan
ipam: { mode: kubernetes }
kubeProxyReplacement: true
k8sServiceHost: ${host ?? `192.168.64.${NUMBER[name]}0`}
k8sServicePort: 6443
operator: { replicas: 1 }
${mesh}${more}`,
  );
}

export function peers(port: number): string {
  return `clustermesh:
  useAPIServer: true
  apiserver: { service: { type: NodePort, nodePort: 32379 } }
  config:
    enabled: true
    clusters:
      - { name: app1, port: ${port}, ips: [192.168.64.21] }
`;
}

export const other = `clustermesh:
  useAPIServer: true
  apiserver: { service: { type: NodePort, nodePort: 32379 } }
  config: { enabled: true, clusters: [{ name: mgmt, port: 32379, ips: [192.168.64.11] }] }
`;

export const inventory = `clusters:
  - { name: mgmt, apiServer: 'https://192.168.64.10:6443', nodes: [{ name: mgmt-cp, ip: 192.168.64.10 }, { name: mgmt-worker-0, ip: 192.168.64.11 }] }
  - { name: app1, apiServer: 'https://192.168.64.20:6443', nodes: [{ name: app1-cp, ip: 192.168.64.20 }, { name: app1-worker-0, ip: 192.168.64.21 }] }
`;

export function policy(name: string, place: string, spec: string): string {
  return object('cilium.io/v2', 'CiliumNetworkPolicy', name, place, `spec:\n${spec}`);
}

export function dns(label: string): string {
  return `    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: ${label} } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*' }] } }]`;
}

export function k8sgpt(fqdn: string): string {
  return documents(
    namespace('k8sgpt'),
    deployment('k8sgpt', 'k8sgpt', 8080),
    policy(
      'k8sgpt-egress',
      'k8sgpt',
      `  endpointSelector: { matchLabels: { app: k8sgpt } }
  egress:
${dns('kube-dns')}
    - toFQDNs: [${fqdn}]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]`,
    ),
  );
}

export function gateway(more: string, metadata = ''): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: main, namespace: gateway${metadata} }
spec:
  gatewayClassName: cilium
${more}  listeners:
    - name: https
      port: 443
      protocol: HTTPS
      tls: { certificateRefs: [{ name: main-tls }] }
      allowedRoutes: { namespaces: { from: All } }
`;
}

export const certificate = object(
  'cert-manager.io/v1',
  'Certificate',
  'main',
  'gateway',
  `spec:
  secretName: main-tls
  dnsNames: ['*.mgmt.local.dev']
  issuerRef: { name: vault-issuer, kind: ClusterIssuer }`,
);

export const issuer = object('cert-manager.io/v1', 'ClusterIssuer', 'vault-issuer', '', 'spec: { selfSigned: {} }');

export const pool = documents(
  namespace('metallb-system'),
  object('metallb.io/v1beta1', 'IPAddressPool', 'main', 'metallb-system', 'spec: { addresses: [192.168.64.200-192.168.64.210] }'),
  object('metallb.io/v1beta1', 'L2Advertisement', 'main', 'metallb-system', 'spec: { ipAddressPools: [main] }'),
);

export const gatewayApi = 'gatewayAPI: { enabled: true }\n';

function istio(version: string): readonly string[] {
  return [
    repository('istio'),
    'helm repo update',
    `helm upgrade --install istio-base istio/base --version ${version} -n istio-system --create-namespace`,
    `helm upgrade --install istiod istio/istiod --version ${version} -n istio-system`,
  ];
}

export function ciliumScript(more: string): string {
  return installs(
    repository('cilium'),
    `helm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system --set kubeProxyReplacement=true --set k8sServiceHost=192.168.64.10 --set k8sServicePort=6443${more}`,
    ...istio('1.24.2'),
    'helm upgrade --install istio-cni istio/cni --version 1.24.2 -n istio-system',
  );
}
