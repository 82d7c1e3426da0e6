/** Longest name that common file systems hold. Unit: bytes of UTF-8. */
const NAME_BYTES = 255;

/** What nearly every path is: plain names, of which none starts with a dot. Checked at once, as there may be a hundred thousand. */
const PLAIN = /^[\w-][\w.-]{0,254}(?:\/[\w-][\w.-]{0,254})*$/;

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
  if (/\p{Cs}/u.test(path)) return 'the path is not valid Unicode';
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
