import type { Construct } from 'constructs';
import { chart, type Values } from '../../../imports/charts/cilium-1.19.6.ts';
import { InputError } from '../../../lib/errors.ts';
import { MetalLbPool } from '../../../lib/constructs/metallb-pool.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { component } from '../component.ts';
import { CILIUM } from '../namespaces.ts';
import { WAVE } from '../waves.ts';
import { sized } from './sized.ts';

/** Where the API server of a cluster mesh listens. */
const CLUSTER_MESH_PORT = 2379;

/**
 * Network, network policies, Gateways and the mesh of the clusters (seed 004, 8.1). What the datapath is made of is the
 * same for all clusters; name, number, addresses and peers are the cluster's own.
 */
export function installCilium(scope: Construct, target: Cluster, fleet: readonly Cluster[]): void {
  component(scope, target, {
    name: 'cilium',
    chart,
    namespace: CILIUM.agents,
    wave: WAVE.network,
    serverSideApply: true,
    values: { ...datapath(target), ...identity(target), ...clusterMesh(target, fleet), ...HUBBLE, ...GATEWAYS, ...FIGURES },
  });
}

function datapath({ networks: { kubeProxy, transport = 'vxlan' } }: Cluster): Values {
  return {
    kubeProxyReplacement: !kubeProxy,
    routingMode: 'tunnel',
    tunnelProtocol: transport,
    ipam: { mode: 'kubernetes' }, // pod ranges come from kubeadm's pod subnet
    l2announcements: { enabled: false }, // MetalLB owns addresses
  };
}

function identity({ name, fleet, apiServer }: Cluster): Values {
  return {
    cluster: { name, id: fleet?.id ?? 0 },
    k8sServiceHost: apiServer.address, // without kube-proxy nobody translates the Service's address before the agent runs
    k8sServicePort: String(apiServer.port),
  };
}

function clusterMesh(target: Cluster, fleet: readonly Cluster[]): Values {
  const peers = fleet.filter(({ name }) => name !== target.name);
  return {
    clustermesh: {
      useAPIServer: true,
      apiserver: {
        service: { type: 'LoadBalancer', annotations: MetalLbPool.request(meshAddress(target)) },
        tls: { auto: { method: 'cronJob' } },
        resources: sized('50m/64Mi', '250m/256Mi'),
        etcd: { resources: sized('50m/64Mi', '250m/256Mi'), init: { resources: sized('10m/32Mi', '100m/64Mi') } },
        kvstoremesh: { resources: sized('50m/64Mi', '250m/256Mi') },
      },
      config: {
        enabled: true,
        // The certificate names the cluster: `ips` is the address behind that name, which an address alone would not match.
        clusters: peers.map((peer) => ({ name: peer.name, ips: [meshAddress(peer)], port: CLUSTER_MESH_PORT })),
      },
    },
    certgen: { generateCA: false, resources: sized('10m/32Mi', '100m/64Mi') }, // a CA of its own would cut the cluster off from the others
  };
}

function meshAddress({ file, networks: { loadBalancer } }: Cluster): string {
  if (loadBalancer?.clusterMesh !== undefined) return loadBalancer.clusterMesh;
  throw new InputError(
    `${file} networks.loadBalancer.clusterMesh`,
    'it is missing, and the cluster is one of a mesh',
    'State the address.',
  );
}

/** Certificates by a Job: drawn by Helm, they would be others with every sync. */
const HUBBLE: Values = {
  hubble: {
    enabled: true,
    tls: { auto: { method: 'cronJob' } },
    relay: { enabled: true, resources: sized('20m/48Mi', '200m/128Mi') },
    ui: {
      enabled: true,
      frontend: { resources: sized('10m/16Mi', '100m/64Mi') },
      backend: { resources: sized('10m/32Mi', '100m/96Mi') },
    },
  },
};

/** The namespace of its secrets is rendered like any other: made by the chart, it would have no pod security labels. */
const OWN_NAMESPACE = { create: false, name: CILIUM.secrets } as const;

const GATEWAYS: Values = {
  gatewayAPI: { enabled: true, gatewayClass: { create: 'true' }, secretsNamespace: OWN_NAMESPACE },
  tls: { secretsNamespace: OWN_NAMESPACE },
  envoyConfig: { secretsNamespace: OWN_NAMESPACE },
  ingressController: { secretsNamespace: OWN_NAMESPACE },
};

/** Chosen: what small clusters use, with room for the peaks of a policy change. */
const FIGURES: Values = {
  operator: { replicas: 1, resources: sized('20m/96Mi', '250m/256Mi') },
  resources: sized('100m/192Mi', '1000m/640Mi'),
  envoy: { resources: sized('50m/64Mi', '500m/256Mi') },
};
