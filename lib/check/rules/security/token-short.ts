import { documentKind } from '../../document.ts';
import { defineRule } from '../../rule.ts';
import { optionValues } from '../../texts/script-calls.ts';
import { scriptsOf } from '../../texts/scripts.ts';

/** Longest life of a token that a script may ask for. Unit: hours. Three months, after which secrets are usually changed. */
const LONGEST = 24 * 92;

export const tokenShort = defineRule({
  id: 'token-short',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'A token that a script asks of Kubernetes is over after a while.',
  source: 'https://kubernetes.io/docs/concepts/security/service-accounts/#get-a-token; seed 003, M36',
  *check(manifest, world) {
    for (const { path, script } of scriptsOf(manifest, world)) {
      for (const command of script.commands) {
        if (command.name !== 'kubectl' || !command.words.some(({ text }) => text === 'token')) continue;
        const [duration = ''] = optionValues(command, '--duration');
        const hours = /^(\d+)h/.exec(duration)?.[1];
        if (hours === undefined || Number(hours) <= LONGEST) continue;
        yield {
          path,
          message: `line ${command.line}: the token is good for ${duration}, ${Math.round(Number(hours) / 24)} days`,
          why: 'Whoever finds it in a log, a shell history or an old backup has these rights for years, and it cannot be taken back alone.',
          fix: 'Ask for hours, each time it is needed, or let the pipeline log in by OIDC.',
        };
      }
    }
  },
});
