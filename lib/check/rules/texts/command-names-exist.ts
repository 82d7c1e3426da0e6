import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { meantBy } from '../../texts/meant-objects.ts';
import { targetsOf } from '../../texts/named-in-commands.ts';

export const commandNamesExist = defineRule({
  id: 'command-names-exist',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'The workloads, Services and Applications that scripts, workflows and guides name exist under that name and kind.',
  source: 'https://kubernetes.io/docs/reference/kubectl/generated/; seed 003, M3',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, command, around } of commandsOf(manifest, world)) {
      // Who asks whether it is there knows that it may not be.
      if (command.tested || command.next === '||' || !/^(kubectl|argocd|minikube)$/.test(command.name)) continue;
      for (const target of targetsOf(command)) {
        const meant = meantBy(target, world, around);
        const key = JSON.stringify(target);
        if (meant === undefined || said.has(key)) continue;
        said.add(key);
        const kind = target.kind.slice(target.kind.lastIndexOf('/') + 1);
        yield {
          path,
          message: `line ${command.line}: there is no ${kind} ${target.namespace === undefined ? '' : `${target.namespace}/`}${target.name}`,
          why: 'The command ends with "NotFound": the script stops there, or goes on without what it was to do.',
          fix: meant,
        };
      }
    }
  },
});
