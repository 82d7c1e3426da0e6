import type { Cluster } from '../../../lib/inventory/cluster.ts';

/**
 * Labels of every object of the system, and of no selector and no pod: there the mesh would take `app.kubernetes.io/name` for
 * the name of the service, and know one service `titanium` (seed 003, section 5).
 */
export function commonLabels({ environment }: Cluster): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': 'titanium', project: 'titanium', environment };
}
