import { DeliveryError } from '../lib/errors.ts';
import { bump } from './bump.ts';
import { check } from './check.ts';
import { comment } from './comment.ts';
import { context } from './context.ts';
import { deliver } from './deliver.ts';
import { diff } from './diff.ts';
import { EXIT } from './exit.ts';
import { explain } from './explain.ts';
import { showFailure } from './failure.ts';
import { inOrder } from './in-order.ts';
import { openIo } from './io.ts';
import type { Terminal } from './io.ts';
import { history } from './history.ts';
import { plan } from './plan.ts';
import { runProgram } from './program.ts';
import { rollback } from './rollback.ts';
import { rules } from './rules.ts';
import { synth } from './synth.ts';

/** Every command, in the order in which the help lists them. */
export const COMMANDS = [synth, diff, plan, deliver, bump, rollback, history, comment, context, check, rules, explain];

/** The whole program but for the process: arguments without `node` and the script in, exit code out. Never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const io = openIo(terminal, argv.includes('--no-color'));
  try {
    return await runProgram(COMMANDS, argv, io);
  } catch (error) {
    return showFailure(error, io);
  }
}

/** Runs the program as this process, and leaves its exit code behind. */
export async function start(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // `slipway diff | head`: the reader has enough, which is no mistake of anybody.
      if (error.code === 'EPIPE') process.exit(EXIT.ok);
      // Not the stack and code 1 that Node would give: 1 says that there are findings.
      const failure = new DeliveryError(
        'output',
        `it cannot be written (${error.code ?? error.message})`,
        'Make room, or send it elsewhere.',
      );
      process.exit(showFailure(failure, openIo(process, true)));
    });
  }
  process.exitCode = await main(argv, inOrder(process));
}
