/** Why Calico's API refuses a selector, with what was probably meant. */
export interface SelectorFault {
  readonly what: string;
  readonly fix: string;
}

const TOKEN =
  /\s*(?:(&&|\|\||==|!=|[!(){},])|'([^']*)'|"([^"]*)"|(not\s+in|starts\s+with|ends\s+with)\b|([A-Za-z0-9_./-]+(?:\(\s*(?:[A-Za-z0-9_./-]*)\s*\))?))/y;

interface Token {
  readonly kind: 'sign' | 'text' | 'word';
  readonly value: string;
}

/** The slips that people make, before the grammar as a whole is asked. */
const SLIPS: readonly (readonly [RegExp, string, string])[] = [
  [/(?<![=!<>])=(?!=)/, 'compares with one =', 'Write ==.'],
  [/\b(AND|and|OR|or)\b(?=\s+[\w!(])/, 'joins with a word', 'Write && or ||.'],
  [/\bin\s*[([]/, 'lists values in brackets of another kind', "Write in { 'a', 'b' }."],
  [/\bhas\(\s*['"]/, 'has quotes in has()', 'Write has(name) without quotes.'],
  [/^[\w./-]+\s*:\s*\S/, 'is written like a label', "Write name == 'value'."],
];

/** @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selector */
export function selectorFault(selector: string): SelectorFault | undefined {
  const bare = selector.replace(/(has\(\s*)?(?:'[^']*'|"[^"]*")/g, (quoted: string, before?: string) =>
    before === undefined ? "''" : quoted,
  );
  for (const [pattern, what, fix] of SLIPS) if (pattern.test(bare)) return { what, fix };
  const tokens = tokensOf(selector);
  if (tokens === undefined) return { what: 'has a sign that no selector has', fix: "Write name == 'value', joined by && and ||." };
  if (tokens.length === 0) return undefined;
  const end = expression(tokens, 0);
  if (end === tokens.length) return undefined;
  const word = tokens[end ?? 0];
  const unquoted = tokens.findIndex((each, index) => each.kind === 'word' && /^[!=]=$/.test(tokens[index - 1]?.value ?? ''));
  if (unquoted !== -1)
    return { what: `compares with ${tokens[unquoted]?.value ?? ''} without quotes`, fix: `Write '${tokens[unquoted]?.value ?? ''}'.` };
  return { what: `cannot be read${word === undefined ? '' : ` at ${word.value}`}`, fix: "Write name == 'value', joined by && and ||." };
}

function tokensOf(selector: string): readonly Token[] | undefined {
  const found: Token[] = [];
  let place = 0;
  while (selector.slice(place).trim() !== '') {
    TOKEN.lastIndex = place;
    const match = TOKEN.exec(selector);
    if (match === null) return undefined;
    place = TOKEN.lastIndex;
    const [, sign, single, double, words, word = ''] = match;
    if (sign !== undefined) found.push({ kind: 'sign', value: sign });
    else if (single !== undefined || double !== undefined) found.push({ kind: 'text', value: single ?? double ?? '' });
    else found.push({ kind: 'word', value: words === undefined ? word.replace(/\s/g, '') : words.replace(/\s+/g, ' ') });
  }
  return found;
}

/** The place behind an expression; `undefined` where there is none. */
function expression(tokens: readonly Token[], from: number): number | undefined {
  let place = term(tokens, from);
  while (place !== undefined && (tokens[place]?.value === '&&' || tokens[place]?.value === '||')) place = term(tokens, place + 1);
  return place;
}

function term(tokens: readonly Token[], from: number): number | undefined {
  const token = tokens[from];
  if (token === undefined) return undefined;
  if (token.kind === 'sign' && token.value === '!') return term(tokens, from + 1);
  if (token.kind === 'sign' && token.value === '(') {
    const end = expression(tokens, from + 1);
    return end !== undefined && tokens[end]?.value === ')' ? end + 1 : undefined;
  }
  if (token.kind !== 'word') return undefined;
  if (/^(all|global)\(\)$/.test(token.value) || /^has\([^)]+\)$/.test(token.value)) return from + 1;
  const operator = tokens[from + 1]?.value ?? '';
  if (/^(==|!=|contains|starts with|ends with)$/.test(operator)) return tokens[from + 2]?.kind === 'text' ? from + 3 : undefined;
  if (operator !== 'in' && operator !== 'not in') return undefined;
  return list(tokens, from + 2);
}

/** `{ 'a', 'b' }` */
function list(tokens: readonly Token[], from: number): number | undefined {
  if (tokens[from]?.value !== '{') return undefined;
  let place = from + 1;
  while (tokens[place]?.kind === 'text') place += tokens[place + 1]?.value === ',' ? 2 : 1;
  return tokens[place]?.value === '}' ? place + 1 : undefined;
}
