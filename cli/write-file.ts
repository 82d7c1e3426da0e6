import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DeliveryError, InputError } from '../lib/errors.ts';

/** Writes a file that a person named, and its folder where that is missing. */
export function writeNamedFile(name: string, text: string): void {
  try {
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, text);
  } catch (error) {
    throw new DeliveryError(
      name,
      `the file cannot be written (${codeOf(error)})`,
      'Name another place, or give this account write access.',
    );
  }
}

/** Reads a file that a person named. `fix`: what to do when it is not there. */
export function readNamedFile(name: string, fix: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    throw new InputError(name, `the file cannot be read (${codeOf(error)})`, fix);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
