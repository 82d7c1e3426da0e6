/** Compares texts by code unit: the same order on every machine, whatever its locale. What is missing comes first. */
export function byCodeUnit(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares entries of an object or a map by their keys. */
export function byKey([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number {
  return byCodeUnit(a, b);
}
