import * as crypto from 'node:crypto';

/** How a repository names its objects; SHA-1 unless it was made otherwise. */
export type ObjectFormat = 'sha1' | 'sha256';

/** Hashes in one call, at half of the time; Node has it since 20.12. */
const { hash: hashAtOnce } = crypto as Partial<typeof crypto>;

/** The id of a whole object as git stores it: its kind, its size, a zero, and what is in it. */
export function hash(object: string | Buffer, format: ObjectFormat): string {
  return hashAtOnce?.(format, object) ?? crypto.createHash(format).update(object).digest('hex');
}

/** The id that git gives a file with this text: so an unchanged file is known without being read. */
export function blobId(text: string, format: ObjectFormat): string {
  return hash(`blob ${Buffer.byteLength(text)}\0${text}`, format);
}

/** Whether `id` is a whole object id of this format. */
export function isObjectId(id: string, format: ObjectFormat): boolean {
  return (format === 'sha1' ? /^[0-9a-f]{40}$/ : /^[0-9a-f]{64}$/).test(id);
}

/** The first seven digits, as git shows a commit. */
export function short(id: string): string {
  return id.slice(0, 7);
}
