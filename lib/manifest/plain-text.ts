/**
 * Words that Kubernetes reads as a boolean, null or float when they stand unquoted.
 * Its reader follows YAML 1.1 (sigs.k8s.io/yaml): `y`, `no` and `off` are booleans there.
 * `=` and `<<` are values of their own in YAML 1.1.
 * @see https://yaml.org/type/bool.html
 */
const WORDS: ReadonlySet<string> = new Set(
  [
    ['', '~', 'null', 'Null', 'NULL', '=', '<<'],
    ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'],
    ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'],
    ['.nan', '.NaN', '.NAN', '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF', '-.inf', '-.Inf', '-.INF'],
  ].flat(),
);
const LONGEST_WORD = 5;

/** Number of YAML 1.1, YAML 1.2 or Go, underscores already removed: `08`, `0o7`, `0x1F`, `.5`, `1e3`, `1:20`. */
const NUMBER = /^[-+]?(?:0[xX][\da-fA-F]*|0[oO][0-7]*|0[bB][01]*|\d*\.?\d*(?:[eE][-+]?\d+)?|\d+(?::[0-5]?\d)+(?:\.\d*)?)$/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ]+\d)/;
/** A letter alone in front of an exponent (`e0`) is a number to one reader in use, the npm package `yaml`. */
const MAY_BE_NUMBER = /^[-+.\deE]/;

/** Text whose form lets it stand unquoted in block style: no indicator in front, no `: `, no ` #`, no space at an end. */
const PLAIN = /^(?!---|\.\.\.)(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=\S))(?:[^\s:#]|:(?=\S)|(?<=\S)#| (?!$|#))*$/;

/**
 * What YAML does not print as it is: control characters, line breaks other than LF, byte order marks and, thanks to
 * the `u` flag, a surrogate without its partner.
 */
const UNPRINTABLE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/u;

/** Whether Kubernetes would read this unquoted text as something else than this string. */
export function readsAsOther(text: string): boolean {
  if (text.length <= LONGEST_WORD && WORDS.has(text)) return true;
  if (!MAY_BE_NUMBER.test(text)) return false;
  return NUMBER.test(text.replaceAll('_', '')) || TIMESTAMP.test(text);
}

/** Whether text may stand in YAML without quotes and be read as this very string. */
export function isPlain(text: string): boolean {
  if (text.length > LONGEST_KNOWN) return looksPlain(text);
  let plain = known.get(text);
  if (plain === undefined) {
    plain = looksPlain(text);
    known.set(text, plain);
  }
  return plain;
}

/** Keys and most values come again and again; longer texts seldom do, and would only be kept in vain. */
const LONGEST_KNOWN = 40;
const known = new Map<string, boolean>();

function looksPlain(text: string): boolean {
  return PLAIN.test(text) && !readsAsOther(text) && !UNPRINTABLE.test(text);
}

/** Whether text has only characters that YAML prints as they are; tabs and line feeds are among them. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}
