import { alternatives, type LabelMatcher } from '../../metrics/promql-tree.ts';

/** A name in a query that is nearly one of this tree. */
export interface Slip {
  readonly message: string;
  readonly near: string;
  /** What to do, where it is more than another name. */
  readonly fix?: string;
}

/** What a label is compared with, where that is written out. */
export function namesGiven(matchers: readonly LabelMatcher[], label: string): readonly string[] {
  const found = matchers.find((each) => each.label === label && (each.operator === '=' || each.operator === '=~'));
  const values = found === undefined ? [] : found.operator === '=' ? [found.value] : (alternatives(found.value) ?? []);
  return values.every((each) => /^[a-z0-9][a-z0-9.-]*$/.test(each)) ? values : [];
}
