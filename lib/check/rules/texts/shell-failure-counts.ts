import { runsToCompletion } from '../../pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { doesWork, SCRIPT_KINDS, scriptsOf, stopsOnError, type FoundScript } from '../../texts/scripts.ts';

export const shellFailureCounts = defineRule({
  id: 'shell-failure-counts',
  severity: 'warning',
  kinds: SCRIPT_KINDS,
  asks: 'When the command that does the work fails, the script fails.',
  source: 'https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html; seed 002, L-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    // Init containers hold up a pod as Jobs hold up a backup; the main script of a server is its own matter.
    const scripts = scriptsOf(manifest, world).filter(
      ({ container }) => container === undefined || container.init || (pod !== undefined && runsToCompletion(pod)),
    );
    for (const found of scripts) {
      yield* masked(found);
      if (!stopsOnError(found, world)) yield* passedOver(found);
    }
  },
});

/** `pg_dump … || true` */
function* masked({ path, script }: FoundScript): Iterable<Issue> {
  for (const [index, command] of script.commands.entries()) {
    if (!doesWork(command)) continue;
    // With pipefail, and often without, what is said of the end of a pipe is said of its beginning.
    let end = index;
    while (script.commands[end]?.next === '|') end += 1;
    const next = script.commands[end + 1];
    if (script.commands[end]?.next !== '||' || next === undefined) continue;
    const zero = next.name === 'exit' && next.words[1]?.text === '0';
    const says = next.name === 'echo' && !/^(exit|return|false)$/.test(script.commands[end + 2]?.name ?? '') && next.next !== '&&';
    if (!zero && !says && next.name !== 'true' && next.name !== ':') continue;
    yield {
      path,
      message: `line ${command.line}: "|| ${next.words
        .map(({ text }) => text)
        .join(' ')
        .slice(0, 40)}" hides that ${command.name} failed`,
      why: 'The job is shown as done whether or not anything was saved; nobody hears of it until the copy is needed.',
      fix: `Let ${command.name} fail the script, or end the branch with exit 1.`,
    };
  }
}

/** The work fails, and the commands after it decide how the script ends. */
function* passedOver({ path, script }: FoundScript): Iterable<Issue> {
  for (const [index, command] of script.commands.entries()) {
    if (!doesWork(command) || command.tested || !/^[;\n|]$/.test(command.next)) continue;
    // Of a pipe its end counts; what follows that is asked about.
    let end = index;
    while (script.commands[end]?.next === '|') end += 1;
    const last = script.commands[end];
    const after = script.commands[end + 1];
    if (last === undefined || after === undefined || last.next === '||' || last.next === '&&') continue;
    const looked = script.commands
      .slice(end + 1, end + 3)
      .some(({ words, assignments }) => [...words.map(({ raw }) => raw), ...assignments].some((raw) => raw.includes('$?')));
    if (looked) continue;
    yield {
      path,
      message: `line ${command.line}: when ${command.name} fails, the script goes on with "${(after.name || (after.assignments[0] ?? '')).slice(0, 40)}" and ends well`,
      why: 'The exit code is that of the last command: the job is shown as done, and what follows works on a file that is missing or half written.',
      fix: 'Begin the script with set -e, or join the commands with &&.',
    };
    return;
  }
}
