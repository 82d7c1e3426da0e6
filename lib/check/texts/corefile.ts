/** A line of a Corefile: a plugin with its arguments, and the lines between its braces. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** Counted from 1. */
  readonly line: number;
  readonly block: readonly Directive[];
}

/** A server of a Corefile: `example.com:53 { … }`. */
export interface Server {
  /** Zones with their ports, as written. */
  readonly zones: readonly string[];
  readonly line: number;
  readonly plugins: readonly Directive[];
}

export interface Corefile {
  readonly servers: readonly Server[];
  /** Lines on which a brace hangs on a word: CoreDNS reads both as one. */
  readonly glued: readonly { readonly line: number; readonly word: string }[];
}

/** Reads a Corefile as far as it is one; what is wrong with its braces is left to whoever asks. */
export function corefileOf(text: string): Corefile {
  const glued: { readonly line: number; readonly word: string }[] = [];
  const top: Open = { name: '', args: [], line: 0, block: [] };
  const open: Open[] = [top];
  for (const [index, written] of text.split('\n').entries()) {
    const words = wordsOf(written);
    const line = index + 1;
    if (words[0] === '}') {
      if (open.length > 1) open.pop();
      continue;
    }
    const last = words.at(-1) ?? '';
    const hangs = last.length > 1 && last.endsWith('{') && !last.startsWith('{');
    if (hangs) glued.push({ line, word: last });
    const opens = last === '{' || hangs;
    const [name, ...args] = last === '{' ? words.slice(0, -1) : words.map((word) => (hangs && word === last ? word.slice(0, -1) : word));
    if (name === undefined) continue;
    const directive: Open = { name, args, line, block: [] };
    open.at(-1)?.block.push(directive);
    if (opens) open.push(directive);
  }
  // Snippets stand in brackets, and imports without a block.
  const servers = top.block.filter(({ name, block }) => block.length > 0 && !name.startsWith('('));
  return {
    servers: servers.map(({ name, args, line, block }) => ({
      zones: [name, ...args].flatMap((each) => each.split(',')).filter((each) => each !== ''),
      line,
      plugins: block,
    })),
    glued,
  };
}

interface Open extends Directive {
  readonly block: Open[];
}

/** The words of a line; a comment ends it, and quoted words are one. */
function wordsOf(line: string): string[] {
  return [...line.replace(/(^|\s)#.*$/, '').matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)].map(([word]) => word);
}
