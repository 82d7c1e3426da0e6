import { byCodeUnit } from './order.ts';

/** Longest word that is compared; what is longer is no slip of the finger. Unit: characters. */
const COMPARED_LENGTH = 64;

/** Most names that are compared with a word: beyond it, a guess takes longer than it helps. */
const COMPARED_NAMES = 1_000;

/** Most names that a message lists; more would hide the sentence around them. */
const LISTED = 20;

/** The known word that `word` most likely meant: within one slip per three letters, case aside; the first by code unit where two are as near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const candidates = new Set(known);
  if (word.length > COMPARED_LENGTH || candidates.size > COMPARED_NAMES) return undefined;

  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const candidate of [...candidates].sort(byCodeUnit)) {
    if (candidate.length > COMPARED_LENGTH) continue;

    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= allowed && distance < Math.min(word.length, candidate.length) && distance < (best?.distance ?? Infinity)) {
      best = { word: candidate, distance };
    }
  }
  return best?.word;
}

/** The sentence that helps with an unknown word: `Did you mean "nodes"?`, or what is known. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const distinct = known instanceof Set ? (known as ReadonlySet<string>) : new Set(known);
  if (distinct.size === 0) return 'None is known here: leave it out.';
  if (distinct.size > COMPARED_NAMES) return `Write one of the ${distinct.size} that are known.`;

  const names = [...distinct].sort(byCodeUnit);
  const near = nearest(word, names);
  if (near !== undefined) return `Did you mean "${near}"?`;

  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  return `Known: ${names
    .slice(0, LISTED)
    .map((name) => `"${name}"`)
    .join(', ')}${more}.`;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (twoBack[j - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    twoBack = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
