import { type Expression, type Operation, selections } from './expression.ts';
import { type Unit, unitOf } from './units.ts';

/** A threshold that nobody means in the unit of what it is compared with. */
export interface OddThreshold {
  /** `a time in seconds is compared with 24, …` */
  readonly said: string;
  readonly factor: 'a thousand or a hundred' | 'a thousand or more';
  readonly fix: string;
}

export function oddThreshold({ operator, left, right }: Operation): OddThreshold | undefined {
  if (!/^[<>]=?$/.test(operator)) return undefined;
  const since = sinceWhen(left, folded(right));
  if (since !== undefined || right.type !== 'number') return since;
  const unit = unitOf(left);
  const odd = unit === undefined ? undefined : oddIn(unit, right.value);
  if (odd === undefined) return undefined;
  return { said: `${odd.what} is compared with ${right.value}`, factor: 'a thousand or a hundred', fix: odd.fix };
}

/** Ten years. Unit: seconds. */
const TOO_LONG = 315_360_000;

/** Things that happen once a day at most. */
const SLOW = /(backup|snapshot|dump|expir|not_?after|rotation|certificate).*(timestamp|time|seconds|expiry|after)|_expiry$/i;

/** `time() - last_success > 24`, `expiry - time() < 14`: both are in seconds. */
function sinceWhen(left: Expression, value: number | undefined): OddThreshold | undefined {
  if (value === undefined || left.type !== 'operation' || left.operator !== '-') return undefined;
  if (![left.left, left.right].some((side) => side.type === 'call' && side.name === 'time')) return undefined;
  const slow = SLOW.test(selections(left)[0]?.metric ?? '');
  const what = value > TOO_LONG ? 'in milliseconds' : slow && value > 0 && value < 600 ? 'in hours or days' : undefined;
  if (what === undefined) return undefined;
  return {
    said: `a time in seconds is compared with ${value}, which looks like one ${what}`,
    factor: 'a thousand or more',
    fix: value > TOO_LONG ? `Write ${value / 1000}.` : `Write ${value} * 3600 for hours, ${value} * 86400 for days.`,
  };
}

/** The value of an expression of numbers only. */
export function folded(tree: Expression): number | undefined {
  if (tree.type === 'number') return tree.value;
  if (tree.type !== 'operation') return undefined;
  const [one, other] = [folded(tree.left), folded(tree.right)];
  if (one === undefined || other === undefined) return undefined;
  return tree.operator === '*' ? one * other : tree.operator === '/' ? one / other : tree.operator === '+' ? one + other : undefined;
}

/** Numbers that nobody means in a unit. */
function oddIn(unit: Unit, value: number): { readonly what: string; readonly fix: string } | undefined {
  switch (unit) {
    case 'bytes':
      return value > 0 && value < 1024
        ? { what: 'a number of bytes', fix: 'Write the threshold in bytes (500 * 1024 * 1024), or divide by a limit for a ratio.' }
        : undefined;
    case 'seconds':
      return value >= 200 && value % 50 === 0 && value % 60 !== 0
        ? { what: 'a time in seconds', fix: `Write ${value / 1000} for ${value} ms.` }
        : undefined;
    case 'milliseconds':
      return value > 0 && value < 10 ? { what: 'a time in milliseconds', fix: `Write ${value * 1000} for ${value} s.` } : undefined;
    case 'percent':
      return value >= 0.5 && value < 1 ? { what: 'a percentage', fix: `Write ${value * 100}, or leave out the factor 100.` } : undefined;
    case 'ratio':
      return undefined;
  }
}
