import { documentKind } from '../document.ts';
import { jobsOf, WORKFLOW } from '../delivery/workflows.ts';
import { someString, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { SCRIPT_KINDS, scriptsOf } from './scripts.ts';
import { parseShell, type Command } from './shell.ts';

/** Kinds in which people write down commands: scripts, steps of workflows, Makefiles, guides. */
export const COMMAND_KINDS = [...SCRIPT_KINDS, WORKFLOW, documentKind('TextFile'), documentKind('Guide')] as const;

/** A command that somebody runs, or is told to run. */
export interface FoundCommand {
  /** Of the finding: `line 12` in a text of its own. */
  readonly path: string;
  readonly command: Command;
  /** All commands of the same text. */
  readonly around: readonly Command[];
}

/** The commands of an object, its texts parsed once. */
export function commandsOf(manifest: WorldObject, world: World): readonly FoundCommand[] {
  const known = world.once('commands of objects', () => new Map<WorldObject, readonly FoundCommand[]>());
  let found = known.get(manifest);
  if (found === undefined) known.set(manifest, (found = [...search(manifest, world)]));
  return found;
}

function* search(manifest: WorldObject, world: World): Iterable<FoundCommand> {
  const { object, file = '' } = manifest;
  if (object.kind === 'Workflow') {
    for (const job of jobsOf(manifest)) {
      for (const step of job.steps) {
        if (step.run !== undefined) yield* each(parseShell(step.run).commands, () => `${step.path}.run`);
      }
    }
  } else if (object.kind === 'TextFile' && /(^|\/)Makefile$/.test(file)) {
    yield* recipes((textAt(object, 'text') ?? '').replace(RECIPE, ''));
  } else if (object.kind === 'Guide') {
    const lines = (textAt(object, 'text') ?? '').replace(PROMPT, '');
    yield* each(parseShell(lines).commands, ({ line }) => `line ${line}`);
  } else if (object.kind !== 'TextFile') {
    for (const { path, script } of scriptsOf(manifest, world))
      yield* each(script.commands, ({ line }) => (object.kind === 'Script' ? `line ${line}` : path));
  }
}

/** Each line of a recipe has a shell of its own: a `cd` counts for that line alone. */
function* recipes(text: string): Iterable<FoundCommand> {
  const commands = parseShell(text).commands;
  const continued = new Set(text.split('\n').flatMap((line, index) => (line.endsWith('\\') ? [index + 2] : [])));
  let own: Command[] = [];
  for (const [index, command] of commands.entries()) {
    own.push(command);
    const next = commands[index + 1];
    if (next !== undefined && (next.line === command.line || continued.has(next.line))) continue;
    yield* each(own, ({ line }) => `line ${line}`);
    own = [];
  }
}

function* each(commands: readonly Command[], pathOf: (command: Command) => string): Iterable<FoundCommand> {
  for (const command of commands) yield { path: pathOf(command), command, around: commands };
}

/** What stands before a command in a guide: `$ kubectl get pods`. */
const PROMPT = /^[ \t]*[$❯➜%][ \t]+/gm;

/** Silencers before a command of a Makefile, and everything that is no recipe. */
const RECIPE = /^(?!\t).*$|^\t[ \t]*[@-]+/gm;

/** What a script or a workflow changes is kept in Git, and found by its next run. */
export function commits({ object }: WorldObject): boolean {
  return someString(object, (value) => /\bgit\s+(?:commit|push)\b/.test(value));
}
