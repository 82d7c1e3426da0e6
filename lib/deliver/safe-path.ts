/** Longest name that common file systems hold. Unit: bytes of UTF-8. */
const NAME_BYTES = 255;

/** What nearly every name is, as a regular expression: plain, and without a dot in front. */
export const PLAIN_NAME = '[\\w-][\\w.-]{0,254}';

/** Checked at once, as there may be a hundred thousand. */
const PLAIN = new RegExp(`^${PLAIN_NAME}(?:/${PLAIN_NAME})*$`);

/**
 * Why a path must not be written into a repository, or undefined if it may be.
 * Beside what leads out of the repository, everything is refused that some file system takes for `.git`:
 * other case, invisible characters (HFS+), trailing dots and spaces, short names and streams (NTFS).
 */
export function pathFault(path: string): string | undefined {
  if (PLAIN.test(path)) return undefined;
  if (path === '') return 'the path is empty';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'the path is absolute';
  if (path.includes('\\')) return 'the path has a backslash';
  if (/\p{Cc}/u.test(path)) return 'the path has a control character';
  // What git holds in other bytes than UTF-8 is read as U+FFFD here, and must not be taken for a file of ours.
  if (/[\p{Cs}\ufffd]/u.test(path)) return 'the path is not valid Unicode';
  // macOS takes both forms for one name, so that one file would stand for two.
  if (path !== path.normalize('NFC')) return 'the path is not in Unicode normal form C';
  for (const name of path.split('/')) {
    if (name === '') return 'the path has an empty part';
    if (name === '.' || name === '..') return `the path has the part "${name}"`;
    if (Buffer.byteLength(name) > NAME_BYTES) return `a part of the path is longer than ${NAME_BYTES} bytes`;
    const plain = name
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .replace(/:.*$/, '')
      .replace(/[. ]+$/, '')
      .toLowerCase();
    if (plain === '.git' || plain === 'git~1') return `the part "${name.replace(/\p{Cf}/gu, '')}" is git's own`;
  }
  return undefined;
}
