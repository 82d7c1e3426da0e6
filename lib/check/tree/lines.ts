import type { KubeObject } from '../../manifest/manifest.ts';
import type { Draft } from './drafts.ts';
import { decode } from './file-kind.ts';
import { Locator } from './locate.ts';
import { pathInDocument } from './object.ts';
import type { Source } from './sources.ts';
import { splitDocuments } from './split.ts';

/** Finds lines by reading a file again when somebody asks: no text is kept for the many objects that nobody asks about. */
export class Lines {
  private readonly sources: ReadonlyMap<string, Source>;
  private readonly locator = new Locator();
  private last: { readonly file: string; readonly text: string | undefined; chunks?: ReadonlyMap<number, string> } | undefined;

  constructor(sources: readonly Source[]) {
    this.sources = new Map(sources.map((source) => [source.file, source]));
  }

  /** The text of a file; `undefined` when it is none, or is gone. */
  textOf(file: string): string | undefined {
    if (this.last?.file !== file) this.last = { file, text: this.read(file) };
    return this.last.text;
  }

  /** The content of a file, whatever it is. */
  bytesOf(file: string): Uint8Array | undefined {
    try {
      return this.sources.get(file)?.read();
    } catch {
      return undefined;
    }
  }

  private read(file: string): string | undefined {
    const bytes = this.bytesOf(file);
    return bytes === undefined ? undefined : decode(bytes);
  }

  /** The line of a field of an object, by its path in the object. */
  of({ file, line, inside }: Pick<Draft, 'file' | 'line' | 'inside'>, object: KubeObject): (path: string) => number | undefined {
    return (path) => {
      const text = this.documentAt(file, line);
      if (text === undefined) return undefined;
      const within = pathInDocument(object, path);
      return this.locator.lineOf({ text, line }, within === '' ? inside : deeper(inside, within));
    };
  }

  /** The document that begins on a line. */
  private documentAt(file: string, line: number): string | undefined {
    const text = this.textOf(file);
    if (text === undefined || this.last === undefined) return undefined;
    this.last.chunks ??= new Map(splitDocuments(text).map((chunk) => [chunk.line, chunk.text]));
    // A block of a guide: everything from its first line to the fence that closes it.
    return (
      this.last.chunks.get(line) ??
      text
        .split('\n')
        .slice(line - 1)
        .join('\n')
        .split(/^[ \t]*(?:`{3,}|~{3,})/m)[0]
    );
  }
}

function deeper(inside: string, path: string): string {
  if (inside === '') return path;
  return path.startsWith('[') ? `${inside}${path}` : `${inside}.${path}`;
}
