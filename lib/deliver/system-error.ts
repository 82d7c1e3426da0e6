import { DeliveryError } from '../errors.ts';
import { errorCode } from './error-code.ts';

const CAUSES: ReadonlyMap<string, readonly [string, string]> = new Map(
  Object.entries({
    EACCES: ['this account may not write here', 'Name another place, or give this account write access.'],
    EPERM: ['this account may not write here', 'Name another place, or give this account write access.'],
    EROFS: ['the file system is read-only', 'Name another place.'],
    ENOSPC: ['the disk is full', 'Free some space and run again.'],
    EDQUOT: ['the disk quota is used up', 'Free some space and run again.'],
    EIO: ['the disk cannot be read or written', 'Look after the disk, and run again.'],
    EMFILE: ['too many files are open', 'Raise the limit (ulimit -n), and run again.'],
  } satisfies Record<string, [string, string]>),
);

/** What the system refused, as an error for people; anything else as it is. `where` is the place as the person wrote it. */
export function systemError(where: string, error: unknown): unknown {
  const cause = CAUSES.get(errorCode(error) ?? '');
  return cause === undefined ? error : new DeliveryError(where, ...cause);
}
