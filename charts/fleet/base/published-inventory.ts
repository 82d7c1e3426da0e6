import type { Construct } from 'constructs';
import { stringify } from 'yaml';
import { ConfigData } from '../../../lib/constructs/config-data.ts';
import type { Cluster, Node } from '../../../lib/inventory/cluster.ts';

/** What the cluster is, for programs and people on it that cannot read the inventory (seed 004, 2.6). Nothing in it is secret. */
export function publishedInventory(scope: Construct, cluster: Cluster): void {
  const { name, fleet, kubernetes, networks, nodes } = cluster;
  const facts = {
    name,
    id: fleet?.id,
    role: fleet?.role,
    kubernetesVersion: kubernetes,
    podCIDR: networks.pods?.text,
    serviceCIDR: networks.services?.text,
    nodeRange: networks.nodes?.text,
    metallbPool: networks.loadBalancer?.pool.text,
    apiServer: apiServerUrl(cluster),
    nodes: nodes.map(nodeFacts),
  };
  new ConfigData(scope, 'Inventory', {
    name: 'cluster-inventory',
    namespace: 'kube-system',
    data: { 'inventory.yaml': stringify(facts) },
  });
}

/** By its node's address: host names of one cluster are unknown to the others (seed 004, M36). */
export function apiServerUrl({ apiServer: { address, port } }: Cluster): string {
  return `https://${address}:${port}`;
}

function nodeFacts({ name, role, address, memory, cpu, disk }: Node) {
  return { name, role, ip: address, memory: `${memory.text}B`, cpu: Number(cpu.text), disk: `${disk.text}B` };
}
