/** Deeper than any map around it. */
const DEEP = ' '.repeat(200);

/**
 * The same document with the lines inside brackets and quotes indented deeper than all around them. Go's reader does not ask how deep
 * such lines stand, and people close a bracket under its key; js-yaml asks. Lines keep their numbers.
 */
export function loosened(text: string): string {
  const scanner = new Scanner();
  return text
    .split('\n')
    .map((line) => (scanner.takes(line) ? `${DEEP}${line.trimStart()}` : line))
    .join('\n');
}

/** Goes through a document line by line and knows whether a line begins inside brackets or quotes. */
class Scanner {
  private quote = '';
  private depth = 0;
  /** Indentation of the line whose block text (`|`) goes on; -1 outside one. */
  private literal = -1;

  /** Reads a line; true when it began inside. */
  takes(line: string): boolean {
    const indent = line.length - line.trimStart().length;
    const isInside = this.quote !== '' || this.depth > 0;
    if (!isInside && this.literal >= 0) {
      if (line.trim() === '' || indent > this.literal) return false;
      this.literal = -1;
    }
    this.scan(line);
    if (this.quote === '' && this.depth === 0 && /(?:^|[:\-?]\s+)(?:[&!]\S+\s+)*[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(line))
      this.literal = indent;
    return isInside && line.trim() !== '';
  }

  private scan(line: string): void {
    // A quote or bracket opens only where a value begins.
    let begins = true;
    for (let place = 0; place < line.length; place += 1) {
      const sign = line[place] ?? '';
      if (this.quote !== '') {
        if (sign === '\\' && this.quote === '"') place += 1;
        else if (sign === this.quote && this.quote === "'" && line[place + 1] === "'") place += 1;
        else if (sign === this.quote) this.quote = '';
        begins = false;
      } else if (sign === ' ' || sign === '\t') {
        if (line[place + 1] === '#') return;
      } else if (sign === '#' && place === 0) return;
      else if (begins && (sign === '"' || sign === "'")) this.quote = sign;
      else if ((begins || this.depth > 0) && (sign === '[' || sign === '{')) [this.depth, begins] = [this.depth + 1, true];
      else if (this.depth > 0 && (sign === ']' || sign === '}')) [this.depth, begins] = [this.depth - 1, false];
      else if (this.depth > 0 && sign === ',') begins = true;
      else if (
        (sign === ':' || sign === '-' || sign === '?') &&
        /^(?:\s|$)/.test(line.slice(place + 1, place + 2)) &&
        (begins || sign === ':')
      )
        begins = true;
      else if (sign === ':' && this.depth > 0 && /["']/.test(line[place - 1] ?? '')) begins = true;
      else begins = false;
    }
  }
}
