import { fields, fieldsAt, items, itemsAt, text, textAt, textsAt } from './read.ts';

export type Labels = Readonly<Record<string, string>>;

/** Every pair of the selector is among the labels. An empty selector matches all. */
export function matches(selector: Labels, labels: Labels): boolean {
  // No list of the pairs: this is asked of every pod that may be meant.
  for (const key in selector) {
    if (labels[key] !== selector[key]) return false;
  }
  return true;
}

/** A LabelSelector (`matchLabels`, `matchExpressions`) against labels, as the API server decides. */
export function matchesSelector(selector: unknown, labels: Labels): boolean {
  if (!matches(textsAt(selector, 'matchLabels'), labels)) return false;
  return itemsAt(selector, 'matchExpressions').every((expression) => {
    return holdsFor(textAt(expression, 'operator'), labels[textAt(expression, 'key') ?? ''], items(fields(expression)['values']).map(text));
  });
}

/** One condition of label selectors on the value of its label, which may be missing. Operators that selectors do not have never hold. */
export function holdsFor(operator: string | undefined, value: string | undefined, values: readonly (string | undefined)[]): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** No condition at all. */
export function isEmptySelector(selector: unknown): boolean {
  return Object.keys(fieldsAt(selector, 'matchLabels')).length === 0 && itemsAt(selector, 'matchExpressions').length === 0;
}

/** `app=web,tier=front`: labels as people write them on a command line. */
export function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
