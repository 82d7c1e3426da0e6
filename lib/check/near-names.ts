import { nearest } from '../values/nearest.ts';
import { addTo } from '../values/multimap.ts';

/** Most names that a near miss is looked for in; beyond it only names with the same beginning or end are compared. */
const COMPARED_NAMES = 200;

/** Letters that the beginning or end of a name must share with another among many. */
const SHARED = 3;

/** Names that exist, in which the one that was meant is looked for. Whoever asks again and again keeps them. */
export class NearNames {
  private readonly names: ReadonlySet<string>;
  private byEnds: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  get size(): number {
    return this.names.size;
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  /** The name that was most likely meant. */
  near(name: string): string | undefined {
    const compared = this.compared(name);
    // People leave out or add a word: `mysql` for `mysql-service`.
    const longer = compared.filter((each) => each.startsWith(`${name}-`) || name.startsWith(`${each}-`)).sort();
    // Charts put the release in front, and operators make headless Services that nobody means.
    const meant =
      longer.find((each) => !/-(operated|headless)$/.test(each)) ?? compared.filter((each) => each.endsWith(`-${name}`)).sort()[0];
    return nearest(name, compared) ?? meant ?? longer[0];
  }

  private compared(name: string): readonly string[] {
    const others = this.names.size - (this.names.has(name) ? 1 : 0);
    if (others <= COMPARED_NAMES) return [...this.names].filter((each) => each !== name);
    this.byEnds ??= endsOf(this.names);
    const alike = new Set([...(this.byEnds.get(startOf(name)) ?? []), ...(this.byEnds.get(endOf(name)) ?? [])]);
    alike.delete(name);
    return [...alike].slice(0, COMPARED_NAMES);
  }
}

function startOf(name: string): string {
  return `${name.slice(0, SHARED)}…`;
}

function endOf(name: string): string {
  return `…${name.slice(-SHARED)}`;
}

function endsOf(names: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const name of names) {
    addTo(map, startOf(name), name);
    addTo(map, endOf(name), name);
  }
  return map;
}
