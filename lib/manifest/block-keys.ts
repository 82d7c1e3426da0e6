/** Characters of keys that are texts in every reading, beside a colon that no blank follows. */
const IN_KEYS = /[\w./-]/;
const isInKeys = Uint8Array.from({ length: 128 }, (_, code) => Number(IN_KEYS.test(String.fromCharCode(code))));

/** Whether a text, without its indentation, is a line that begins with a key. */
export function isKey(line: string): boolean {
  return keyEnd(line, 0) !== -1;
}

/** Place of the colon behind the key that begins at a place, perhaps in quotes; -1 where no key begins that is a text in every reading. */
export function keyEnd(text: string, place: number): number {
  let first = text.charCodeAt(place);
  const quote = first === 34 || first === 39 ? first : 0;
  if (quote !== 0) first = text.charCodeAt(place + 1);
  // `.5` is a number.
  if (first === 46 && quote === 0) first = text.charCodeAt(place + 1);
  if (!((first >= 97 && first <= 122) || (first >= 65 && first <= 90) || first === 95 || (first === 47 && text.charCodeAt(place) !== 46)))
    return -1;

  let end = quote === 0 ? place : place + 1;
  for (; ; end += 1) {
    const code = text.charCodeAt(end);
    if (isInKeys[code] === 1) continue;
    if (code !== 58) break;
    const next = text.charCodeAt(end + 1);
    if (quote === 0 && !(isInKeys[next] === 1)) break;
  }
  if (quote !== 0 && text.charCodeAt(end) !== quote) return -1;
  if (quote !== 0) end += 1;
  return text.charCodeAt(end) === 58 && isSpace(text, end + 1) ? end : -1;
}

/** The key that begins at one place and has its colon at the other. */
export function keyAt(text: string, place: number, end: number): string {
  const code = text.charCodeAt(place);
  return code === 34 || code === 39 ? text.slice(place + 1, end - 1) : text.slice(place, end);
}

/** Whether a blank, or the end of the line, is at a place. */
export function isSpace(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code === 32 || code === 10 || place >= text.length;
}
