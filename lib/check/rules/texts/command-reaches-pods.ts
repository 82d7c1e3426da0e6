import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { chartLabel, goneWorkload, imageContainer, notAPod, tableAsked } from '../../texts/pod-commands.ts';

export const commandReachesPods = defineRule({
  id: 'command-reaches-pods',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'Commands name pods as pods, containers as their workload has them, and labels and tables as they are given.',
  source:
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_exec/; https://kubernetes.io/docs/reference/kubectl/generated/kubectl_set/kubectl_set_image/',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl' || command.tested || command.next === '||') continue;
      for (const issue of [notAPod, imageContainer, goneWorkload, chartLabel, tableAsked].flatMap((ask) => ask(command, world) ?? []))
        yield { path, ...issue, message: `line ${command.line}: ${issue.message}` };
    }
  },
});
