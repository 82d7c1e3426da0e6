/** Whether every trial is made, and not a sample of them: `SLIPWAY_FAULTS=all npx jest testing/faults`. */
export const ALL = process.env['SLIPWAY_FAULTS'] === 'all';

/** How many trials are made: a sample in the suite, all of them on demand. */
export function trials(sample: number, all: number): number {
  return ALL ? all : sample;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function* spread(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Does all of them, so many at a time. */
export async function inTurns<T>(all: readonly T[], width: number, act: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const worker = async (): Promise<void> => {
    for (const one of waiting) await act(one);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
