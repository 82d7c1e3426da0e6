/** Fields that come first, in this order, wherever they stand: what an object is, then what it is called. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name', 'generateName', 'namespace', 'labels', 'annotations', 'type', 'image', 'spec'];
const LAST = ['status'];

const MIDDLE = FIRST.length;
const RANK: ReadonlyMap<string, number> = new Map([
  ...FIRST.map((field, index) => [field, index] as const),
  ...LAST.map((field, index) => [field, MIDDLE + 1 + index] as const),
]);

function rankOf(field: string): number {
  return RANK.get(field) ?? MIDDLE;
}

/**
 * Fields of one mapping in the order in which they are written: those that name a thing first, as people write them,
 * the others as the API lists them, which is by code unit.
 */
export function fieldsOf(mapping: object): string[] {
  const fields = Object.keys(mapping);
  // Most mappings have one field or are in order already: looking is cheaper than sorting.
  let before = '';
  let rankBefore = -1;
  for (const field of fields) {
    const rank = rankOf(field);
    if (rank < rankBefore || (rank === rankBefore && field < before)) return fields.sort(compareFields);
    before = field;
    rankBefore = rank;
  }
  return fields;
}

function compareFields(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : 1);
}
