/** Texts longer than this are left to RE2. Unit: characters; names and labels are shorter. */
const LONGEST = 253;

const NUMBER = '[0-9]+(?:\\.[0-9]+)?';

/**
 * Patterns that many objects meet, each with an expression of JavaScript that matches only texts which the pattern matches, too, and in
 * time that does not explode: the engine for RE2's syntax takes long to load, and is asked about all others.
 */
const SURE: ReadonlyMap<string, RegExp> = new Map([
  // Values of labels.
  ['^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$', /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/],
  // Ports by number or name.
  [
    '^(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})|([a-zA-Z0-9]-?)*[a-zA-Z](-?[a-zA-Z0-9])*$',
    /^[0-9]{1,4}$|^[a-zA-Z]+(?:-[a-zA-Z]+)*$/,
  ],
  // Host names, without and with a star.
  ['^([-a-zA-Z0-9_]+[.]?)+$', /^[-a-zA-Z0-9_]+(?:\.[-a-zA-Z0-9_]+)*$/],
  ['^([-a-zA-Z0-9_*]+[.]?)+$', /^[-a-zA-Z0-9_*]+(?:\.[-a-zA-Z0-9_*]+)*$/],
  // Quantities.
  [
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
    new RegExp(`^${NUMBER}(?:[KMGTPE]i|[numkMGTPE])?$`),
  ],
]);

/** Whether a pattern matches a text for certain. */
export function surelyMatches(pattern: string, text: string): boolean {
  return text.length <= LONGEST && SURE.get(pattern)?.test(text) === true;
}

/** The patterns of which that can be said. */
export const SURE_PATTERNS: readonly string[] = [...SURE.keys()];
