import { isKey } from '../../manifest/block-keys.ts';
import { readBlockYaml } from './block-yaml.ts';

/** A field or entry: its line, and where the block of what it holds begins; -1 for a scalar. */
interface Spot {
  readonly line: number;
  readonly block: number;
  readonly column: number;
  /** A text of several lines, in which lines may be looked for. */
  readonly text: boolean;
}

/**
 * Lines of fields in a document of the plain block style that `readBlockYaml` reads: there, a line's indentation and first word say
 * where it belongs. Many times as fast as reading the document with its ranges.
 */
export class BlockLines {
  private constructor(private readonly lines: readonly string[]) {}

  /** `undefined` for every other document. */
  static of(text: string): BlockLines | undefined {
    return readBlockYaml(text) === undefined ? undefined : new BlockLines(text.split('\n'));
  }

  /**
   * The line, from 0, of the field at a path, or of the deepest one above it that is written there; `undefined` for what stands in a
   * text, and below a dash that has its line for itself.
   */
  lineOf(steps: readonly (string | number)[]): number | undefined {
    const first = this.next(this.lines[0]?.startsWith('---') === true ? 1 : 0);
    let spot: Spot = { line: first, block: first, column: indentOf(this.lines[first] ?? ''), text: false };
    for (const step of steps) {
      if (spot.text) return undefined;
      if (spot.block === -1) break;
      const found = typeof step === 'number' ? this.entry(spot, step) : this.field(spot, step);
      if (found === 'unclear') return undefined;
      if (found === undefined) break;
      spot = found;
    }
    return spot.line;
  }

  private field({ block, column }: Spot, name: string): Spot | undefined {
    for (let line = block; line < this.lines.length; line = this.next(line + 1)) {
      const text = this.lines[line] ?? '';
      const indent = indentOf(text);
      // The first key of an entry stands behind its dash.
      if (line !== block && indent < column) return undefined;
      if (line !== block && indent > column) continue;
      const start = text[column] === '"' || text[column] === "'" ? column + 1 : column;
      if (!text.startsWith(name, start)) continue;
      const rest = text.slice(2 * start - column + name.length);
      if (/^:(?: |$)/.test(rest)) return this.valueOf(line, column, rest.slice(1).trim());
    }
    return undefined;
  }

  private entry({ block, column }: Spot, index: number): Spot | 'unclear' | undefined {
    let left = index;
    for (let line = block; line < this.lines.length; line = this.next(line + 1)) {
      const text = this.lines[line] ?? '';
      const indent = indentOf(text);
      if (indent < column || (indent === column && !isDash(text, column))) return undefined;
      if (indent > column) continue;
      left -= 1;
      if (left >= 0) continue;
      const rest = text.slice(column + 1).trimStart();
      if (rest === '' || rest.startsWith('#')) return 'unclear';
      if (isKey(rest)) return { line, block: line, column: text.length - rest.length, text: false };
      return { line, block: -1, column: -1, text: rest.startsWith('|') };
    }
    return undefined;
  }

  private valueOf(line: number, column: number, written: string): Spot {
    if (written !== '' && !written.startsWith('#')) return { line, block: -1, column: -1, text: written.startsWith('|') };
    const block = this.next(line + 1);
    const text = this.lines[block];
    const indent = text === undefined ? -1 : indentOf(text);
    const holds = text !== undefined && (indent > column || (indent === column && isDash(text, column)));
    return { line, block: holds ? block : -1, column: holds ? indent : -1, text: false };
  }

  /** The line, from the one given, that is neither blank nor a comment. */
  private next(from: number): number {
    let line = from;
    while (line < this.lines.length && /^ *(?:#|$)/.test(this.lines[line] ?? '')) line += 1;
    return line;
  }
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent += 1;
  return indent;
}

function isDash(line: string, place: number): boolean {
  return line[place] === '-' && (line.length === place + 1 || line[place + 1] === ' ');
}
