import { deployment, mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace, service } from './pieces.ts';
import {
  cilium,
  peers,
  other,
  inventory,
  policy,
  dns,
  k8sgpt,
  gateway,
  certificate,
  issuer,
  pool,
  gatewayApi,
  ciliumScript,
} from './fleet-networks-parts.ts';

/** Cilium of three clusters, its policies, gateways and the mesh of Istio on it. */
export const fleetNetworks: readonly Mistake[] = [
  mistake(
    'Cilium of one cluster speaks to the API server of another: the values were copied',
    'cluster-identity-unique',
    {
      'inventory.yaml': inventory,
      'mgmt/cilium.yaml': cilium('mgmt'),
      'mgmt/app1-cilium.yaml': cilium('app1', { host: '192.168.64.10' }),
    },
    'mgmt/app1-cilium.yaml',
    [['k8sServiceHost: 192.168.64.10', 'k8sServiceHost: 192.168.64.20']],
  ),
  mistake(
    'A mesh is published on a port of the nodes, and the peer is called on that of its Service',
    'mesh-peers-agree',
    { 'mgmt/cilium.yaml': cilium('mgmt', { mesh: peers(2379) }), 'mgmt/app1-cilium.yaml': cilium('app1', { mesh: other }) },
    'mgmt/cilium.yaml',
    [['port: 2379', 'port: 32379']],
  ),
  mistake(
    'The range for pods is as small as the part that each node gets: there is one part',
    'helm-values-work',
    {
      'mgmt/cilium.yaml': cilium('mgmt', {
        more: 'ipam: { mode: cluster-pool, operator: { clusterPoolIPv4PodCIDRList: [10.100.0.0/16], clusterPoolIPv4MaskSize: 16 } }\n',
      }).replace('        ipam: { mode: kubernetes }\n', ''),
    },
    'mgmt/cilium.yaml',
    [['clusterPoolIPv4MaskSize: 16', 'clusterPoolIPv4MaskSize: 24']],
  ),
  mistake(
    'Hubble is to have a relay and a page, and is itself switched off',
    'helm-values-work',
    { 'mgmt/cilium.yaml': cilium('mgmt', { more: 'hubble: { enabled: false, relay: { enabled: true }, ui: { enabled: true } }\n' }) },
    'mgmt/cilium.yaml',
    [['hubble: { enabled: false', 'hubble: { enabled: true']],
  ),
  mistake(
    'The page of Hubble is switched on without the relay from which it reads',
    'helm-values-work',
    { 'mgmt/cilium.yaml': cilium('mgmt', { more: 'hubble: { enabled: true, relay: { enabled: false }, ui: { enabled: true } }\n' }) },
    'mgmt/cilium.yaml',
    [['relay: { enabled: false }', 'relay: { enabled: true }']],
  ),
  mistake(
    'Cilium announces addresses of Services beside MetalLB',
    'helm-values-work',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: 'l2announcements: { enabled: true }\n' }),
      'mgmt/metallb.yaml': documents(
        clusterChart('mgmt', 'metallb', 'metallb', 'metallb', '0.15.2', 'metallb-system', 'speaker: { frr: { enabled: false } }'),
        pool,
        object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', 'all', '', 'spec: { loadBalancerIPs: true, interfaces: [enp0s1] }'),
      ),
    },
    'mgmt/metallb.yaml',
    [
      [
        `---\n${object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', 'all', '', 'spec: { loadBalancerIPs: true, interfaces: [enp0s1] }')}`,
        '',
      ],
    ],
  ),
  mistake(
    'A wildcard stands where Cilium takes one name',
    'schema-valid',
    { 'mgmt/k8sgpt.yaml': k8sgpt("{ matchName: '*.openai.com' }") },
    'mgmt/k8sgpt.yaml',
    [["matchName: '*.openai.com'", "matchPattern: '*.openai.com'"]],
  ),
  mistake(
    'A name in a policy of Cilium is written as a URL',
    'schema-valid',
    { 'mgmt/k8sgpt.yaml': k8sgpt('{ matchName: "https://api.openai.com" }') },
    'mgmt/k8sgpt.yaml',
    [['https://api.openai.com', 'api.openai.com']],
  ),
  mistake(
    'The DNS of kubeadm is looked for by the name of its program',
    'policy-dns',
    {
      'app1/policies.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        policy('allow-dns', 'app', `  endpointSelector: {}\n  egress:\n${dns('coredns')}`),
      ),
    },
    'app1/policies.yaml',
    [['k8s-app: coredns', 'k8s-app: kube-dns']],
  ),
  mistake(
    'The address of a Gateway is asked for in an annotation that stays with the Gateway',
    'gateway-annotations-act',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': documents(
        namespace('gateway'),
        pool,
        issuer,
        certificate,
        gateway('', ", annotations: { metallb.io/loadBalancerIPs: '192.168.64.201' }"),
      ),
    },
    'mgmt/gateway.yaml',
    [
      [", annotations: { metallb.io/loadBalancerIPs: '192.168.64.201' }", ''],
      [
        '  gatewayClassName: cilium\n',
        "  gatewayClassName: cilium\n  infrastructure: { annotations: { metallb.io/loadBalancerIPs: '192.168.64.201' } }\n",
      ],
    ],
  ),
  mistake(
    'A Gateway is to get its certificate by annotation, and cert-manager does not look at Gateways',
    'gateway-annotations-act',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/cert-manager.yaml': documents(
        clusterChart('mgmt', 'cert-manager', 'jetstack', 'cert-manager', 'v1.19.1', 'cert-manager', 'crds: { enabled: true }'),
        issuer,
      ),
      'mgmt/gateway.yaml': documents(namespace('gateway'), gateway('', ', annotations: { cert-manager.io/cluster-issuer: vault-issuer }')),
    },
    'mgmt/cert-manager.yaml',
    [['crds: { enabled: true }', 'crds: { enabled: true }\n        config: { enableGatewayAPI: true }']],
  ),
  mistake(
    'The class of gateways is made by the chart of Cilium and by hand',
    'gateway-class-served',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: 'gatewayAPI: { enabled: true, gatewayClass: { create: "true" } }\n' }),
      'mgmt/class.yaml': object(
        'gateway.networking.k8s.io/v1',
        'GatewayClass',
        'cilium',
        '',
        'spec: { controllerName: io.cilium/gateway-controller }',
      ),
    },
    'mgmt/cilium.yaml',
    [['create: "true"', 'create: "false"']],
  ),
  mistake(
    'A class of gateways names its controller as the class',
    'gateway-class-served',
    {
      'mgmt/cilium.yaml': cilium('mgmt', { more: 'gatewayAPI: { enabled: true, gatewayClass: { create: "false" } }\n' }),
      'mgmt/class.yaml': object(
        'gateway.networking.k8s.io/v1',
        'GatewayClass',
        'cilium',
        '',
        'spec: { controllerName: io.cilium/gateway-class }',
      ),
    },
    'mgmt/class.yaml',
    [['io.cilium/gateway-class', 'io.cilium/gateway-controller']],
  ),
  mistake(
    'A Service is made global with the annotation of an older Cilium',
    'deprecated-field',
    {
      'mgmt/cilium.yaml': cilium('mgmt'),
      'app1/vault.yaml': documents(
        namespace('vault'),
        `apiVersion: v1
kind: Service
metadata:
  name: vault
  namespace: vault
  annotations: { io.cilium/global-service: 'true', io.cilium/shared-service: 'false' }
spec:
  ports: [{ name: https, port: 8200 }]
`,
      ),
    },
    'app1/vault.yaml',
    [
      ['io.cilium/global-service', 'service.cilium.io/global'],
      ['io.cilium/shared-service', 'service.cilium.io/shared'],
    ],
    { partly: true },
  ),
  mistake(
    'Cilium takes away the plugin with which Istio moves traffic into its sidecars',
    'helm-values-work',
    { 'addons/install.sh': ciliumScript('') },
    'addons/install.sh',
    [['--set k8sServicePort=6443', '--set k8sServicePort=6443 --set cni.exclusive=false --set socketLB.hostNamespaceOnly=true']],
  ),
  mistake(
    'A health check of the gateway is asked for at the port of its container',
    'route-backend-exists',
    {
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        deployment('grafana', 'monitoring', 3000),
        service('monitoring', 'grafana', 80).replace('port: 80', 'port: 80, targetPort: 3000'),
        object(
          'gateway.networking.k8s.io/v1',
          'HTTPRoute',
          'grafana',
          'monitoring',
          `spec:
  parentRefs: [{ name: main, namespace: gateway }]
  hostnames: [grafana.mgmt.local.dev]
  rules: [{ backendRefs: [{ name: grafana, port: 3000 }] }]`,
        ),
      ),
      'mgmt/cilium.yaml': cilium('mgmt', { more: gatewayApi }),
      'mgmt/gateway.yaml': documents(namespace('gateway'), pool, issuer, certificate, gateway('')),
    },
    'mgmt/grafana.yaml',
    [['name: grafana, port: 3000 }]', 'name: grafana, port: 80 }]']],
  ),
];
