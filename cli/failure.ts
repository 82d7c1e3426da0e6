import { DeliveryError, InputError } from '../lib/errors.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

/** Shows what went wrong on standard error, and says with which code to end. */
export function showFailure(error: unknown, { err, errColor }: Pick<Io, 'err' | 'errColor'>): ExitCode {
  if (error instanceof InputError) {
    for (const { where, what, fix } of error.problems) err(`${errColor.bold(errColor.red(where))}: ${what}. ${fix}`);
    return EXIT.input;
  }
  if (error instanceof DeliveryError) {
    err(errColor.red(error.message));
    return EXIT.world;
  }
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  err(`${errColor.red('This is a mistake in slipway, not yours.')} Please report it with these lines:\n${text}`);
  return EXIT.bug;
}
