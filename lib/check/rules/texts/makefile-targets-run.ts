import { documentKind } from '../../document.ts';
import { parentFolder } from '../../folder.ts';
import { pathsOf } from '../../paths.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const makefileTargetsRun = defineRule({
  id: 'makefile-targets-run',
  severity: 'error',
  kinds: [documentKind('TextFile')],
  asks: 'The recipe of a target begins with a tab, and no file or folder of its name keeps it from running.',
  source:
    'https://www.gnu.org/software/make/manual/html_node/Phony-Targets.html; https://www.gnu.org/software/make/manual/html_node/Recipe-Syntax.html',
  *check({ object, file = '' }, world) {
    if (!/(^|\/)(GNUm|M|m)akefile$/.test(file)) return;
    const text = textAt(object, 'text') ?? '';
    if (/^\.RECIPEPREFIX\b|^define\s/m.test(text)) return;
    const lines = text.split('\n');
    const phony = new Set(
      [...text.replace(/\\\n/g, ' ').matchAll(/^\.PHONY\s*:(.*)$/gm)].flatMap(([, names = '']) => names.trim().split(/\s+/)),
    );
    const folder = parentFolder(file);
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1] ?? '';
      if (/^ {2,}[^\s#]/.test(line) && /^\t|^[\w./-]+\s*:(?!=)/.test(before) && !before.endsWith('\\') && !isOfMake(line)) {
        yield {
          path: `line ${index + 1}`,
          message: `the line "${line.trim()}" of a recipe begins with blanks`,
          why: 'make reads no recipe there and stops with "missing separator": no target of the file works.',
          fix: 'Begin the line with a tab.',
        };
        continue;
      }
      const [, target = ''] = /^([A-Za-z][\w-]*)\s*:\s*(?:#.*)?$/.exec(line) ?? [];
      if (target === '' || phony.has(target) || lines[index + 1]?.startsWith('\t') !== true) continue;
      const path = folder === '' || folder === '.' ? target : `${folder}/${target}`;
      if (!pathsOf(world).has(path) || makesIt(lines.slice(index + 1), target)) continue;
      yield {
        path: `line ${index + 1}`,
        message: `the target ${target} is not .PHONY, and there is a file or folder ${path}`,
        why: `make says "'${target}' is up to date" and runs nothing.`,
        fix: `Add ${target} to .PHONY.`,
      };
    }
  },
});

/** A recipe that makes the file or folder is meant to run where it is missing only. */
function makesIt(rest: readonly string[], target: string): boolean {
  const end = rest.findIndex((line) => !line.startsWith('\t'));
  const recipe = rest.slice(0, end === -1 ? undefined : end).join('\n');
  return (
    /^(?:vendor|node_modules|bin)$/.test(target) || new RegExp(`\\$@|\\b(?:mkdir|touch|clone)\\b|(?:>|-o)\\s*${target}\\b`).test(recipe)
  );
}

/** Assignments and conditionals may be indented. */
function isOfMake(line: string): boolean {
  return /^\s*(?:[A-Za-z_][\w.]*\s*(?:[:?+!]|::)?=|ifn?(?:eq|def)\b|else\b|endif\b|-?include\b|export\b|\$\()/.test(line);
}
