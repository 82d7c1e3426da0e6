import { Quantity } from '../../values/quantity.ts';

/** Processor and memory: of one pod, of many, or of a node. */
export interface Amount {
  /** Cores. */
  readonly cpu: Quantity;
  /** Bytes. */
  readonly memory: Quantity;
}

export const NOTHING: Amount = { cpu: Quantity.sum([]), memory: Quantity.sum([]) };

/** @throws InputError unless both texts are quantities. */
export function amount(cpu: string, memory: string): Amount {
  return { cpu: Quantity.parse(cpu), memory: Quantity.parse(memory) };
}

export function plus(a: Amount, b: Amount): Amount {
  return { cpu: a.cpu.plus(b.cpu), memory: a.memory.plus(b.memory) };
}

export function minus(a: Amount, b: Amount): Amount {
  return { cpu: a.cpu.plus(b.cpu.times(-1)), memory: a.memory.plus(b.memory.times(-1)) };
}

export function times({ cpu, memory }: Amount, count: number): Amount {
  return { cpu: cpu.times(count), memory: memory.times(count) };
}

export function sum(amounts: Iterable<Amount>): Amount {
  let total = NOTHING;
  for (const each of amounts) total = plus(total, each);
  return total;
}

/** The larger of each. */
export function most(a: Amount, b: Amount): Amount {
  return { cpu: a.cpu.compare(b.cpu) < 0 ? b.cpu : a.cpu, memory: a.memory.compare(b.memory) < 0 ? b.memory : a.memory };
}

/** `850m`, `1.66Gi`: cores in thousandths, bytes in gibibytes, as a table of them is read best. */
export function shown({ cpu, memory }: Amount): { readonly cpu: string; readonly memory: string } {
  return { cpu: `${Math.round(cpu.toNumber() * 1000)}m`, memory: `${(memory.toNumber() / 1024 ** 3).toFixed(2)}Gi` };
}
