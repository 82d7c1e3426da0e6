import { isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import type { Ledger, Owned } from './ledger.ts';
import { PLAIN_NAME } from './safe-path.ts';

/** What no ledger has that is read here: backslashes, control characters and other alphabets. */
const UNUSUAL = /[^\n -[\]-~]/;

const PLAIN_PATH = new RegExp(`^${PLAIN_NAME}(?:/${PLAIN_NAME})+$`);

const HEAD = '{\n  "version": 2,\n  "files": {\n';
const TAIL = '\n  }\n}\n';
const BEFORE = { path: '    "', object: '": {"object":"', blob: '","blob":"', source: '","source":"' } as const;

/**
 * Goes through the ledger of one cluster or app in the form in which it is printed, at a fifth of the cost of reading it as JSON: there
 * may be a hundred thousand lines. Every other form, names that are not sorted or occur twice, and all that has to be looked at
 * closely is not refused, but left to be read in the long way.
 */
export class LedgerLines {
  /** Of the line that was read last. */
  path = '';
  /** Whether the last line was read, and nothing was unusual on the way. */
  isWhole = false;
  private at = HEAD.length;
  private lineAt = 0;
  private objectAt = 0;
  private blobAt = 0;
  private sourceEnd = 0;
  private readonly start: string;
  private readonly end: number;
  private readonly digits: number;

  constructor(
    private readonly text: string,
    scope: string,
    format: ObjectFormat,
  ) {
    this.start = `${scope}/`;
    this.end = text.length - TAIL.length;
    this.digits = format === 'sha1' ? 40 : 64;
    if (!text.startsWith(HEAD) || !text.endsWith(TAIL) || UNUSUAL.test(text)) this.at = -1;
  }

  /**
   * Reads the next line; false behind the last one, and where something is unusual.
   * @param expected Path that it probably has: a plain one, of which there is no need to find out whether it is.
   */
  next(expected = ''): boolean {
    const { text, at } = this;
    if (at === -1) return false;
    const pathAt = at + BEFORE.path.length;
    const isExpected = expected !== '' && text.startsWith(expected, pathAt) && text[pathAt + expected.length] === '"';
    const pathEnd = isExpected ? pathAt + expected.length : text.indexOf('"', pathAt);
    const objectAt = pathEnd + BEFORE.object.length;
    const objectEnd = text.indexOf('"', objectAt);
    const blobAt = objectEnd + BEFORE.blob.length;
    const blobEnd = blobAt + this.digits;
    const sourceAt = blobEnd + BEFORE.source.length;
    const sourceEnd = text.indexOf('"', sourceAt);
    const lineEnd = text.indexOf('\n', at);
    const isInForm =
      text.startsWith(BEFORE.path, at) &&
      text.startsWith(BEFORE.object, pathEnd) &&
      text.startsWith(BEFORE.blob, objectEnd) &&
      text.startsWith(BEFORE.source, blobEnd) &&
      text.startsWith(lineEnd === this.end ? '"}\n' : '"},\n', sourceEnd) &&
      lineEnd > sourceEnd;
    const path = isExpected ? expected : text.slice(pathAt, pathEnd);
    this.at = -1;
    if (!isInForm || path <= this.path || !(isExpected || (path.startsWith(this.start) && PLAIN_PATH.test(path)))) return false;
    this.path = path;
    this.lineAt = at;
    this.objectAt = objectAt;
    this.blobAt = blobAt;
    this.sourceEnd = sourceEnd;
    if (lineEnd === this.end) this.isWhole = true;
    else this.at = lineEnd + 1;
    return true;
  }

  /** The blob of the line; of the length of an id, and whether it is one is left to whoever needs it. */
  blob(): string {
    return this.text.slice(this.blobAt, this.blobAt + this.digits);
  }

  /** Whether that is the blob of the line. */
  has(blob: string): boolean {
    return this.text.startsWith(blob, this.blobAt) && blob.length === this.digits;
  }

  /** What the line says of its file. */
  owned(): Owned {
    const { text, objectAt, blobAt, sourceEnd } = this;
    const object = text.slice(objectAt, blobAt - BEFORE.blob.length);
    return { object, blob: this.blob(), source: text.slice(blobAt + this.digits + BEFORE.source.length, sourceEnd) };
  }

  /** The line as it is printed, without what parts it from the next. */
  line(): string {
    return this.text.slice(this.lineAt, this.sourceEnd + 2);
  }
}

/** The ledger in a text; undefined where that has to be read in the long way. */
export function readLines(text: string, scope: string, format: ObjectFormat): Ledger | undefined {
  const lines = new LedgerLines(text, scope, format);
  const ledger = new Map<string, Owned>();
  while (lines.next()) {
    if (!isObjectId(lines.blob(), format)) return undefined;
    ledger.set(lines.path, lines.owned());
  }
  return lines.isWhole ? ledger : undefined;
}

/** The text of a ledger, of lines that are sorted; at least one. */
export function fromLines(lines: readonly string[]): string {
  return `${HEAD}${lines.join(',\n')}${TAIL}`;
}
