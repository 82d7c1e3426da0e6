import { typeOf } from './immutable.ts';
import type { ObjectChange } from './object-change.ts';
import { at } from './object-diff.ts';

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Whether a claim asks for less than before, which the API server refuses. */
export function shrinks({ data }: Pick<ObjectChange, 'data'>): boolean {
  if (data === undefined || typeOf(data.next) !== '/PersistentVolumeClaim') return false;
  const [old, next] = [data.old, data.next].map((claim) => bytes(at(claim, 'spec', 'resources', 'requests', 'storage')));
  return old !== undefined && next !== undefined && next < old;
}

/** A quantity of storage in bytes, near enough to compare two; undefined for anything else. */
function bytes(value: unknown): number | undefined {
  const [, amount, unit = ''] = /^([\d.]+)([kMGTPE]|[KMGTPE]i)?$/.exec(String(value)) ?? [];
  const factor = FACTORS[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
