/**
 * The known name that differs from a word by one slip only: a letter too few, too many or another, the sign between words, or a plural.
 * For names of which a list is never whole, where `nearest` would take a neighbour for what was meant.
 */
export function oneSlip(word: string, known: Iterable<string>): string | undefined {
  const plain = squeezed(word);
  if (plain.length < 5) return undefined;
  for (const each of known) {
    const other = squeezed(each);
    if (each !== word && (other === plain || isNext(plain, other) || other === `${plain}es` || plain === `${other}es`)) return each;
  }
  return undefined;
}

function squeezed(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

/** One letter is left out, added, changed, or has changed places with the next; nothing is changed where both are alike. */
export function isNext(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const rest = (text: string, skipped: number): string => text.slice(start + skipped);
  if (rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1)) return true;
  return a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2);
}
