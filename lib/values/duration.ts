import { InputError } from '../errors.ts';

const MILLISECONDS = new Map([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]);

/** Longest text that is read. Unit: characters. */
const LONGEST = 64;

const FORM = /^(?:\d{1,12}(?:\.\d{1,6})?(?:ms|[dhms]))+$/;

/** A span of time of whole milliseconds, never negative: `30s`, `5m`, `168h`, `1m30s`; days are read and printed as hours, as Go writes them. */
export class Duration {
  private constructor(private readonly milliseconds: number) {}

  /** @throws InputError unless the text is a sequence of numbers with the units d, h, m, s, ms, the larger before the smaller. */
  static parse(text: string): Duration {
    if (text === '0') return new Duration(0);

    const parts = text.length <= LONGEST && FORM.test(text) ? [...text.matchAll(/([\d.]+)(ms|[dhms])/g)] : [];
    const units = parts.map(([, , unit = '']) => MILLISECONDS.get(unit) ?? 0);
    if (parts.length === 0 || units.some((unit, i) => i > 0 && unit >= (units[i - 1] ?? 0))) {
      throw new InputError(
        `"${text}"`,
        `${text === '' ? 'nothing' : text} is no duration`,
        'Write numbers with the units d, h, m, s, ms, the larger before the smaller, such as 1m30s or 7d.',
      );
    }
    return Duration.of(
      text,
      parts.reduce((sum, [, digits], i) => sum + Number(digits) * (units[i] ?? 0), 0),
    );
  }

  static seconds(n: number): Duration {
    return Duration.of(`${n} s`, n * 1000);
  }

  static minutes(n: number): Duration {
    return Duration.of(`${n} min`, n * 60_000);
  }

  static hours(n: number): Duration {
    return Duration.of(`${n} h`, n * 3_600_000);
  }

  static days(n: number): Duration {
    return Duration.of(`${n} d`, n * 86_400_000);
  }

  private static of(where: string, milliseconds: number): Duration {
    // 1.1 h in floating point is 3960000.0000000005 ms: what is meant is the whole number next to it.
    const whole = Math.round(milliseconds);
    if (!Number.isSafeInteger(whole) || whole < 0 || Math.abs(whole - milliseconds) > 1e-6 * Math.max(1, whole)) {
      throw new InputError(where, `${where} is no number of whole milliseconds from 0 up`, 'Give a positive time, no finer than 1ms.');
    }
    return new Duration(whole);
  }

  /** May have a fraction: `500ms` is 0.5. */
  get seconds(): number {
    return this.milliseconds / 1000;
  }

  /** In Go's form without days and without empty parts: `168h`, `1m30s`, `500ms`, `0s`. */
  get text(): string {
    let rest = this.milliseconds;
    let text = '';
    for (const [unit, size] of MILLISECONDS) {
      if (unit === 'd') continue;
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) text += `${count}${unit}`;
    }
    return text === '' ? '0s' : text;
  }

  compare(other: Duration): -1 | 0 | 1 {
    return this.milliseconds < other.milliseconds ? -1 : this.milliseconds > other.milliseconds ? 1 : 0;
  }

  plus(other: Duration): Duration {
    return Duration.of(`${this.text} + ${other.text}`, this.milliseconds + other.milliseconds);
  }

  times(factor: number): Duration {
    return Duration.of(`${this.text} × ${factor}`, this.milliseconds * factor);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}
