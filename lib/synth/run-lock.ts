import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DeliveryError } from '../errors.ts';

/**
 * Does something while nobody else does: the lock file holds the number of the process that has it.
 * A lock whose process is gone (it was killed) is taken over. Throws DeliveryError while another process has it.
 */
export function whileLocked<Result>(file: string, what: string, action: () => Result): Result {
  mkdirSync(dirname(file), { recursive: true });
  if (!taken(file)) {
    const holder = readHolder(file);
    if (holder !== undefined && isRunning(holder)) throw busy(file, what, holder);
    discard(file, holder);
    if (!taken(file)) throw busy(file, what, readHolder(file));
  }
  try {
    return action();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The file comes into being with its content, never empty: another run reads it at any moment. */
function taken(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return takenWithoutLinks(file, error as NodeJS.ErrnoException);
  } finally {
    rmSync(own, { force: true });
  }
}

function takenWithoutLinks(file: string, reason: NodeJS.ErrnoException): boolean {
  if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(reason.code ?? '')) throw reason;
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(process_: number): boolean {
  if (!Number.isInteger(process_) || process_ <= 0 || process_ === process.pid) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Moves a dead process's lock away. Two runs may try at once: whoever moved a lock that is alive gives it back. */
function discard(file: string, holder: number | undefined): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (readHolder(aside) !== holder) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function busy(file: string, what: string, holder: number | undefined): DeliveryError {
  return new DeliveryError(
    what,
    `another run (process ${holder ?? 'unknown'}) is writing it`,
    `Wait until it has ended; if no such run exists, delete ${basename(dirname(file))}/${basename(file)} in the state folder.`,
  );
}
