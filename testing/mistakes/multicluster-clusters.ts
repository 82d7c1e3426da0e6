import { kube } from '../../lib/check/testing.ts';
import type { Mistake } from './mistake.ts';
import { app, chartApp, CILIUM, door, folderApp, GRAFANA, HASHICORP, ISTIO, METALLB, PROMETHEUS, space, yaml } from './parts.ts';

const cilium = (cluster: string, id: number, rest: object = {}): string =>
  yaml(
    chartApp(`${cluster}-cilium`, [CILIUM, 'cilium', '1.16.5'], 'kube-system', {
      cluster: { name: cluster, id },
      ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: [`10.${100 + id}.0.0/16`] } },
      clustermesh: { useAPIServer: true, apiserver: { service: { type: 'LoadBalancer' } } },
      ...rest,
    }),
  );
const peers = (...names: readonly string[]): object => ({
  clustermesh: {
    useAPIServer: true,
    apiserver: { service: { type: 'LoadBalancer' } },
    config: { enabled: true, clusters: names.map((name, index) => ({ name, port: 2379, ips: [`192.168.64.${211 + index * 10}`] })) },
  },
});
const istiod = (cluster: string, network: string, mesh = 'mesh1'): string =>
  yaml(
    chartApp(`${cluster}-istiod`, [ISTIO, 'istiod', '1.24.2'], 'istio-system', {
      global: { meshID: mesh, multiCluster: { clusterName: cluster }, network },
    }),
  );
const pool = (range: string): string =>
  yaml(
    kube('metallb.io/v1beta1/IPAddressPool', { name: 'default', namespace: 'metallb-system' }, { spec: { addresses: [range] } }),
    kube('metallb.io/v1beta1/L2Advertisement', { name: 'default', namespace: 'metallb-system' }, { spec: { ipAddressPools: ['default'] } }),
  );
const kubeadm = (pods: string, services: string): string => `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.31.4
networking:
  podSubnet: ${pods}
  serviceSubnet: ${services}
  dnsDomain: cluster.local
`;

/** What several clusters must agree on, or must not share. */
export const clusters: readonly Mistake[] = [
  {
    name: 'Two clusters of one Cilium mesh have the same id',
    caughtBy: 'cluster-identity-unique',
    says: 'cluster.id 1',
    tree: { 'clusters/mgmt/cilium.yaml': cilium('mgmt', 1), 'clusters/app1/cilium.yaml': cilium('app1', 1).replace('10.101', '10.105') },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2) },
  },
  {
    name: 'A snippet stands for all clusters: the name of the cluster in Cilium is that of another',
    caughtBy: 'cluster-identity-unique',
    says: 'cluster.name mgmt',
    tree: { 'clusters/mgmt/cilium.yaml': cilium('mgmt', 1), 'clusters/app1/cilium.yaml': cilium('mgmt', 2).replace('mgmt-cilium', 'app1-cilium') },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2) },
  },
  {
    name: 'A cluster of a Cilium mesh keeps the default id 0',
    caughtBy: 'cluster-identity-unique',
    says: '0',
    tree: {
      'mgmt/cilium-values.yaml': `cluster:
  name: mgmt
  id: 0
ipam:
  mode: kubernetes
clustermesh:
  useAPIServer: true
  config:
    enabled: true
    clusters:
      - name: app1
        port: 2379
        ips: [192.168.64.211]
`,
    },
    mended: {
      'mgmt/cilium-values.yaml': `cluster:
  name: mgmt
  id: 1
ipam:
  mode: kubernetes
clustermesh:
  useAPIServer: true
  config:
    enabled: true
    clusters:
      - name: app1
        port: 2379
        ips: [192.168.64.211]
`,
    },
  },
  {
    name: 'Two clusters of a mesh have pod ranges that overlap (cluster-pool)',
    caughtBy: 'cluster-ranges-apart',
    says: '10.101.0.0/16',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.101.128.0/17'] } } }),
    },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2) },
  },
  {
    name: 'The service range 10.96.0.0/12 of kubeadm swallows its own pod range',
    caughtBy: 'cluster-ranges-apart',
    says: '10.96.0.0/12',
    tree: { 'clusters/mgmt/kubeadm.yaml': kubeadm('10.100.0.0/16', '10.96.0.0/12') },
    mended: { 'clusters/mgmt/kubeadm.yaml': kubeadm('10.100.0.0/16', '10.96.0.0/16') },
  },
  {
    name: 'One kubeadm file was copied for the second cluster of a mesh, with the pod range of the first',
    caughtBy: 'cluster-ranges-apart',
    says: '10.100.0.0/16',
    tree: {
      'clusters/mgmt/kubeadm.yaml': kubeadm('10.100.0.0/16', '10.96.0.0/16'),
      'clusters/app1/kubeadm.yaml': kubeadm('10.100.0.0/16', '10.97.0.0/16'),
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, { ipam: { mode: 'kubernetes' } }),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { ipam: { mode: 'kubernetes' } }),
    },
    mended: { 'clusters/app1/kubeadm.yaml': kubeadm('10.101.0.0/16', '10.97.0.0/16') },
  },
  {
    name: 'The pod range of Cilium is not that of kubeadm',
    caughtBy: 'cluster-ranges-apart',
    says: '10.0.0.0/8',
    tree: {
      'clusters/mgmt/kubeadm.yaml': kubeadm('10.100.0.0/16', '10.96.0.0/16'),
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, { ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.0.0.0/8'] } } }),
    },
    mended: { 'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, { ipam: { mode: 'kubernetes' } }) },
  },
  {
    name: 'The nodes of a Terraform plan lie inside the pod range',
    caughtBy: 'cluster-ranges-apart',
    says: '10.100.',
    tree: {
      'clusters/mgmt/kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: 10.100.4.10
  bindPort: 6443
---
${kubeadm('10.100.0.0/16', '10.96.0.0/16')}`,
    },
    mended: { 'clusters/mgmt/kubeadm.yaml': kubeadm('10.100.0.0/16', '10.96.0.0/16') },
  },
  {
    name: 'Two clusters on one bridge announce the same address pool',
    caughtBy: 'address-pools-apart',
    says: '192.168.64.200-192.168.64.210',
    tree: {
      'clusters/mgmt/metallb.yaml': pool('192.168.64.200-192.168.64.210'),
      'clusters/app1/metallb.yaml': pool('192.168.64.200-192.168.64.210'),
      'clusters/mgmt/ns.yaml': yaml(space('monitoring'), space('metallb-system')),
      'clusters/app1/ns.yaml': yaml(space('monitoring'), space('metallb-system')),
    },
    mended: { 'clusters/app1/metallb.yaml': pool('192.168.64.211-192.168.64.220') },
  },
  {
    name: 'The pools of two clusters overlap by some addresses',
    caughtBy: 'address-pools-apart',
    tree: {
      'clusters/mgmt/metallb.yaml': pool('192.168.64.200-192.168.64.215'),
      'clusters/app1/metallb.yaml': pool('192.168.64.211-192.168.64.220'),
      'clusters/mgmt/ns.yaml': yaml(space('monitoring'), space('metallb-system')),
      'clusters/app1/ns.yaml': yaml(space('monitoring'), space('metallb-system')),
    },
    mended: { 'clusters/mgmt/metallb.yaml': pool('192.168.64.200-192.168.64.210') },
  },
  {
    name: 'Two pools of one cluster overlap',
    caughtBy: ['address-pools-apart', 'metallb-address'],
    tree: {
      'metallb/pools.yaml': yaml(
        kube('metallb.io/v1beta1/IPAddressPool', { name: 'first', namespace: 'metallb-system' }, { spec: { addresses: ['10.0.0.0/28'] } }),
        kube('metallb.io/v1beta1/IPAddressPool', { name: 'second', namespace: 'metallb-system' }, { spec: { addresses: ['10.0.0.10-10.0.0.20'] } }),
        kube('metallb.io/v1beta1/L2Advertisement', { name: 'all', namespace: 'metallb-system' }),
      ),
    },
  },
  {
    name: 'A pool is announced by nobody: the L2Advertisement names another',
    caughtBy: ['address-pools-apart', 'named-object-exists', 'metallb-address'],
    says: 'homelab',
    tree: {
      'metallb/pool.yaml': yaml(
        kube('metallb.io/v1beta1/IPAddressPool', { name: 'default-pool', namespace: 'metallb-system' }, { spec: { addresses: ['192.168.1.200-192.168.1.210'] } }),
        kube('metallb.io/v1beta1/L2Advertisement', { name: 'l2', namespace: 'metallb-system' }, { spec: { ipAddressPools: ['homelab'] } }),
      ),
    },
  },
  {
    name: 'An address in a pool is the address of a node',
    caughtBy: 'address-pools-apart',
    says: '192.168.64.20',
    tree: {
      'clusters/app1/metallb.yaml': pool('192.168.64.10-192.168.64.40'),
      'clusters/app1/cilium.yaml': yaml(
        chartApp('app1-cilium', [CILIUM, 'cilium', '1.16.5'], 'kube-system', { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.20', k8sServicePort: 6443 }),
      ),
    },
    mended: { 'clusters/app1/metallb.yaml': pool('192.168.64.211-192.168.64.220') },
  },
  {
    name: 'A fixed address of one cluster is asked for by a Service of another, too',
    caughtBy: 'balancer-address-own',
    says: '192.168.64.201',
    tree: {
      'clusters/mgmt/door.yaml': yaml(
        space('shop'),
        app({ name: 'edge' }),
        kube('v1/Service', { name: 'edge', namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': '192.168.64.201' } }, {
          spec: { type: 'LoadBalancer', selector: { app: 'edge' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
        }),
      ),
      'clusters/app1/door.yaml': yaml(
        space('shop'),
        app({ name: 'edge' }),
        kube('v1/Service', { name: 'edge', namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': '192.168.64.201' } }, {
          spec: { type: 'LoadBalancer', selector: { app: 'edge' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
        }),
      ),
    },
    mended: {
      'clusters/app1/door.yaml': yaml(
        space('shop'),
        app({ name: 'edge' }),
        kube('v1/Service', { name: 'edge', namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': '192.168.64.212' } }, {
          spec: { type: 'LoadBalancer', selector: { app: 'edge' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
        }),
      ),
    },
  },
  {
    name: 'A cluster is missing in the peer list of another',
    caughtBy: 'mesh-peers-agree',
    says: 'app2',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, peers('app1', 'app2')),
      'clusters/app1/cilium.yaml': cilium('app1', 2, peers('mgmt')),
      'clusters/app2/cilium.yaml': cilium('app2', 3, peers('mgmt', 'app1')),
    },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2, peers('mgmt', 'app2')) },
  },
  {
    name: 'A peer list names a cluster that calls itself otherwise',
    caughtBy: 'mesh-peers-agree',
    says: 'app-2',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, peers('app1', 'app-2')),
      'clusters/app1/cilium.yaml': cilium('app1', 2, peers('mgmt', 'app2')),
      'clusters/app2/cilium.yaml': cilium('app2', 3, peers('mgmt', 'app1')),
    },
    mended: { 'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, peers('app1', 'app2')) },
  },
  {
    name: 'The tunnel of one cluster is Geneve, of the others VXLAN',
    caughtBy: 'mesh-settings-agree',
    says: 'tunnelProtocol',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, { routingMode: 'tunnel', tunnelProtocol: 'vxlan' }),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { routingMode: 'tunnel', tunnelProtocol: 'geneve' }),
    },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2, { routingMode: 'tunnel', tunnelProtocol: 'vxlan' }) },
  },
  {
    name: 'One cluster of the mesh routes natively, the others tunnel',
    caughtBy: 'mesh-settings-agree',
    says: 'routingMode',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { routingMode: 'native', autoDirectNodeRoutes: true, ipv4NativeRoutingCIDR: '10.0.0.0/8' }),
    },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2) },
  },
  {
    name: 'Two Istio control planes of one mesh give their cluster the same name',
    caughtBy: 'cluster-identity-unique',
    says: 'cluster1',
    tree: {
      'clusters/east/istiod.yaml': istiod('cluster1', 'network1').replace('cluster1-istiod', 'east-istiod'),
      'clusters/west/istiod.yaml': istiod('cluster1', 'network2').replace('cluster1-istiod', 'west-istiod'),
    },
    mended: { 'clusters/west/istiod.yaml': istiod('cluster2', 'network2') },
  },
  {
    name: 'The second control plane has another mesh id',
    caughtBy: 'mesh-settings-agree',
    says: 'meshID',
    tree: {
      'clusters/east/istiod-values.yaml': 'global:\n  meshID: mesh1\n  multiCluster:\n    clusterName: east\n  network: network1\npilot: {}\n',
      'clusters/west/istiod-values.yaml': 'global:\n  meshID: mesh-1\n  multiCluster:\n    clusterName: west\n  network: network2\npilot: {}\n',
    },
    mended: { 'clusters/west/istiod-values.yaml': 'global:\n  meshID: mesh1\n  multiCluster:\n    clusterName: west\n  network: network2\npilot: {}\n' },
  },
  {
    name: 'A control plane of a multi-cluster mesh has no mesh id',
    caughtBy: 'mesh-settings-agree',
    says: 'meshID',
    tree: {
      'clusters/east/istiod.yaml': istiod('east', 'network1'),
      'clusters/west/istiod.yaml': yaml(
        chartApp('west-istiod', [ISTIO, 'istiod', '1.24.2'], 'istio-system', { global: { multiCluster: { clusterName: 'west' }, network: 'network2' } }),
      ),
    },
    mended: { 'clusters/west/istiod.yaml': istiod('west', 'network2') },
  },
  {
    name: 'Trust domains of the clusters differ, and none is an alias of the other',
    caughtBy: 'mesh-settings-agree',
    says: 'trustDomain',
    tree: {
      'clusters/east/istio.yaml': yaml(
        kube('install.istio.io/v1alpha1/IstioOperator', { name: 'east', namespace: 'istio-system' }, {
          spec: { meshConfig: { trustDomain: 'east.acme.internal' }, values: { global: { meshID: 'mesh1', multiCluster: { clusterName: 'east' }, network: 'network1' } } },
        }),
      ),
      'clusters/west/istio.yaml': yaml(
        kube('install.istio.io/v1alpha1/IstioOperator', { name: 'west', namespace: 'istio-system' }, {
          spec: { meshConfig: { trustDomain: 'west.acme.internal' }, values: { global: { meshID: 'mesh1', multiCluster: { clusterName: 'west' }, network: 'network2' } } },
        }),
      ),
    },
    mended: {
      'clusters/west/istio.yaml': yaml(
        kube('install.istio.io/v1alpha1/IstioOperator', { name: 'west', namespace: 'istio-system' }, {
          spec: {
            meshConfig: { trustDomain: 'west.acme.internal', trustDomainAliases: ['east.acme.internal'] },
            values: { global: { meshID: 'mesh1', multiCluster: { clusterName: 'west' }, network: 'network2' } },
          },
        }),
      ),
    },
  },
  {
    name: 'The namespace of Istio is labelled with a network that the control plane does not have',
    caughtBy: 'mesh-network-labelled',
    says: 'network-1',
    tree: {
      'istio/namespace.yaml': yaml(kube('v1/Namespace', { name: 'istio-system', labels: { 'topology.istio.io/network': 'network-1' } })),
      'istio/istiod.yaml': istiod('east', 'network1'),
    },
    mended: { 'istio/namespace.yaml': yaml(kube('v1/Namespace', { name: 'istio-system', labels: { 'topology.istio.io/network': 'network1' } })) },
  },
  {
    name: 'The east-west gateway does not say its network',
    caughtBy: 'mesh-network-labelled',
    says: 'eastwest',
    tree: {
      'istio/istiod.yaml': istiod('east', 'network1'),
      'istio/eastwest.yaml': yaml(
        chartApp('istio-eastwestgateway', [ISTIO, 'gateway', '1.24.2'], 'istio-system', { name: 'istio-eastwestgateway', labels: { istio: 'eastwestgateway' } }),
      ),
      'istio/expose.yaml': yaml(
        kube('networking.istio.io/v1/Gateway', { name: 'cross-network-gateway', namespace: 'istio-system' }, {
          spec: {
            selector: { istio: 'eastwestgateway' },
            servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' }, hosts: ['*.local'] }],
          },
        }),
      ),
    },
    mended: {
      'istio/eastwest.yaml': yaml(
        chartApp('istio-eastwestgateway', [ISTIO, 'gateway', '1.24.2'], 'istio-system', {
          name: 'istio-eastwestgateway',
          labels: { istio: 'eastwestgateway', 'topology.istio.io/network': 'network1' },
          networkGateway: 'network1',
        }),
      ),
    },
  },
  {
    name: 'The east-west gateway ends TLS instead of passing it through',
    caughtBy: 'mesh-network-labelled',
    says: 'AUTO_PASSTHROUGH',
    tree: {
      'istio/istiod.yaml': istiod('east', 'network1'),
      'istio/expose.yaml': yaml(
        kube('networking.istio.io/v1/Gateway', { name: 'cross-network-gateway', namespace: 'istio-system' }, {
          spec: {
            selector: { istio: 'eastwestgateway' },
            servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' }, hosts: ['*.local'] }],
          },
        }),
      ),
    },
    mended: {
      'istio/expose.yaml': yaml(
        kube('networking.istio.io/v1/Gateway', { name: 'cross-network-gateway', namespace: 'istio-system' }, {
          spec: {
            selector: { istio: 'eastwestgateway' },
            servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, tls: { mode: 'AUTO_PASSTHROUGH' }, hosts: ['*.local'] }],
          },
        }),
      ),
    },
  },
  {
    name: 'Agents of an app cluster write to a name that is Service of the other cluster only',
    caughtBy: 'url-host-exists',
    says: 'thanos-receive',
    tree: {
      'clusters/mgmt/thanos.yaml': yaml(space('monitoring'), app({ name: 'thanos-receive', namespace: 'monitoring', port: 19291 }), door('thanos-receive', 'monitoring', 19291)),
      'clusters/app1/prometheus.yaml': yaml(
        space('monitoring'),
        kube('monitoring.coreos.com/v1/Prometheus', { name: 'agent', namespace: 'monitoring' }, {
          spec: { replicas: 1, remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:19291/api/v1/receive' }] },
        }),
        app({ name: 'exporter', namespace: 'monitoring' }),
        door('exporter', 'monitoring'),
      ),
    },
    mended: {
      'clusters/app1/thanos.yaml': yaml(
        kube('v1/Service', { name: 'thanos-receive', namespace: 'monitoring', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } }, {
          spec: { ports: [{ name: 'http', port: 19291 }] },
        }),
      ),
    },
  },
  {
    name: 'A cluster name stands where the namespace belongs',
    caughtBy: 'url-host-exists',
    says: 'thanos-receive.mgmt',
    tree: {
      'app1/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    externalLabels:
      cluster: app1
    remoteWrite:
      - url: http://thanos-receive.mgmt.svc:19291/api/v1/receive
grafana:
  enabled: false
alertmanager:
  enabled: false
`,
      'app1/ns.yaml': yaml(space('monitoring'), space('app')),
    },
  },
  {
    name: 'The agents of two clusters carry the same label for the cluster',
    caughtBy: 'cluster-label-own',
    says: 'app1',
    tree: {
      'clusters/app1/prometheus.yaml': yaml(
        chartApp('app1-kube-prometheus-stack', [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
          prometheus: { prometheusSpec: { externalLabels: { cluster: 'app1' }, remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }] } },
        }, { destination: { server: undefined, name: 'app1' } }),
      ),
      'clusters/app2/prometheus.yaml': yaml(
        chartApp('app2-kube-prometheus-stack', [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
          prometheus: { prometheusSpec: { externalLabels: { cluster: 'app1' }, remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }] } },
        }, { destination: { server: undefined, name: 'app2' } }),
      ),
    },
    mended: {
      'clusters/app2/prometheus.yaml': yaml(
        chartApp('app2-kube-prometheus-stack', [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
          prometheus: { prometheusSpec: { externalLabels: { cluster: 'app2' }, remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }] } },
        }, { destination: { server: undefined, name: 'app2' } }),
      ),
    },
  },
  {
    name: 'An agent writes to the store of all clusters without saying whose metrics they are',
    caughtBy: 'cluster-label-own',
    says: 'cluster',
    tree: {
      'clusters/app1/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    externalLabels: { cluster: app1 }
    remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }]
grafana: { enabled: false }
alertmanager: { enabled: false }
`,
      'clusters/app2/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }]
grafana: { enabled: false }
alertmanager: { enabled: false }
`,
    },
    mended: {
      'clusters/app2/prometheus-values.yaml': `prometheus:
  prometheusSpec:
    externalLabels: { cluster: app2 }
    remoteWrite: [{ url: 'https://metrics.acme.io/api/v1/receive' }]
grafana: { enabled: false }
alertmanager: { enabled: false }
`,
    },
  },
  {
    name: 'Promtail of the second cluster sends logs under the name of the first',
    caughtBy: 'cluster-label-own',
    says: 'app1',
    tree: {
      'clusters/app1/promtail-values.yaml': `config:
  clients:
    - url: https://logs.acme.io/loki/api/v1/push
      external_labels: { cluster: app1 }
`,
      'clusters/app2/promtail-values.yaml': `config:
  clients:
    - url: https://logs.acme.io/loki/api/v1/push
      external_labels: { cluster: app1 }
`,
    },
    mended: {
      'clusters/app2/promtail-values.yaml': `config:
  clients:
    - url: https://logs.acme.io/loki/api/v1/push
      external_labels: { cluster: app2 }
`,
    },
  },
  {
    name: 'Both clusters log in to Vault through the same Kubernetes mount',
    caughtBy: 'vault-mount-own',
    says: 'kubernetes',
    tree: Object.fromEntries(
      ['app1', 'app2'].map((cluster) => [
        `clusters/${cluster}/store.yaml`,
        yaml(
          kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault-backend' }, {
            spec: {
              provider: {
                vault: {
                  server: 'https://vault.acme.io:8200',
                  path: 'secret',
                  version: 'v2',
                  auth: { kubernetes: { mountPath: 'kubernetes', role: 'external-secrets', serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' } } },
                },
              },
            },
          }),
          space('external-secrets'),
          space('app'),
        ),
      ]),
    ),
  },
  {
    name: 'An Application is for a cluster that no cluster Secret registers',
    caughtBy: 'destination-registered',
    says: 'app-2',
    tree: {
      'argocd/clusters.yaml': yaml(
        ...['app1', 'app2'].map((name) =>
          kube('external-secrets.io/v1/ExternalSecret', { name: `cluster-${name}`, namespace: 'argocd' }, {
            spec: {
              refreshInterval: '1h',
              secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
              target: {
                template: {
                  metadata: { labels: { 'argocd.argoproj.io/secret-type': 'cluster', 'cluster-name': name } },
                  data: { name, server: 'https://192.168.64.20:6443', config: '{{ .config }}' },
                },
              },
              data: [{ secretKey: 'config', remoteRef: { key: `clusters/${name}` } }],
            },
          }),
        ),
      ),
      'argocd/apps.yaml': yaml(
        folderApp('app1', 'clusters/app1', 'app', { destination: { name: 'app1', namespace: 'app' } }),
        folderApp('app2', 'clusters/app2', 'app', { destination: { name: 'app-2', namespace: 'app' } }),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
      'clusters/app2/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'The server of an Application is written with another port than the cluster Secret has',
    caughtBy: 'destination-registered',
    says: '192.168.64.20:443',
    tree: {
      'argocd/cluster-app1.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: cluster-app1
  namespace: argocd
  labels: { argocd.argoproj.io/secret-type: cluster }
type: Opaque
stringData:
  name: app1
  server: https://192.168.64.20:6443
  config: '{}'
`,
      'argocd/app.yaml': yaml(folderApp('app1', 'clusters/app1', 'app', { destination: { server: 'https://192.168.64.20:443', namespace: 'app' } })),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'A destination has both a name and a server',
    caughtBy: ['destination-registered', 'schema-valid', 'schema-cel'],
    tree: {
      'argocd/app.yaml': yaml(folderApp('app1', 'clusters/app1', 'app', { destination: { name: 'app1', server: 'https://192.168.64.20:6443', namespace: 'app' } })),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'The cluster generator selects by a label that no cluster Secret carries',
    caughtBy: 'destination-registered',
    says: 'cluster-role',
    tree: {
      'argocd/cluster-app1.yaml': yaml(
        kube('external-secrets.io/v1/ExternalSecret', { name: 'cluster-app1', namespace: 'argocd' }, {
          spec: {
            refreshInterval: '1h',
            secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
            target: {
              template: {
                metadata: { labels: { 'argocd.argoproj.io/secret-type': 'cluster', role: 'app' } },
                data: { name: 'app1', server: 'https://192.168.64.20:6443', config: '{{ .config }}' },
              },
            },
            data: [{ secretKey: 'config', remoteRef: { key: 'clusters/app1' } }],
          },
        }),
      ),
      'argocd/trees.yaml': yaml(
        kube('argoproj.io/v1alpha1/ApplicationSet', { name: 'trees', namespace: 'argocd' }, {
          spec: {
            goTemplate: true,
            generators: [{ clusters: { selector: { matchLabels: { 'cluster-role': 'app' } } } }],
            syncPolicy: { preserveResourcesOnDeletion: true },
            template: {
              metadata: { name: 'tree-{{.name}}' },
              spec: {
                project: 'default',
                source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path: 'clusters/{{.name}}' },
                destination: { server: '{{.server}}', namespace: 'default' },
              },
            },
          },
        }),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'A cluster generator whose template has no goTemplate uses Go paths',
    caughtBy: ['applicationset-template', 'destination-registered'],
    says: '{{.name}}',
    tree: {
      'argocd/trees.yaml': yaml(
        kube('argoproj.io/v1alpha1/ApplicationSet', { name: 'trees', namespace: 'argocd' }, {
          spec: {
            generators: [{ clusters: {} }],
            syncPolicy: { preserveResourcesOnDeletion: true },
            template: {
              metadata: { name: 'tree-{{.name}}' },
              spec: {
                project: 'default',
                source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path: 'clusters/{{.name}}' },
                destination: { server: '{{.server}}', namespace: 'default' },
              },
            },
          },
        }),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'If a cluster Secret vanishes, the ApplicationSet deletes what runs there',
    caughtBy: 'applicationset-preserves',
    partly: true,
    tree: {
      'argocd/trees.yaml': yaml(
        kube('argoproj.io/v1alpha1/ApplicationSet', { name: 'trees', namespace: 'argocd' }, {
          spec: {
            goTemplate: true,
            generators: [{ clusters: {} }],
            template: {
              metadata: { name: 'tree-{{.name}}' },
              spec: {
                project: 'default',
                source: { repoURL: 'https://github.com/acme/platform.git', targetRevision: 'main', path: 'clusters/{{.name}}' },
                destination: { server: '{{.server}}', namespace: 'default' },
                syncPolicy: { automated: { prune: true, selfHeal: true } },
              },
            },
          },
        }),
      ),
      'clusters/app1/ns.yaml': yaml(space('app')),
    },
  },
  {
    name: 'The Secret of a cluster lacks its server',
    caughtBy: ['destination-registered', 'secret-type-keys'],
    says: 'server',
    tree: {
      'argocd/cluster-app1.yaml': yaml(
        kube('external-secrets.io/v1/ExternalSecret', { name: 'cluster-app1', namespace: 'argocd' }, {
          spec: {
            refreshInterval: '1h',
            secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
            target: {
              template: {
                metadata: { labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
                data: { name: 'app1', url: 'https://192.168.64.20:6443', config: '{{ .config }}' },
              },
            },
            data: [{ secretKey: 'config', remoteRef: { key: 'clusters/app1' } }],
          },
        }),
      ),
    },
  },
  {
    name: 'The address of the API server in a cluster is that of another cluster',
    caughtBy: 'cluster-identity-unique',
    says: '192.168.64.10',
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.10', k8sServicePort: 6443 }),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.10', k8sServicePort: 6443 }),
    },
    mended: { 'clusters/app1/cilium.yaml': cilium('app1', 2, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.20', k8sServicePort: 6443 }) },
  },
  {
    name: 'A stub for a Service of another cluster has a selector: it finds local pods only',
    caughtBy: 'global-service-fits',
    says: 'vault',
    tree: {
      'clusters/mgmt/vault.yaml': yaml(
        space('vault'),
        app({ name: 'vault', namespace: 'vault', port: 8200, image: 'hashicorp/vault:1.18.3' }),
        kube('v1/Service', { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true' } }, {
          spec: { selector: { app: 'vault' }, ports: [{ name: 'http', port: 8200 }] },
        }),
      ),
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube('v1/Service', { name: 'vault', namespace: 'vault' }, { spec: { ports: [{ name: 'http', port: 8200 }] } }),
      ),
    },
    mended: {
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube('v1/Service', { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } }, {
          spec: { ports: [{ name: 'http', port: 8200 }] },
        }),
      ),
    },
  },
  {
    name: 'The port of a stub has another name than the Service behind it',
    caughtBy: 'global-service-fits',
    says: 'http-vault',
    tree: {
      'clusters/mgmt/vault.yaml': yaml(
        space('vault'),
        app({ name: 'vault', namespace: 'vault', port: 8200, image: 'hashicorp/vault:1.18.3' }),
        kube('v1/Service', { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true' } }, {
          spec: { selector: { app: 'vault' }, ports: [{ name: 'http', port: 8200 }] },
        }),
      ),
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube('v1/Service', { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } }, {
          spec: { ports: [{ name: 'http-vault', port: 8200 }] },
        }),
      ),
    },
    mended: {
      'clusters/app1/vault.yaml': yaml(
        space('vault'),
        kube('v1/Service', { name: 'vault', namespace: 'vault', annotations: { 'service.cilium.io/global': 'true', 'service.cilium.io/shared': 'false' } }, {
          spec: { ports: [{ name: 'http', port: 8200 }] },
        }),
      ),
    },
  },
  {
    name: 'A global Service is global in one cluster only',
    caughtBy: 'global-service-fits',
    says: 'cart',
    tree: Object.fromEntries(
      ['east', 'west'].map((cluster) => [
        `clusters/${cluster}/cart.yaml`,
        yaml(
          space('shop'),
          app({ name: 'cart' }),
          kube('v1/Service', { name: 'cart', namespace: 'shop', ...(cluster === 'east' ? { annotations: { 'service.cilium.io/global': 'true' } } : {}) }, {
            spec: { selector: { app: 'cart' }, ports: [{ name: 'http', port: 8080 }] },
          }),
        ),
      ]),
    ),
    partly: true,
  },
  {
    name: 'A ServiceEntry calls a Service of another cluster by its local name and resolves it by DNS here',
    caughtBy: ['service-entry-reaches', 'url-host-exists'],
    says: 'cart.shop',
    tree: {
      'mesh/entry.yaml': yaml(
        space('shop', true),
        app({ name: 'web' }),
        door('web'),
        kube('networking.istio.io/v1/ServiceEntry', { name: 'cart-remote', namespace: 'shop' }, {
          spec: { hosts: ['cart.shop.svc.cluster.local'], location: 'MESH_INTERNAL', resolution: 'DNS', ports: [{ number: 8080, name: 'http', protocol: 'HTTP' }] },
        }),
      ),
    },
  },
  {
    name: 'A remote secret carries no name of the cluster',
    caughtBy: 'remote-secret-works',
    says: 'west',
    tree: {
      'istio/remote-secret-west.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: istio-remote-secret-west
  namespace: istio-system
  labels:
    istio/multicluster: "true"
stringData:
  west: |
    apiVersion: v1
    kind: Config
    clusters:
      - name: west
        cluster: { server: "https://127.0.0.1:6443" }
    contexts: []
    users: []
`,
    },
  },
  {
    name: 'Velero of two clusters writes under the same prefix',
    caughtBy: 'backup-place-own',
    says: 'velero',
    tree: Object.fromEntries(
      ['app1', 'app2'].map((cluster) => [
        `clusters/${cluster}/velero.yaml`,
        yaml(
          space('velero'),
          space('app'),
          kube('velero.io/v1/BackupStorageLocation', { name: 'default', namespace: 'velero' }, {
            spec: { provider: 'aws', objectStorage: { bucket: 'velero' }, config: { region: 'minio', s3ForcePathStyle: 'true', s3Url: 'https://s3.acme.io' } },
          }),
        ),
      ]),
    ),
  },
  {
    name: 'A pool lies outside the network of its nodes',
    caughtBy: ['metallb-address', 'address-pools-apart'],
    says: '192.168.65.200',
    tree: {
      'clusters/app1/metallb.yaml': pool('192.168.65.200-192.168.65.250'),
      'clusters/app1/cilium.yaml': cilium('app1', 2, { kubeProxyReplacement: true, k8sServiceHost: '192.168.64.20', k8sServicePort: 6443 }),
    },
    mended: { 'clusters/app1/metallb.yaml': pool('192.168.64.211-192.168.64.220') },
    partly: true,
  },
  {
    name: 'Grafana asks the Thanos of a name that only the platform cluster has',
    caughtBy: 'url-host-exists',
    says: 'thanos-query',
    tree: {
      'clusters/mgmt/thanos.yaml': yaml(space('monitoring'), app({ name: 'thanos-query', namespace: 'monitoring', port: 9090 }), door('thanos-query', 'monitoring', 9090)),
      'clusters/app1/grafana.yaml': yaml(
        space('monitoring'),
        app({ name: 'grafana', namespace: 'monitoring', port: 3000, image: 'grafana/grafana:11.4.0' }),
        door('grafana', 'monitoring', 3000),
        kube('v1/ConfigMap', { name: 'datasources', namespace: 'monitoring', labels: { grafana_datasource: '1' } }, {
          data: { 'thanos.yaml': 'apiVersion: 1\ndatasources:\n  - name: Thanos\n    type: prometheus\n    url: http://thanos-query.monitoring.svc:9090\n' },
        }),
      ),
    },
  },
  {
    name: 'Tracing goes to the collector of another cluster by its local name',
    caughtBy: 'url-host-exists',
    says: 'jaeger-collector',
    tree: {
      'clusters/mgmt/jaeger.yaml': yaml(space('shop'), space('tracing'), app({ name: 'jaeger-collector', namespace: 'tracing', port: 4317 }), door('jaeger-collector', 'tracing', 4317)),
      'clusters/app1/web.yaml': yaml(
        space('shop'),
        app({ name: 'web', container: { env: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://jaeger-collector.tracing.svc.cluster.local:4317' }] } }),
        door('web'),
      ),
    },
    partly: true,
  },
  {
    name: 'A Vault issuer has the mount path of a secret store',
    caughtBy: 'vault-mount-own',
    says: '/v1/auth',
    tree: {
      'pki/issuer.yaml': yaml(
        space('cert-manager'),
        kube('cert-manager.io/v1/ClusterIssuer', { name: 'vault-issuer' }, {
          spec: {
            vault: {
              server: 'https://vault.acme.io:8200',
              path: 'pki_int/sign/k8s-certs',
              auth: { kubernetes: { role: 'cert-manager', mountPath: 'kubernetes-app1', serviceAccountRef: { name: 'cert-manager' } } },
            },
          },
        }),
      ),
    },
  },
  {
    name: 'A secret store has the mount path of an issuer',
    caughtBy: 'vault-mount-own',
    says: '/v1/auth/kubernetes',
    tree: {
      'secrets/store.yaml': yaml(
        kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault-backend' }, {
          spec: {
            provider: {
              vault: {
                server: 'https://vault.acme.io:8200',
                path: 'secret',
                version: 'v2',
                auth: { kubernetes: { mountPath: '/v1/auth/kubernetes', role: 'eso', serviceAccountRef: { name: 'external-secrets', namespace: 'external-secrets' } } },
              },
            },
          },
        }),
      ),
    },
  },
];
void HASHICORP;
void GRAFANA;
void METALLB;
