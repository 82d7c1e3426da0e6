import type { ObjectFormat } from './blob-id.ts';
import type { Ledger, Owned } from './ledger.ts';
import { PLAIN_NAME } from './safe-path.ts';

/** What nearly every text in a ledger is: without quotes, backslashes, control characters and other alphabets. */
const PLAIN_TEXT = '[ !#-\\[\\]-~]*';

const HEAD = '{\n  "version": 2,\n  "files": {\n';
const TAIL = '\n  }\n}\n';

/**
 * Reads the ledger of one cluster in the form in which it is printed, at a third of the cost of reading it as JSON: there may be a
 * hundred thousand lines. Undefined for every other form, for names that are not sorted or occur twice, and for all that
 * has to be looked at closely: it is not refused, but read in the long way.
 */
export function readLines(text: string, cluster: string, format: ObjectFormat): Ledger | undefined {
  if (!text.startsWith(HEAD) || !text.endsWith(TAIL)) return undefined;
  const line = new RegExp(
    `    "(${PLAIN_NAME}(?:/${PLAIN_NAME})+)": \\{"object":"(${PLAIN_TEXT})","blob":"([0-9a-f]{${format === 'sha1' ? 40 : 64}})","source":"(${PLAIN_TEXT})"\\}`,
    'y',
  );
  const start = `${cluster}/`;
  const end = text.length - TAIL.length;
  const ledger = new Map<string, Owned>();
  let last = '';
  line.lastIndex = HEAD.length;
  for (;;) {
    const [, path = '', object, blob = '', source] = line.exec(text) ?? [];
    if (path <= last || !path.startsWith(start)) return undefined;
    ledger.set(path, { object, blob, source });
    last = path;
    if (line.lastIndex === end) return ledger;
    if (!text.startsWith(',\n', line.lastIndex)) return undefined;
    line.lastIndex += 2;
  }
}
