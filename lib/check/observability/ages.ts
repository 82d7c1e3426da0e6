import type { LabelMatcher } from '../../metrics/promql-tree.ts';
import type { Expression } from './expression.ts';
import { parts } from './expression.ts';
import { folded } from './thresholds.ts';

/** A comparison of how old something is, or how long it has left, with a number. */
export interface Age {
  readonly metric: string;
  readonly matchers: readonly LabelMatcher[];
  /** `past`: `time() - x > n`; `left`: `x - time() < n`. */
  readonly sort: 'past' | 'left';
  /** Unit: seconds. */
  readonly seconds: number;
}

/** The one comparison of a time with a number in a query; several are about more than that. */
export function ageIn(tree: Expression): Age | undefined {
  const compared = [...parts(tree)].filter((each) => each.type === 'operation' && /^[<>]=?$/.test(each.operator));
  const [only] = compared;
  if (compared.length !== 1 || only?.type !== 'operation') return undefined;
  const value = folded(only.right);
  const side = value === undefined ? undefined : difference(only.left, 1);
  if (value === undefined || side === undefined) return undefined;
  const isPast = only.operator.startsWith('>');
  if (side.sort !== (isPast ? 'past' : 'left')) return undefined;
  return { metric: side.metric, matchers: side.matchers, sort: side.sort, seconds: value * side.factor };
}

type Difference = Omit<Age, 'seconds'> & { readonly factor: number };

/** `time() - x`, also divided by seconds of an hour or day, within min, max and the like. */
function difference(tree: Expression, factor: number): Difference | undefined {
  if (tree.type === 'aggregation') return difference(tree.body, factor);
  if (tree.type !== 'operation') return undefined;
  const divisor = tree.operator === '/' ? folded(tree.right) : undefined;
  if (divisor !== undefined) return difference(tree.left, factor * divisor);
  if (tree.operator !== '-') return undefined;
  const [ofLeft, ofRight] = [selected(tree.left), selected(tree.right)];
  if (isNow(tree.left) && ofRight !== undefined) return { ...ofRight, sort: 'past', factor };
  return isNow(tree.right) && ofLeft !== undefined ? { ...ofLeft, sort: 'left', factor } : undefined;
}

function isNow(tree: Expression): boolean {
  return tree.type === 'call' && tree.name === 'time';
}

function selected(tree: Expression): Pick<Age, 'metric' | 'matchers'> | undefined {
  if (tree.type === 'aggregation') return selected(tree.body);
  return tree.type === 'selection' && tree.metric !== undefined ? { metric: tree.metric, matchers: tree.matchers } : undefined;
}

/** Whether matchers of a query take a label with this value; labels that nobody asks about fit. */
export function takes(matchers: readonly LabelMatcher[], label: string, value: string): boolean {
  return matchers.every(({ label: asked, operator, value: wanted }) => {
    if (asked !== label) return true;
    if (operator === '=') return value === wanted;
    if (operator === '!=') return value !== wanted;
    try {
      return new RegExp(`^(?:${wanted})$`).test(value) === (operator === '=~');
    } catch {
      return false;
    }
  });
}
