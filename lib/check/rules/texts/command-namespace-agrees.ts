import { isClusterScoped } from '../../delivery/scope.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues } from '../../texts/script-calls.ts';
import { objectsOf } from '../../texts/script-steps.ts';
import type { World } from '../../world.ts';

export const commandNamespaceAgrees = defineRule({
  id: 'command-namespace-agrees',
  severity: 'error',
  kinds: COMMAND_KINDS,
  asks: 'What a command applies into a namespace does not name another one itself.',
  source:
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/; https://github.com/kubernetes/cli-runtime/blob/v0.31.0/pkg/resource/visitor.go',
  *check(manifest, world) {
    for (const { path, command } of commandsOf(manifest, world)) {
      if (command.name !== 'kubectl' || command.tested || command.next === '||') continue;
      if (!command.words.some(({ text }) => text === 'apply' || text === 'create' || text === 'replace')) continue;
      const [namespace = ''] = optionValues(command, '-n', '--namespace');
      if (!/^[a-z0-9-]+$/.test(namespace)) continue;
      const files = optionValues(command, '-f', '--filename');
      const other = files.flatMap((file) => objectsOf(file, world)).find((each) => isElsewhere(each, namespace, world));
      if (other === undefined) continue;
      const { kind, metadata } = other.object;
      yield {
        path,
        message: `line ${command.line}: ${kind} ${metadata.name} says namespace ${metadata.namespace ?? ''}, and the command applies it with -n ${namespace}`,
        why: 'kubectl refuses the object ("the namespace from the provided object does not match the namespace"): it is not applied, and the command fails.',
        fix: `Leave -n out, or keep what belongs to ${metadata.namespace ?? ''} in a folder of its own.`,
      };
    }
  },
});

/** An object that names another namespace in its own file. */
function isElsewhere(each: WorldObject, namespace: string, world: World): boolean {
  const own = each.object.metadata.namespace;
  if (own === undefined || own === '' || own === namespace || /[{$]/.test(own) || isClusterScoped(each)) return false;
  // What a kustomization or an Application puts into a namespace need not name one itself.
  return each.overlay === undefined && !world.installers().some((installer) => installer.namespace === own);
}
