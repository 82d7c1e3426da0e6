import { defineRule } from '../../rule.ts';
import { doesWork, failsWithPipe, SCRIPT_KINDS, scriptsOf } from '../../texts/scripts.ts';

export const shellPipeFails = defineRule({
  id: 'shell-pipe-fails',
  severity: 'warning',
  kinds: SCRIPT_KINDS,
  asks: 'A script that pipes a dump, a copy or a download into another program fails when the first of them fails (pipefail).',
  source: 'https://www.gnu.org/software/bash/manual/html_node/Pipelines.html; seed 002, L-13',
  *check(manifest, world) {
    for (const found of scriptsOf(manifest, world)) {
      if (failsWithPipe(found, world)) continue;
      for (const [index, command] of found.script.commands.entries()) {
        const next = found.script.commands[index + 1];
        if (command.next !== '|' || next === undefined || command.tested) continue;
        const download = /^(curl|wget)$/.test(command.name) && /^((ba|da|a|z)?sh|tar|kubectl|psql|mysql|gunzip)$/.test(next.name);
        if (!download && (!doesWork(command) || /^(grep|tail|head|wc|awk|cut|tee)$/.test(next.name))) continue;
        yield {
          path: found.path,
          message: `line ${command.line}: when ${command.name} fails, "${command.name} | ${next.name}" still succeeds: pipefail is not set`,
          why: 'Only the last program of a pipe counts: an empty or broken file is taken for a good one, and the job is shown as done.',
          fix: 'Begin the script with set -euo pipefail (bash, or ash of Alpine; the sh of Debian has no pipefail), or write to a file first.',
        };
      }
    }
  },
});
