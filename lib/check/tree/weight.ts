/** Most values that the aliases of one document may stand for. Go's YAML reader refuses documents that multiply like this, too. */
const MOST = 4_000_000;

/** Whether the aliases of a document make a value far larger than its text, or one that contains itself. */
export function tooLarge(value: unknown): boolean {
  const weights = new Map<object, number>();
  const weigh = (each: unknown): number => {
    if (typeof each !== 'object' || each === null) return 1;
    const known = weights.get(each);
    if (known !== undefined) return known;
    // Met again before it is done: it contains itself.
    weights.set(each, Number.POSITIVE_INFINITY);
    let sum = 1;
    for (const child of Object.values(each)) sum += weigh(child);
    weights.set(each, sum);
    return sum;
  };
  return weigh(value) > MOST;
}
