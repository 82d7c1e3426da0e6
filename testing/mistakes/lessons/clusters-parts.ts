import { kube } from '../../../lib/check/testing.ts';
import { chartApp, CILIUM, ISTIO, yaml } from '../parts.ts';

export function cilium(cluster: string, id: number, rest: object = {}): string {
  return yaml(
    chartApp(`${cluster}-cilium`, [CILIUM, 'cilium', '1.16.5'], 'kube-system', {
      cluster: { name: cluster, id },
      ipam: { mode: 'cluster-pool', operator: { clusterPoolIPv4PodCIDRList: [`10.${100 + id}.0.0/16`] } },
      clustermesh: { useAPIServer: true, apiserver: { service: { type: 'LoadBalancer' } } },
      ...rest,
    }),
  );
}

export function peers(...names: readonly string[]): object {
  return {
    clustermesh: {
      useAPIServer: true,
      apiserver: { service: { type: 'LoadBalancer' } },
      config: { enabled: true, clusters: names.map((name, index) => ({ name, port: 2379, ips: [`192.168.64.${211 + index * 10}`] })) },
    },
  };
}

export function istiod(cluster: string, network: string, mesh = 'mesh1'): string {
  return yaml(
    chartApp(`${cluster}-istiod`, [ISTIO, 'istiod', '1.24.2'], 'istio-system', {
      global: { meshID: mesh, multiCluster: { clusterName: cluster }, network },
    }),
  );
}

export function pool(range: string): string {
  return yaml(
    kube('metallb.io/v1beta1/IPAddressPool', { name: 'default', namespace: 'metallb-system' }, { spec: { addresses: [range] } }),
    kube('metallb.io/v1beta1/L2Advertisement', { name: 'default', namespace: 'metallb-system' }, { spec: { ipAddressPools: ['default'] } }),
  );
}

export function kubeadm(pods: string, services: string): string {
  return `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.31.4
networking:
  podSubnet: ${pods}
  serviceSubnet: ${services}
  dnsDomain: cluster.local
`;
}
