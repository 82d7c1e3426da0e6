import { InputError } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';

/** How somebody outside reaches what has a port on every node: by the address of the first worker (seed 003, inventory). */
export function outsideUrl(cluster: Cluster, port: string, scheme: 'http' | 'https' = 'http'): string {
  const worker = cluster.nodes.find(({ role }) => role === 'worker');
  if (worker !== undefined) return `${scheme}://${worker.address}:${cluster.nodePort(port)}`;
  throw new InputError(`${cluster.file} nodes`, 'there is no worker, whose address stands in URLs', 'Add one.');
}
