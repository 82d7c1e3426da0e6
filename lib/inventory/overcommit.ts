import type { Problem } from '../errors.ts';
import { Quantity } from '../values/quantity.ts';
import type { Cluster } from './cluster.ts';

/** What claims ask for on the disks of the storage nodes, and what these have, in words: `110Gi`; nothing where it fits. */
export function beyondDisks(
  claims: readonly { readonly size: Quantity }[],
  copies: number,
  disks: readonly { readonly disk: Quantity }[],
): { readonly asked: string; readonly there: string } | undefined {
  const asked = sum(claims.map(({ size }) => size.toNumber() * copies));
  const there = sum(disks.map(({ disk }) => disk.toNumber()));
  return asked <= there ? undefined : { asked: gibibytes(asked), there: gibibytes(there) };
}

/** Somebody said why claims may ask for more than the disks hold: it stays worth knowing each time (seed 004, L21). */
export function overcommitted({ storage, nodes, file, name }: Cluster): readonly Problem[] {
  const disks = nodes.filter((node) => storage.nodes.includes(node.name));
  const beyond = beyondDisks(Object.values(storage.claims), storage.replicas, disks);
  if (beyond === undefined || storage.overcommit === undefined) return [];
  return [
    {
      where: `${file} storage.claims of ${name}`,
      what: `they ask for ${beyond.asked}, and the disks have ${beyond.there} (${storage.overcommit.replace(/\.$/, '')})`,
      fix: 'Watch the disks.',
    },
  ];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function gibibytes(bytes: number): string {
  return `${Math.round(bytes / Quantity.parse('1Gi').toNumber())}Gi`;
}
