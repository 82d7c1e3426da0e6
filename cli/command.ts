import { Option } from 'commander';
import type { Command } from 'commander';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

/** One option of a command, `--<its key>`. */
export type OptionSpec =
  /** `--json`: there or not. */
  | { readonly type: 'flag'; readonly help: string }
  /** `--target PATH`: the last one counts. */
  | { readonly type: 'string'; readonly value: string; readonly help: string; readonly default?: string }
  /** `--cluster NAME`: may be given several times. */
  | { readonly type: 'list'; readonly value: string; readonly help: string };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S extends { readonly type: 'flag' }
  ? boolean
  : S extends { readonly type: 'list' }
    ? readonly string[]
    : S extends { readonly default: string }
      ? string
      : string | undefined;

/** What `run` gets: one typed value for each option. */
export type OptionValues<S extends OptionSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> };

/** A command is a value: it computes in `lib/`, prints through `io`, returns a code. */
export interface CommandSpec<S extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  /** One sentence, shown in the list of commands. */
  readonly summary: string;
  /** What follows the summary in the command's own help. */
  readonly details?: string;
  /** Name of the first argument, `DIR`; none by default. */
  readonly argument?: { readonly name: string; readonly help: string };
  /** Name of further arguments, as many as one likes; none by default. */
  readonly more?: { readonly name: string; readonly help: string };
  readonly options: S;
  /** Complete calls without the program's name: `diff --cluster homelab`. */
  readonly examples: readonly string[];
  run(options: OptionValues<S>, io: Io, argument: string, more: readonly string[]): Promise<ExitCode>;
}

/** A command whose option types are forgotten, so that commands of all kinds fit in one list. */
export interface AnyCommand extends Omit<CommandSpec, 'run'> {
  run(options: Readonly<Record<string, unknown>>, io: Io, argument: string, more: readonly string[]): Promise<ExitCode>;
}

export function defineCommand<const S extends OptionSpecs>(spec: CommandSpec<S>): AnyCommand {
  // `addCommand` hands over exactly the keys of `options`, with the types that `commanderOption` gives them.
  return { ...spec, run: (options, io, argument, more) => spec.run(options as OptionValues<S>, io, argument, more) };
}

/** What an option is that was not given and has no default. */
const EMPTY = { flag: false, list: [], string: undefined } as const;

/** How the program runs a chosen command: opens its io, and keeps the code. */
export type Runner = (command: AnyCommand, options: Readonly<Record<string, unknown>>, words: readonly string[]) => Promise<void>;

/** Adds a command to the commander program. */
export function addCommand(program: Command, spec: AnyCommand, runner: Runner): void {
  const command = program.command(spec.name).summary(spec.summary);
  command.description(spec.details === undefined ? spec.summary : `${spec.summary}\n\n${spec.details}`);
  if (spec.argument !== undefined) command.argument(`<${spec.argument.name}>`, spec.argument.help);
  if (spec.more !== undefined) command.argument(`[${spec.more.name}...]`, spec.more.help);
  for (const [name, option] of Object.entries(spec.options)) command.addOption(commanderOption(name, option));
  command.addOption(new Option('--no-color', 'no colours, even on a terminal (as NO_COLOR does)'));
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((example) => `  $ slipway ${example}`).join('\n')}`);
  command.action(async () => {
    const given = command.opts<Record<string, unknown>>();
    // commander keeps `--fail-on` as `failOn`.
    const options = Object.fromEntries(
      Object.entries(spec.options).map(([name, option]) => [
        name,
        given[commanderOption(name, option).attributeName()] ?? EMPTY[option.type],
      ]),
    );
    await runner(spec, options, command.args);
  });
}

function commanderOption(name: string, spec: OptionSpec): Option {
  if (spec.type === 'flag') return new Option(`--${name}`, spec.help);
  const option = new Option(`--${name} <${spec.value}>`, spec.help);
  if (spec.type === 'string') return spec.default === undefined ? option : option.default(spec.default);
  return option.argParser((value, before: readonly string[] | undefined) => [...(before ?? []), value]);
}
