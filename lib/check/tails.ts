/** Something that is known by a path. */
interface Known<T> {
  readonly order: number;
  readonly value: T;
}

/**
 * What is known by paths of which nobody can say where they begin: a tree may be read from below or above the root of its repository.
 * Two paths mean the same when one ends with the other, in whole names.
 */
export class Tails<T> {
  private readonly byPath = new Map<string, Known<T>>();
  private readonly byTail = new Map<string, Known<T>>();

  /** Of two that mean the same, the first added counts. */
  add(path: string, value: T): void {
    const known = { order: this.byPath.size, value };
    if (!this.byPath.has(path)) this.byPath.set(path, known);
    for (const tail of tailsOf(path)) if (!this.byTail.has(tail)) this.byTail.set(tail, known);
  }

  find(path: string): T | undefined {
    let first = this.byTail.get(path);
    for (const tail of tailsOf(path)) {
      const known = this.byPath.get(tail);
      if (known !== undefined && (first === undefined || known.order < first.order)) first = known;
    }
    return first?.value;
  }
}

/** `a/b/c` → itself, `b/c`, `c`. */
function* tailsOf(path: string): Iterable<string> {
  yield path;
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) yield path.slice(slash + 1);
}
