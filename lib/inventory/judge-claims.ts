import type { Draft } from './draft.ts';
import { beyondDisks } from './overcommit.ts';
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
  const disks = nodes.filter(({ name }) => storage.nodes?.includes(name) ?? true);
  const beyond = beyondDisks(
    claims.map(({ value }) => value),
    storage.replicas,
    disks,
  );
  if (beyond === undefined) return;
  draft.refuse(
    ['storage', 'claims'],
    `they ask for ${beyond.asked} together, and the disks of the storage nodes have ${beyond.there}`,
    'Make them smaller, or say as storage.overcommit why that is sound.',
  );
}
