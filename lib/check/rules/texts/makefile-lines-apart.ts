import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const makefileLinesApart = defineRule({
  id: 'makefile-lines-apart',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'A line of a recipe does not count on a folder or a variable of the shell of the line before.',
  source: 'https://www.gnu.org/software/make/manual/html_node/Execution.html',
  *check({ object, file = '' }) {
    if (!/(^|\/)(GNUm|M|m)akefile$|\.mk$/.test(file)) return;
    const text = textAt(object, 'text') ?? '';
    if (/^\.ONESHELL\b/m.test(text)) return;
    const lines = text.replace(/\\\n[ \t]*/g, (found) => ` ${'\0'.repeat(found.split('\n').length - 1)}`).split('\n');
    let number = 1;
    for (const [index, line] of lines.entries()) {
      const own = number;
      number += 1 + line.split('\0').length - 1;
      const lost = line.startsWith('\t') ? lostBy(line.replace(/\0/g, '').replace(/^\t\s*[@-]*\s*/, '')) : undefined;
      if (lost === undefined) continue;
      const rest = recipeAfter(lines, index);
      if (!lost.isUsedBy(rest.join('\n'))) continue;
      yield {
        path: `line ${own}`,
        message: `${lost.what} is gone on the next line: "${(rest[0] ?? '').trim()}"`,
        why: 'make starts a shell for each line: what follows runs in the folder of the Makefile, or with an empty variable.',
        fix: 'Join the lines with && \\, or use make -C and options such as -chdir.',
      };
    }
  },
});

interface Lost {
  readonly what: string;
  readonly isUsedBy: (rest: string) => boolean;
}

/** What a line does to its own shell alone. */
function lostBy(line: string): Lost | undefined {
  const [, folder] = /^cd\s+([^\s;&|]+)\s*;?\s*$/.exec(line) ?? [];
  if (folder !== undefined) return { what: `the folder of "cd ${folder}"`, isUsedBy: (rest) => rest.trim() !== '' };
  const [, exported, name] = /^(export\s+)?([A-Za-z_]\w*)=(?:\$\$\(.*\)|"[^"]*"|'[^']*'|[^\s;&|]*)\s*;?\s*$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  return {
    what: `the variable ${name}`,
    isUsedBy: (rest) => (exported !== undefined && rest.trim() !== '') || new RegExp(`\\$\\$\\{?${name}\\b`).test(rest),
  };
}

/** The lines of the same recipe behind this one. */
function recipeAfter(lines: readonly string[], index: number): readonly string[] {
  const found: string[] = [];
  for (const line of lines.slice(index + 1)) {
    if (!line.startsWith('\t')) break;
    found.push(line.replace(/\0/g, '').replace(/^\t\s*[@-]*/, ''));
  }
  return found.filter((each) => !/^\s*(#|echo\b)/.test(each));
}
