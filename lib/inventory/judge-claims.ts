import { Quantity } from '../values/quantity.ts';
import type { Draft } from './draft.ts';
import { clusterSchema } from './schema.ts';
import { claimSchema, storageSchema } from './schema-storage.ts';

/** Volumes: of a class that is named, and no more than the disks hold, unless somebody says why (seed 004, L21). */
export function judgeClaims(draft: Draft): void {
  const claims = draft.map(['storage', 'claims'], claimSchema);
  const retained = draft.part(['storage', 'retainedClass'], storageSchema.shape.retainedClass)?.value;
  for (const { path, value } of claims) {
    if (!value.retained || retained !== undefined) continue;
    draft.refuse([...path, 'retained'], 'the volume shall outlive its claim, and no class does that', 'Name one as storage.retainedClass.');
  }

  const storage = draft.part(['storage'], storageSchema)?.value;
  const nodes = draft.part(['nodes'], clusterSchema.shape.nodes)?.value;
  if (storage === undefined || nodes === undefined || storage.overcommit !== undefined) return;
  const asked = sum(claims.map(({ value }) => value.size.toNumber() * storage.replicas));
  const there = sum(nodes.filter(({ name }) => storage.nodes?.includes(name) ?? true).map(({ disk }) => disk.toNumber()));
  if (asked <= there) return;
  draft.refuse(
    ['storage', 'claims'],
    `they ask for ${gibibytes(asked)} together, and the disks of the storage nodes have ${gibibytes(there)}`,
    'Make them smaller, or say as storage.overcommit why that is sound.',
  );
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function gibibytes(bytes: number): string {
  return `${Math.round(bytes / Quantity.parse('1Gi').toNumber())}Gi`;
}
