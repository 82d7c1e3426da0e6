import type { Construct } from 'constructs';
import type { MeshNamespace } from '../../../lib/constructs/mesh-namespace.ts';
import { NamespaceQuota } from '../../../lib/constructs/namespace-quota.ts';
import { InputError } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';

/** The namespace's quota as the inventory has it, `<namespace>-quota` (seed 003, section 10; M32). */
export function quota(scope: Construct, { quotas, file }: Cluster, namespace: MeshNamespace): NamespaceQuota {
  const hard = quotas[namespace.name];
  if (hard === undefined) {
    throw new InputError(
      `${file} quotas.${namespace.name}`,
      'it is missing, and nothing would hold back what its pods ask for',
      'State limits.cpu and limits.memory, the ceiling of all its pods together.',
    );
  }
  return new NamespaceQuota(scope, 'Quota', { name: `${namespace.name}-quota`, namespace, hard });
}
