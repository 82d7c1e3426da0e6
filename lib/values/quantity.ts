import { InputError } from '../errors.ts';

/** Billionths of a unit in one unit: nothing Kubernetes keeps is finer. */
const NANO = 1_000_000_000n;

/** Longest text that is read. Unit: characters; 19 digits and a suffix are the most that Kubernetes stores. */
const LONGEST = 32;

const BINARY = new Map([
  ['Ki', 1024n],
  ['Mi', 1024n ** 2n],
  ['Gi', 1024n ** 3n],
  ['Ti', 1024n ** 4n],
  ['Pi', 1024n ** 5n],
  ['Ei', 1024n ** 6n],
]);

/** Powers of ten. */
const DECIMAL = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

const FORM = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i|[numkMGTPE]?)|[eE]([+-]?\d{1,2}))$/;

/**
 * An amount as Kubernetes writes it: `250m`, `1Gi`, `1e3`. Exact, and printed as it was written;
 * a result of arithmetic is printed in the shortest whole form (`1500m`, `3Gi`).
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export class Quantity {
  /** Of a result only once somebody asks: most are only compared. */
  #text: string | undefined;

  private constructor(
    private readonly nanos: bigint,
    private readonly binary: boolean,
    text?: string,
  ) {
    this.#text = text;
  }

  /** As it was written, or the shortest whole form of a result. */
  get text(): string {
    this.#text ??= print(this.nanos, this.binary);
    return this.#text;
  }

  /** @throws InputError unless the text is a quantity, no finer than a billionth. */
  static parse(text: string): Quantity {
    const [, sign, digits = '', suffix = '', exponent] = (text.length <= LONGEST ? FORM.exec(text) : null) ?? [];
    if (sign === undefined) {
      throw new InputError(
        `"${text}"`,
        `${text === '' ? 'nothing' : text} is no quantity`,
        'Write a number and a suffix that Kubernetes knows, such as 250m, 2, 512Mi or 10Gi.',
      );
    }

    const [whole = '', fraction = ''] = digits.split('.');
    const mantissa = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
    const binary = BINARY.get(suffix);
    const power = (exponent === undefined ? (DECIMAL.get(suffix) ?? 0) : Number(exponent)) - fraction.length + 9;
    const scaled = mantissa * (binary ?? 1n) * (power > 0 ? 10n ** BigInt(power) : 1n);
    const divisor = power < 0 ? 10n ** BigInt(-power) : 1n;
    if (scaled % divisor !== 0n) {
      throw new InputError(`"${text}"`, `${text} is finer than a billionth`, 'Round it up: Kubernetes keeps no finer amounts.');
    }
    return new Quantity(scaled / divisor, binary !== undefined, text);
  }

  /** The sum of all; 0 for none. */
  static sum(quantities: Iterable<Quantity>): Quantity {
    let total = Quantity.of(0n, false);
    for (const quantity of quantities) total = total.plus(quantity);
    return total;
  }

  private static of(nanos: bigint, binary: boolean): Quantity {
    return new Quantity(nanos, binary);
  }

  compare(other: Quantity): -1 | 0 | 1 {
    return this.nanos < other.nanos ? -1 : this.nanos > other.nanos ? 1 : 0;
  }

  /** Printed in the suffixes of the left hand, unless that is zero. */
  plus(other: Quantity): Quantity {
    return Quantity.of(this.nanos + other.nanos, this.nanos === 0n ? other.binary : this.binary);
  }

  /** @param count a whole number, such as a number of replicas. */
  times(count: number): Quantity {
    if (!Number.isSafeInteger(count)) {
      throw new InputError(this.text, `${this.text} cannot be taken ${count} times`, 'Multiply by a whole number.');
    }
    return Quantity.of(this.nanos * BigInt(count), this.binary);
  }

  /** In units (cores, bytes), as near as a number of JavaScript comes. */
  toNumber(): number {
    return Number(this.nanos / NANO) + Number(this.nanos % NANO) / 1e9;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

const BINARY_DOWN = [...BINARY].reverse();
const DECIMAL_DOWN = [...DECIMAL].reverse();

function print(nanos: bigint, binary: boolean): string {
  if (nanos === 0n) return '0';

  if (binary) {
    for (const [suffix, factor] of BINARY_DOWN) {
      if (nanos % (factor * NANO) === 0n) return `${nanos / (factor * NANO)}${suffix}`;
    }
    if (nanos % NANO === 0n) return `${nanos / NANO}`;
  }
  for (const [suffix, power] of DECIMAL_DOWN) {
    const factor = 10n ** BigInt(power + 9);
    if (nanos % factor === 0n) return `${nanos / factor}${suffix}`;
  }
  return `${nanos}n`;
}
