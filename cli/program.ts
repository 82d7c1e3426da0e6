import { Command, CommanderError, Option } from 'commander';
import { version } from '../package.json';
import { InputError } from '../lib/errors.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import { addCommand } from './command.ts';
import type { AnyCommand } from './command.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

const EXIT_CODES = `
Exit codes:
  0  nothing to say
  1  findings or differences
  2  your input: an option, an inventory, a proof that fails
  3  the world: network, permissions, a branch that moved
  70 a mistake in slipway`;

/** Runs what the arguments ask for. Help and version go to standard output; a usage error is thrown as an InputError. */
export async function runProgram(commands: readonly AnyCommand[], argv: readonly string[], io: Io): Promise<ExitCode> {
  const helpWanted = argv.length > 0;
  let code: ExitCode = EXIT.ok;
  const program = new Command('slipway')
    .description('Synthesizes, proves and delivers the Kubernetes manifests of several clusters.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addOption(new Option('--no-color', 'no colours, even on a terminal (as NO_COLOR does)'))
    .addHelpText('after', `${EXIT_CODES}\n\nStart here:\n  $ slipway synth\n  $ slipway diff\n  $ slipway deliver`)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      // A usage error is shown in the form of every other mistake: see usageError.
      outputError: () => undefined,
      getOutHelpWidth: () => 120,
      getErrHelpWidth: () => 120,
    });
  for (const command of commands) {
    addCommand(program, command, async (chosen, options, [argument = '', ...more]) => {
      code = await chosen.run(options, io, argument, more);
    });
  }

  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    // Without a command commander has shown the help on standard error.
    if (error.code === 'commander.help' && !helpWanted) return EXIT.input;
    throw usageError(error, commands, argv);
  }
}

/** Commander's complaint as one of ours, with the nearest option or command named. */
function usageError({ code, message }: CommanderError, commands: readonly AnyCommand[], argv: readonly string[]): InputError {
  const command = commands.find(({ name }) => name === argv[0]);
  const called = command === undefined ? 'slipway' : `slipway ${command.name}`;
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? '';
  if (code === 'commander.unknownCommand') {
    const names = commands.map(({ name }) => name);
    const fix = quoted === 'help' ? 'Run "slipway --help", or "slipway COMMAND --help".' : didYouMean(quoted, names);
    return new InputError('slipway', `there is no command "${quoted}"`, fix);
  }
  if (code === 'commander.unknownOption') {
    const later = commands.find(({ name, options }) => argv.includes(name) && quoted.replace(/^--/, '') in options);
    if (command === undefined && later !== undefined) {
      return new InputError(called, `there is no option "${quoted}"`, `Write options after the command: slipway ${later.name} ${quoted} …`);
    }
    const options = [...Object.keys(command?.options ?? {}), 'no-color', 'help'].map((name) => `--${name}`);
    return new InputError(called, `there is no option "${quoted}"`, didYouMean(quoted, options));
  }
  return new InputError(
    called,
    firstLine(message)
      .replace(/^error: /, '')
      .replace(/\.$/, ''),
    `Run "${called} --help" for what it takes.`,
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
