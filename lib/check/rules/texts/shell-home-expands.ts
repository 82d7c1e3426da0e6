import { documentKind } from '../../document.ts';
import { WORKFLOW } from '../../delivery/workflows.ts';
import { defineRule } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';

/** Programs to which such a word is a text, and those that read it themselves. */
const TEXTS =
  /^(?:echo|printf|grep|egrep|sed|awk|cat|ssh|scp|rsync|expect|log\w*|info|warn|error|read|eval|bash|sh|sudo|tee|\[+|test|case)$/;

export const shellHomeExpands = defineRule({
  id: 'shell-home-expands',
  severity: 'error',
  kinds: [documentKind('Script'), WORKFLOW],
  asks: 'A path that begins at the home of the user has its ~ outside of quotes, or says $HOME.',
  source: 'https://www.gnu.org/software/bash/manual/html_node/Tilde-Expansion.html',
  *check(manifest, world) {
    for (const { command, path } of commandsOf(manifest, world)) {
      const assigned = command.assignments.map((raw) => ({ raw, found: /^[A-Za-z_]\w*=["'](~\/[^"'\s]*)["']$/.exec(raw)?.[1] }));
      const words = TEXTS.test(command.name)
        ? []
        : command.words.slice(1).map(({ raw }) => ({
            raw,
            found:
              /^(?:export\s+)?[A-Za-z_]\w*=["'](~\/[^"'\s]*)["']$/.exec(raw)?.[1] ??
              /^["'](~\/[^"'\s]+)["']$/.exec(raw)?.[1] ??
              /^--?[\w-]+=["']?(~\/[^"'\s]+)["']?$/.exec(raw)?.[1],
          }));
      for (const { raw, found } of [...assigned, ...words]) {
        if (found === undefined) continue;
        yield {
          path,
          message: `line ${command.line}: ${raw} keeps its ~, which the shell does not fill in there`,
          why: 'A folder of the name ~ is looked for below the current one: the file is not found, or is written where nobody looks.',
          fix: `Write "$HOME/${found.slice(2)}".`,
        };
        break;
      }
    }
  },
});
