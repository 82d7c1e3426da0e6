import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { commandsOf } from '../../texts/commands.ts';
import { contextsAsked, contextsMade } from '../../texts/contexts.ts';
import { optionValues } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';

export const scriptClusterChosen = defineRule({
  id: 'script-cluster-chosen',
  severity: 'warning',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'A script for several clusters says to each command which one is meant, by a context that there is.',
  source: 'https://kubernetes.io/docs/tasks/access-application-cluster/configure-access-multiple-clusters/; seed 004, M29',
  *check(manifest, world) {
    const text = textAt(manifest.object, 'text') ?? '';
    if (!/\b(context|clustermesh|for\s+\w+\s+in)\b/.test(text)) return;
    yield* loops(text);
    const made = contextsMade(world);
    const commands = commandsOf(manifest, world);
    for (const { command, path } of commands) {
      for (const name of contextsAsked(command)) {
        if (made === undefined || made.size === 0 || made.has(name)) continue;
        const near = nearName(name, made);
        if (near === undefined) continue;
        yield {
          path,
          message: `there is no context ${name}; the scripts make ${[...made].join(', ')}`,
          why: 'The command ends with "context does not exist", or speaks to whichever cluster was chosen last.',
          fix: `Did you mean "${near}"?`,
        };
      }
      yield* joins(
        command,
        path,
        commands.map((each) => each.command),
      );
    }
  },
});

/** `for cluster in app1 app2; do … done` whose commands do not know the cluster. */
function* loops(text: string): Iterable<Issue> {
  const lines = text.split('\n');
  for (const [start, line] of lines.entries()) {
    const [, name = '', list = ''] = /^\s*for\s+(\w*(?:cluster|ctx|context|kube)\w*)\s+in\s+([^;#]+?)\s*(?:;\s*do\b|$)/i.exec(line) ?? [];
    if (name === '' || (!list.includes('$') && list.split(/\s+/).length < 2)) continue;
    const length = lines.slice(start + 1).findIndex((each) => /^\s*(done|for)\b/.test(each));
    const body = lines
      .slice(start + 1, length === -1 ? undefined : start + 1 + length)
      .filter((each) => !/^\s*(#|echo\b|printf\b)/.test(each));
    const calls = body.filter((each) => /^\s*(?:sudo\s+)?(kubectl|helm|cilium|istioctl)\s/.test(each));
    if (calls.length === 0 || body.some((each) => new RegExp(`\\$\\{?${name}\\b`).test(each))) continue;
    yield {
      path: `line ${start + 1}`,
      severity: 'error',
      message: `the loop goes over ${list.trim()}, and no command in it uses $${name}`,
      why: 'Every round speaks to the same cluster: the one chosen last gets everything, the others nothing.',
      fix: `Add --kube-context "$${name}" to helm and --context "$${name}" to kubectl.`,
    };
  }
}

/** Clusters of Cilium are joined with another one, after the mesh is enabled in both. */
function* joins(command: Command, path: string, all: readonly Command[]): Iterable<Issue> {
  if (command.name !== 'cilium' || !command.words.some(({ text }) => text === 'clustermesh')) return;
  if (!command.words.some(({ text }) => text === 'connect')) return;
  const [own, other] = [optionValues(command, '--context')[0], optionValues(command, '--destination-context')[0]];
  if (own !== undefined && own === other) {
    yield {
      path,
      severity: 'error',
      message: `cluster ${own} is joined with itself`,
      why: 'Cilium refuses it: no other cluster is reached, and global Services have local pods only.',
      fix: 'Name the other cluster in --destination-context.',
    };
    return;
  }
  for (const context of [own, other]) {
    const enables = all.filter(
      (each) =>
        each.name === 'cilium' && each.words.some(({ text }) => text === 'enable') && optionValues(each, '--context')[0] === context,
    );
    if (context === undefined || enables.length === 0 || enables.some((each) => all.indexOf(each) < all.indexOf(command))) continue;
    yield {
      path,
      severity: 'error',
      message: `${context} is joined here, and its mesh is enabled on line ${enables[0]?.line ?? 0} only`,
      why: 'There is no clustermesh-apiserver to join yet: the command fails, and the script stops half-way.',
      fix: 'Enable the mesh in both clusters first, and wait for it (cilium clustermesh status --wait).',
    };
  }
}
