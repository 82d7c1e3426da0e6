import { defineRule } from '../../rule.ts';
import { SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';

/** `$DIR/…` or `"${DIR}"/…`: a folder that is only as good as its variable. */
const ROOTED = /^"?\$(?:(\w+)|\{(\w+)\})"?(\/.*)?$/;

export const shellSafeRemoval = defineRule({
  id: 'shell-safe-removal',
  severity: 'warning',
  kinds: SCRIPT_KINDS,
  asks: 'A command that removes a folder names one that cannot become another: variables are set, checked and quoted.',
  source: 'https://www.gnu.org/software/bash/manual/html_node/Shell-Parameter-Expansion.html',
  *check(manifest, world) {
    for (const { path, script, options } of scriptsOf(manifest, world)) {
      const strict =
        /\s-\w*u/.test(` ${options}`) ||
        script.commands.some(({ name, words }) => name === 'set' && words.some(({ text }) => /^-[a-z]*u/.test(text) || text === 'nounset'));
      const given = new Set(
        script.commands
          .flatMap(({ assignments, name, words }) => [
            ...assignments,
            ...(name === 'export' || name === 'local' ? words.map(({ raw }) => raw) : []),
          ])
          .map((each) => each.split('=')[0] ?? ''),
      );
      for (const { name, words, line } of script.commands) {
        if (name !== 'rm' || !words.some(({ text }) => /^-\w*[rR]/.test(text) || text === '--recursive')) continue;
        for (const { raw } of words.slice(1)) {
          const [, plain, braced, rest] = ROOTED.exec(raw) ?? [];
          const variable = plain ?? braced;
          if (variable === undefined || strict || given.has(variable) || (rest === undefined && raw.startsWith('"'))) continue;
          yield {
            path,
            message: `line ${line}: rm ${raw} is rm ${rest ?? '(nothing)'} when ${variable} is not set`,
            why: 'One variable that is missing or empty, and the command removes what stands at the root instead.',
            fix: `Write "\${${variable}:?}"${rest ?? ''}, or begin the script with set -u.`,
          };
        }
      }
    }
  },
});
