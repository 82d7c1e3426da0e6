import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues } from '../../texts/script-calls.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

/** Endings that people give to what is no text. */
const BINARY = /\.(dump|pgdump|backup|custom|tar)$/;

export const restoreFitsDump = defineRule({
  id: 'restore-fits-dump',
  severity: 'error',
  kinds: COMMAND_KINDS,
  asks: 'A dump is read back by the program for its form: psql for SQL, pg_restore for the others.',
  source: 'https://www.postgresql.org/docs/current/app-pgrestore.html',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      const { client, file } = readBack(command) ?? {};
      if (client === undefined || file === undefined) continue;
      const ending = /\.\w+$/.exec(file)?.[0] ?? '';
      const form = world.once('forms of dumps', () => dumps(world)).get(ending);
      const asText = client === 'pg_restore' && file.endsWith('.sql') && form !== 'custom';
      if (!asText && !(client === 'psql' && BINARY.test(file) && form === 'custom')) continue;
      yield {
        path,
        message: `line ${command.line}: ${client} reads ${file}, which is ${asText ? 'SQL as a text' : 'a dump in a form of its own (pg_dump -F)'}`,
        why: asText
          ? 'pg_restore ends with "input file appears to be a text format dump".'
          : 'psql takes the bytes for commands: the restore fails on the day it is needed.',
        fix: asText ? 'Read it with psql -f.' : 'Read it with pg_restore --clean --if-exists.',
      };
    }
  },
});

function readBack(command: Command): { readonly client: string; readonly file: string | undefined } | undefined {
  const words = command.words.map(({ text }) => text);
  const at = words.findIndex((word) => /^(psql|pg_restore)$/.test(word));
  if (at === -1) return undefined;
  const [client = '', ...rest] = words.slice(at);
  const told = optionValues({ ...command, words: command.words.slice(at) }, '-f', '--file')[0];
  return {
    client,
    file:
      (client === 'psql' ? told : undefined) ?? (client === 'pg_restore' ? rest.filter((word) => !word.startsWith('-')).at(-1) : undefined),
  };
}

/** Form of the dumps of the tree by the ending of their file. */
function dumps(world: World): ReadonlyMap<string, 'custom' | 'text'> {
  const found = new Map<string, 'custom' | 'text'>();
  for (const kind of SCRIPT_KINDS) {
    for (const manifest of world.ofKind(kind)) {
      for (const { text } of scriptsOf(manifest, world)) {
        for (const [line] of text.replaceAll('\\\n', ' ').matchAll(/\bpg_dump\b[^\n|;&]*/g)) {
          const ending = /(\.\w+)["']?\s*$/.exec(line)?.[1];
          if (ending !== undefined) found.set(ending, /\s(-F\s?[cdt]|--format[= ]?(c|d|t))/.test(line) ? 'custom' : 'text');
        }
      }
    }
  }
  return found;
}
