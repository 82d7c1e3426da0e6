/** Numbers that look random and are the same each time: a linear congruential generator (Numerical Recipes' constants). */
export class Random {
  constructor(private state: number) {}

  /** A whole number from 0 to one less than `below`. */
  below(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * below);
  }

  /** True once in `in_` times. */
  once(in_: number): boolean {
    return this.below(in_) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** From `least` to `most` things. */
  several<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}
