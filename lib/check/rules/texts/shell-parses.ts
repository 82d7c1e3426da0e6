import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';
import type { World } from '../../world.ts';

export const shellParses = defineRule({
  id: 'shell-parses',
  severity: 'error',
  kinds: SCRIPT_KINDS,
  asks: 'The shell reads a script to its end, and each command as it is meant.',
  source: 'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html',
  *check(manifest, world) {
    for (const { path, text, script } of scriptsOf(manifest, world)) {
      if (/^#![^\n]*\r\n/.test(text) && keepsLineEnds(world)) {
        yield {
          path,
          message: 'line 1: its lines end as on Windows (CRLF)',
          why: 'Linux looks for a shell whose name ends with the carriage return: "no such file or directory", or each command fails with "\\r: not found".',
          fix: 'Convert it to LF, and write "*.sh text eol=lf" into .gitattributes.',
        };
        continue;
      }
      if (script.unfinished !== undefined) {
        const { what, line } = script.unfinished;
        yield {
          path,
          message: `line ${line}: ${what}`,
          why: 'The shell stops with a syntax error before it runs the rest.',
          fix: 'Close it.',
        };
        continue;
      }
      // A folded scalar (`>`) makes one line of many: a comment then takes all that follows with it.
      const folded = text.trim().includes('\n') ? undefined : /\s#\s[^'"]*?\s(?:&&|\|\||;|\|)\s/.exec(text);
      if (folded !== null && folded !== undefined && script.commands.every(({ words }) => words.every(({ raw }) => !raw.includes('#')))) {
        yield {
          path,
          message: 'line 1: the script is one line, and everything behind its "#" is a comment',
          why: 'The commands after the comment never run.',
          fix: 'Write the script with "|" instead of ">", so that it keeps its lines.',
        };
      }
      for (const { words, assignments, line } of script.commands) {
        for (const raw of [...words.map((word) => word.raw), ...assignments]) {
          const [, format, extra] = /(?:\$\(|`)\s*date(?:\s+-\w+)*\s+(\+[^\s"'`)]+)\s+([^\s-`)|][^\s`)|]*)/.exec(raw) ?? [];
          if (format === undefined || extra === undefined) continue;
          const why = 'date refuses a second word: the name made with it is empty, so every run writes to the same file.';
          yield {
            path,
            message: `line ${line}: date gets "${extra}" as a second word after ${format}`,
            why,
            fix: `Quote the format: date "${format} ${extra}".`,
          };
        }
      }
    }
  },
});

/** A checkout on Windows has CRLF in all files: what ends so beside files that do not is in the repository itself. */
function keepsLineEnds(world: World): boolean {
  return world.once('texts with the line ends of unix', () =>
    [documentKind('Script'), documentKind('TextFile')]
      .flatMap((kind) => world.ofKind(kind))
      .some(({ object }) => /^[^\r]*\n/.test(textAt(object, 'text') ?? '')),
  );
}
