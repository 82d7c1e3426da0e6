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
 * Reads the ledger of one cluster or app in the form in which it is printed, at a fifth of the cost of reading it as JSON: there may
 * be a hundred thousand lines. Undefined for every other form, for names that are not sorted or occur twice, and for all that
 * has to be looked at closely: it is not refused, but read in the long way.
 */
export function readLines(text: string, scope: string, format: ObjectFormat): Ledger | undefined {
  if (!text.startsWith(HEAD) || !text.endsWith(TAIL) || UNUSUAL.test(text)) return undefined;
  const start = `${scope}/`;
  const isId = format === 'sha1' ? /^[0-9a-f]{40}$/ : /^[0-9a-f]{64}$/;
  const digits = format === 'sha1' ? 40 : 64;
  const end = text.length - TAIL.length;
  const ledger = new Map<string, Owned>();
  let last = '';
  for (let at = HEAD.length; ;) {
    const pathAt = at + BEFORE.path.length;
    const pathEnd = text.indexOf('"', pathAt);
    const objectAt = pathEnd + BEFORE.object.length;
    const objectEnd = text.indexOf('"', objectAt);
    const blobAt = objectEnd + BEFORE.blob.length;
    const blobEnd = blobAt + digits;
    const sourceAt = blobEnd + BEFORE.source.length;
    const sourceEnd = text.indexOf('"', sourceAt);
    const lineEnd = text.indexOf('\n', at);
    const isInForm =
      text.startsWith(BEFORE.path, at) &&
      text.startsWith(BEFORE.object, pathEnd) &&
      text.startsWith(BEFORE.blob, objectEnd) &&
      text.startsWith(BEFORE.source, blobEnd) &&
      text.startsWith(lineEnd === end ? '"}\n' : '"},\n', sourceEnd) &&
      lineEnd > sourceEnd;
    if (!isInForm) return undefined;
    const path = text.slice(pathAt, pathEnd);
    const blob = text.slice(blobAt, blobEnd);
    if (path <= last || !path.startsWith(start) || !PLAIN_PATH.test(path) || !isId.test(blob)) return undefined;
    ledger.set(path, { object: text.slice(objectAt, objectEnd), blob, source: text.slice(sourceAt, sourceEnd) });
    if (lineEnd === end) return ledger;
    last = path;
    at = lineEnd + 1;
  }
}
