import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { GONE_WORDS } from '../../texts/gone-options.ts';
import { partsOf } from '../../texts/script-calls.ts';

const PROGRAMS: ReadonlySet<string> = new Set(GONE_WORDS.map(({ program }) => program));

export const commandWordsServed = defineRule({
  id: 'command-words-served',
  severity: 'error',
  kinds: COMMAND_KINDS,
  asks: 'Options and subcommands of kubectl, helm, kubeadm, velero and the like are ones that the programs of today still have.',
  source: 'https://helm.sh/docs/topics/v2_v3_migration/; https://github.com/kubernetes/kubernetes/tree/master/CHANGELOG',
  *check(manifest, world) {
    for (const { command, path } of commandsOf(manifest, world)) {
      // What stands behind -- is for a program inside of a pod.
      const all = partsOf(command).own.words.map(({ text }) => text);
      // `sudo kubeadm …`
      const start = all[0] === 'sudo' ? all.findIndex((word, index) => index > 0 && !word.startsWith('-')) : 0;
      const program = start > 0 ? (all[start] ?? '') : command.name;
      if (!PROGRAMS.has(program)) continue;
      const own = all.slice(start + 1);
      const verb = own.find((word) => !word.startsWith('-')) ?? '';
      for (const gone of GONE_WORDS) {
        if (gone.program !== program || (gone.verb !== undefined && !gone.verb.test(verb))) continue;
        const isOption = gone.word.source.includes('--');
        if (!(isOption ? own.some((word) => gone.word.test(word)) : gone.word.test(gone.verb === undefined ? verb : (plain(own)[1] ?? ''))))
          continue;
        yield {
          path,
          message: `${program} no longer has ${gone.called} (since ${gone.since})`,
          why: 'The command ends with "unknown flag" or "unknown command": what it was to do is not done, and a script stops half-way.',
          fix: gone.instead,
        };
      }
    }
  },
});

function plain(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.startsWith('-'));
}
