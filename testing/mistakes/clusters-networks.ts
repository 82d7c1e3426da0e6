import { object, mistake, app } from './apps.ts';
import { clusterChart, installs, release, repository } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { cilium, pool, announced, gateway, listener, route, grafana } from './clusters-networks-parts.ts';

/** Cilium, MetalLB and the Gateway API of several clusters on one bridge. */
export const clusterNetworks: readonly Mistake[] = [
  mistake(
    'The Gateway controller of Cilium is asked for without its kube-proxy replacement',
    'helm-values-work',
    { 'mgmt/cilium.yaml': cilium('gatewayAPI: { enabled: true }\nkubeProxyReplacement: false\n') },
    'mgmt/cilium.yaml',
    [['kubeProxyReplacement: false', 'kubeProxyReplacement: true']],
  ),
  mistake(
    'A Gateway is of the class of Cilium, whose Gateway controller nobody switched on',
    'gateway-class-served',
    {
      'mgmt/cilium.yaml': cilium('kubeProxyReplacement: true\ngatewayAPI: { enabled: false }\n'),
      'mgmt/gateway.yaml': documents(namespace('gateway'), gateway(listener)),
    },
    'mgmt/cilium.yaml',
    [['gatewayAPI: { enabled: false }', 'gatewayAPI: { enabled: true }']],
  ),
  mistake(
    'Cilium replaces kube-proxy, and kubeadm installs it all the same',
    'kubeadm-fits-cni',
    {
      'bootstrap/cluster-init.sh': installs(
        'kubeadm init --config=/home/ubuntu/kubeadm-mgmt.yaml --upload-certs',
        repository('cilium'),
        'helm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system -f addons/values/cilium.yaml',
      ),
      'addons/values/cilium.yaml':
        'kubeProxyReplacement: true\nk8sServiceHost: 192.168.64.10\nk8sServicePort: 6443\nroutingMode: tunnel\ntunnelProtocol: vxlan\n',
    },
    'bootstrap/cluster-init.sh',
    [['--upload-certs', '--upload-certs --skip-phases=addon/kube-proxy']],
    { partly: true },
  ),
  mistake(
    'kube-proxy is gone, and Cilium is not told where the API server is',
    'kubeadm-fits-cni',
    {
      'bootstrap/cluster-init.sh': installs(
        'kubeadm init --pod-network-cidr=10.100.0.0/16 --service-cidr=10.96.0.0/16 --skip-phases=addon/kube-proxy',
        repository('cilium'),
        'helm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system -f addons/values/cilium.yaml',
      ),
      'addons/values/cilium.yaml': 'kubeProxyReplacement: true\nroutingMode: tunnel\ntunnelProtocol: vxlan\n',
    },
    'addons/values/cilium.yaml',
    [['kubeProxyReplacement: true\n', 'kubeProxyReplacement: true\nk8sServiceHost: 192.168.64.10\nk8sServicePort: 6443\n']],
  ),
  mistake(
    'The pod range that kubeadm is told on its command line is not that of Cilium',
    'kubeadm-fits-cni',
    {
      'bootstrap/cluster-init.sh': installs(
        'kubeadm init --pod-network-cidr=10.244.0.0/16 --service-cidr=10.96.0.0/16',
        repository('cilium'),
        'helm upgrade --install cilium cilium/cilium --version 1.19.1 -n kube-system -f addons/values/cilium.yaml',
      ),
      'addons/values/cilium.yaml':
        'ipam: { mode: cluster-pool, operator: { clusterPoolIPv4PodCIDRList: [10.100.0.0/16], clusterPoolIPv4MaskSize: 24 } }\nroutingMode: tunnel\ntunnelProtocol: vxlan\n',
    },
    'bootstrap/cluster-init.sh',
    [['10.244.0.0/16', '10.100.0.0/16']],
  ),
  mistake(
    'The pool of MetalLB is announced by nobody at all',
    'pool-announced',
    {
      ...{ 'addons/install.sh': installs(release('metallb', 'metallb', 'metallb', '0.14.9', 'metallb-system')) },
      'addons/values/metallb.yaml': 'speaker: { frr: { enabled: false } }\n',
      'addons/values/metallb-pool.yaml': pool,
    },
    'addons/values/metallb-pool.yaml',
    [['192.168.64.210] }\n', `192.168.64.210] }\n---\n${announced}`]],
  ),
  mistake(
    'The pool of MetalLB stands in another namespace than MetalLB',
    'controller-looks-here',
    {
      'mgmt/metallb.yaml': clusterChart(
        'mgmt',
        'metallb',
        'metallb',
        'metallb',
        '0.14.9',
        'metallb-system',
        'speaker: { frr: { enabled: false } }',
      ),
      'mgmt/pool.yaml': documents(pool, announced).replaceAll('namespace: metallb-system', 'namespace: default'),
    },
    'mgmt/pool.yaml',
    [['namespace: default', 'namespace: metallb-system']],
  ),
  mistake(
    'The addresses of MetalLB stand in the values as before version 0.13',
    'helm-value-known',
    {
      'addons/install.sh': installs(release('metallb', 'metallb', 'metallb', '0.14.9', 'metallb-system')),
      'addons/values/metallb.yaml': `speaker: { frr: { enabled: false } }
configInline:
  address-pools:
    - { name: default, protocol: layer2, addresses: [192.168.64.200-192.168.64.210] }
`,
    },
    'addons/values/metallb.yaml',
    [
      [
        `configInline:
  address-pools:
    - { name: default, protocol: layer2, addresses: [192.168.64.200-192.168.64.210] }
`,
        '',
      ],
    ],
  ),
  mistake(
    'The Gateway asks for an address that no pool has',
    'metallb-address',
    {
      'mgmt/metallb.yaml': documents(pool, announced),
      'mgmt/gateway.yaml': documents(
        namespace('gateway'),
        gateway(`  infrastructure: { annotations: { metallb.io/loadBalancerIPs: 192.168.64.211 } }\n${listener}`),
      ),
    },
    'mgmt/gateway.yaml',
    [['192.168.64.211', '192.168.64.201']],
  ),
  mistake(
    'A route of another namespace hangs on a listener that takes routes of its own namespace only',
    'route-attaches',
    {
      'mgmt/gateway.yaml': documents(namespace('gateway'), gateway(listener.replace(', allowedRoutes: { namespaces: { from: All } }', ''))),
      'mgmt/grafana.yaml': documents(namespace('monitoring'), grafana, route('name: main, namespace: gateway')),
    },
    'mgmt/gateway.yaml',
    [["hostname: '*.local.dev'", "hostname: '*.local.dev', allowedRoutes: { namespaces: { from: All } }"]],
  ),
  mistake(
    'A route names its Gateway without the namespace in which it stands',
    'named-object-exists',
    {
      'mgmt/gateway.yaml': documents(namespace('gateway'), gateway(listener)),
      'mgmt/grafana.yaml': documents(namespace('monitoring'), grafana, route('name: main')),
    },
    'mgmt/grafana.yaml',
    [['parentRefs: [{ name: main }]', 'parentRefs: [{ name: main, namespace: gateway }]']],
  ),
  mistake(
    'The host of a route is none of its listener',
    'route-attaches',
    {
      'mgmt/gateway.yaml': documents(namespace('gateway'), gateway(listener)),
      'mgmt/grafana.yaml': documents(namespace('monitoring'), grafana, route('name: main, namespace: gateway', 'grafana.mgmt.local')),
    },
    'mgmt/grafana.yaml',
    [['grafana.mgmt.local', 'grafana.local.dev']],
  ),
  mistake(
    'A route of plain HTTP leads to an Argo CD that sends everybody to HTTPS',
    'argocd-plain-http',
    {
      'mgmt/argocd.yaml': clusterChart(
        'mgmt',
        'argocd',
        'argo',
        'argo-cd',
        '8.1.0',
        'argocd',
        'configs: { params: { server.log.level: info } }',
      ),
      'mgmt/gateway.yaml': documents(namespace('gateway'), gateway(listener)),
      'mgmt/route.yaml': object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        'argocd',
        'argocd',
        `spec:
  parentRefs: [{ name: main, namespace: gateway }]
  hostnames: [argocd.local.dev]
  rules: [{ backendRefs: [{ name: argocd-server, port: 80 }] }]`,
      ),
    },
    'mgmt/argocd.yaml',
    [['server.log.level: info', 'server.insecure: true']],
  ),
  mistake(
    'The tree uses TCPRoutes, the script installs the standard channel, which has none',
    'gateway-api-channel',
    {
      'bootstrap/crds.sh': installs(
        'kubectl apply -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.4.0/standard-install.yaml',
      ),
      'app1/db-route.yaml': documents(
        namespace('app'),
        app('db', 'app', 5432, { image: 'ghcr.io/example/db-proxy:1.0.0' }),
        gateway('  listeners: [{ name: db, port: 5432, protocol: TCP, allowedRoutes: { kinds: [{ kind: TCPRoute }] } }]', 'app'),
        object(
          'gateway.networking.k8s.io/v1alpha2',
          'TCPRoute',
          'db',
          'app',
          'spec: { parentRefs: [{ name: main }], rules: [{ backendRefs: [{ name: db-service, port: 5432 }] }] }',
        ),
      ),
    },
    'bootstrap/crds.sh',
    [['standard-install', 'experimental-install']],
  ),
  mistake(
    'A default deny of Cilium with an empty list denies nothing',
    'cilium-deny-acts',
    {
      'app1/policies.yaml': documents(
        namespace('app'),
        app('web', 'app', 8080),
        object('cilium.io/v2', 'CiliumNetworkPolicy', 'default-deny', 'app', 'spec: { endpointSelector: {}, ingress: [], egress: [] }'),
      ),
    },
    'app1/policies.yaml',
    [['ingress: [], egress: []', 'ingress: [{}], egress: [{}]']],
  ),
  mistake(
    'The egress of k8sgpt to names has no DNS rule from which Cilium learns their addresses',
    'cilium-fqdn-dns',
    {
      'mgmt/k8sgpt.yaml': documents(
        namespace('k8sgpt'),
        app('k8sgpt', 'k8sgpt', 8080),
        object(
          'cilium.io/v2',
          'CiliumNetworkPolicy',
          'k8sgpt-egress',
          'k8sgpt',
          `spec:
  endpointSelector: { matchLabels: { app: k8sgpt } }
  egress:
    - toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': kube-system, 'k8s:k8s-app': kube-dns } }]
      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]
    - toFQDNs: [{ matchName: api.openai.com }, { matchName: generativelanguage.googleapis.com }]
      toPorts: [{ ports: [{ port: '443', protocol: TCP }] }]`,
        ),
      ),
    },
    'mgmt/k8sgpt.yaml',
    [["[{ port: '53', protocol: ANY }] }]", "[{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*' }] } }]"]],
  ),
  mistake(
    'The webhook of an operator is opened to the API server of its node only, not to that of the control plane',
    'policy-control-plane',
    {
      'app1/policies.yaml': documents(
        namespace('kyverno'),
        object(
          'cilium.io/v2',
          'CiliumNetworkPolicy',
          'allow-webhook',
          'kyverno',
          `spec:
  endpointSelector: { matchLabels: { app.kubernetes.io/component: admission-controller } }
  ingress:
    - fromEntities: [host]
      toPorts: [{ ports: [{ port: '9443', protocol: TCP }] }]`,
        ),
      ),
      'mgmt/app1-kyverno.yaml': clusterChart(
        'app1',
        'kyverno',
        'kyverno',
        'kyverno',
        '3.5.2',
        'kyverno',
        'admissionController: { replicas: 1 }',
      ),
    },
    'app1/policies.yaml',
    [['fromEntities: [host]', 'fromEntities: [kube-apiserver, remote-node]']],
    { partly: true, missed: 'which port of which pods of a chart the API server calls, no values say' },
  ),
];
