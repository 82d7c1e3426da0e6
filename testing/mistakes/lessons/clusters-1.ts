import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, CILIUM, space, yaml } from '../parts.ts';
import { cilium, kubeadm, peers, pool } from './clusters-parts.ts';

/** What several clusters must agree on, or must not share. Part 1 of 5. */
export const clusters1: readonly Mistake[] = [
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
    tree: {
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1),
      'clusters/app1/cilium.yaml': cilium('mgmt', 2).replace('mgmt-cilium', 'app1-cilium'),
    },
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
      'clusters/app1/cilium.yaml': cilium('app1', 2, {
        ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.101.128.0/17'] } },
      }),
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
      'clusters/mgmt/cilium.yaml': cilium('mgmt', 1, {
        ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: ['10.0.0.0/8'] } },
      }),
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
        kube(
          'metallb.io/v1beta1/IPAddressPool',
          { name: 'second', namespace: 'metallb-system' },
          { spec: { addresses: ['10.0.0.10-10.0.0.20'] } },
        ),
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
        kube(
          'metallb.io/v1beta1/IPAddressPool',
          { name: 'default-pool', namespace: 'metallb-system' },
          { spec: { addresses: ['192.168.1.200-192.168.1.210'] } },
        ),
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
        chartApp('app1-cilium', [CILIUM, 'cilium', '1.16.5'], 'kube-system', {
          kubeProxyReplacement: true,
          k8sServiceHost: '192.168.64.20',
          k8sServicePort: 6443,
        }),
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
        kube(
          'v1/Service',
          { name: 'edge', namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': '192.168.64.201' } },
          {
            spec: { type: 'LoadBalancer', selector: { app: 'edge' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
          },
        ),
      ),
      'clusters/app1/door.yaml': yaml(
        space('shop'),
        app({ name: 'edge' }),
        kube(
          'v1/Service',
          { name: 'edge', namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': '192.168.64.201' } },
          {
            spec: { type: 'LoadBalancer', selector: { app: 'edge' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
          },
        ),
      ),
    },
    mended: {
      'clusters/app1/door.yaml': yaml(
        space('shop'),
        app({ name: 'edge' }),
        kube(
          'v1/Service',
          { name: 'edge', namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': '192.168.64.212' } },
          {
            spec: { type: 'LoadBalancer', selector: { app: 'edge' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
          },
        ),
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
];
