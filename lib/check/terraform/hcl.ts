/** A block of the language of Terraform: `resource "google_compute_firewall" "ingress" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  /** Without comments; texts in quotes hold only what they insert. */
  readonly body: string;
  /** Arguments with what stands behind their `=` on the line. */
  readonly arguments: ReadonlyMap<string, string>;
  /** 1-based line of its first word. */
  readonly line: number;
}

/**
 * The outermost blocks of a file. Comments, and texts in quotes but for the expressions in them (`${…}`), become blanks,
 * so that a name in a body is a reference. Never throws.
 */
export function blocksOf(text: string): readonly Block[] {
  const bare = bareOf(text);
  const blocks: Block[] = [];
  const header = /([A-Za-z_]\w*)(?:[ \t]+[\w-]+)*[ \t]*\{/y;
  for (let position = 0; position < bare.length; position += 1) {
    if (!/[A-Za-z_]/.test(bare[position] ?? '') || /\w/.test(bare[position - 1] ?? '')) continue;
    header.lastIndex = position;
    const [whole, type = ''] = header.exec(bare) ?? [];
    if (whole === undefined) continue;
    const end = closing(bare, position + whole.length);
    const body = bare.slice(position + whole.length, end);
    // Labels were blanked with the texts; they stand in the file at the same place.
    const written = text.slice(position + type.length, position + whole.length - 1);
    blocks.push({
      type,
      labels: [...written.matchAll(/"([^"]*)"|([\w-]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
      body,
      arguments: argumentsOf(body, text.slice(position + whole.length, end)),
      line: text.slice(0, position).split('\n').length,
    });
    position = end;
  }
  return blocks;
}

/** Arguments of the outermost level. */
function argumentsOf(body: string, written: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let depth = 0;
  let start = 0;
  for (const line of body.split('\n')) {
    const [whole, name] = /^\s*([A-Za-z_][\w-]*)[ \t]*=(?![=>])/.exec(line) ?? [];
    if (depth === 0 && name !== undefined) found.set(name, written.slice(start + (whole ?? '').length, start + line.length).trim());
    for (const char of line) depth += '{[('.includes(char) ? 1 : '}])'.includes(char) ? -1 : 0;
    start += line.length + 1;
  }
  return found;
}

/** Where the brace is closed behind which the position stands. */
function closing(text: string, start: number): number {
  let depth = 1;
  for (let position = start; position < text.length; position += 1) {
    if (text[position] === '{') depth += 1;
    if (text[position] === '}') depth -= 1;
    if (depth === 0) return position;
  }
  return text.length;
}

/** The text with comments and quoted texts blanked, character by character, so that every place stays where it is. */
export function bareOf(text: string): string {
  const out: string[] = [];
  const blank = (part: string): void => void out.push(part.replace(/[^\n]/g, ' '));
  let position = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  };
  while (position < text.length) {
    const comment = take(/#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y);
    if (comment !== undefined) {
      blank(comment);
      continue;
    }
    const heredoc = take(/<<[-~]?[ \t]*([A-Za-z_]\w*)[^\n]*\n[\s\S]*?\n[ \t]*\1(?=\s|$)/y);
    const quoted = heredoc ?? take(/"(?:\\[\s\S]|\$\{(?:[^{}"]|"(?:\\.|[^"\\])*"|\{[^{}]*\})*\}|[^"\\\n])*"/y);
    if (quoted === undefined) {
      out.push(text[position] ?? '');
      position += 1;
      continue;
    }
    // What the text inserts stays, but for the quotes in it.
    let last = 0;
    for (const { 0: whole, 1: inside = '', index } of quoted.matchAll(/(?<!\$)[$%]\{((?:[^{}"]|"(?:\\.|[^"\\])*"|\{[^{}]*\})*)\}/g)) {
      blank(quoted.slice(last, index + 2));
      out.push(inside.replace(/"(?:\\.|[^"\\])*"/g, (each) => each.replace(/[^\n]/g, ' ')).replace(/[{}]/g, ' '));
      last = index + whole.length;
      blank(whole.slice(2 + inside.length));
    }
    blank(quoted.slice(last));
  }
  return out.join('');
}
