import { knownNamespaces } from '../../known-namespaces.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { COMMAND_KINDS, commandsOf } from '../../texts/commands.ts';
import { optionValues, plainWords } from '../../texts/script-calls.ts';
import type { Command } from '../../texts/shell.ts';
import type { World } from '../../world.ts';

const OF_PODS = new Set(['exec', 'logs', 'port-forward', 'attach', 'cp']);
const VALUED = ['-n', '--namespace', '-c', '--container', '--context', '--kubeconfig', '-f', '--tail', '--since'];

export const commandNamespaceKnown = defineRule({
  id: 'command-namespace-known',
  severity: 'warning',
  kinds: COMMAND_KINDS,
  asks: 'Commands name namespaces as they are spelt, and pods with a number only where a StatefulSet makes such.',
  source:
    'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_exec/; https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { path, command, around } of commandsOf(manifest, world)) {
      if (!['kubectl', 'helm', 'argocd', 'istioctl'].includes(command.name) || command.tested || command.next === '||') continue;
      const [namespace] = optionValues(command, '-n', '--namespace');
      const fault = misspelt(namespace, around, world) ?? numbered(command, namespace, world);
      if (fault === undefined || said.has(fault.message)) continue;
      said.add(fault.message);
      yield {
        path,
        message: `line ${command.line}: ${fault.message}`,
        why: 'The command ends with "NotFound": the script stops there, or goes on without what it was to do.',
        fix: fault.fix,
      };
    }
  },
});

interface Fault {
  readonly message: string;
  readonly fix: string;
}

function misspelt(namespace: string | undefined, around: readonly Command[], world: World): Fault | undefined {
  if (namespace === undefined || !/^[a-z][a-z0-9-]{3,}$/.test(namespace) || knownNamespaces(world).has(namespace)) return undefined;
  // What the script makes first is there.
  if (
    around.some(
      ({ words }) =>
        words.some(({ text }) => text === 'create' || text === '--create-namespace') && words.some(({ text }) => text === namespace),
    )
  )
    return undefined;
  const near =
    nearName(namespace, knownNamespaces(world)) ??
    [...knownNamespaces(world)].find((each) => each.replaceAll('-', '') === namespace.replaceAll('-', ''));
  return near === undefined ? undefined : { message: `there is no namespace ${namespace}`, fix: `Did you mean "${near}"?` };
}

/** `mysql-0`, where a Deployment or Rollout makes the pods. */
function numbered(command: Command, namespace: string | undefined, world: World): Fault | undefined {
  const [verb = '', ...rest] = command.name === 'kubectl' ? plainWords(command, VALUED) : [];
  if (!OF_PODS.has(verb)) return undefined;
  const [, name, number] = /^(?:pods?\/)?([a-z][a-z0-9-]*)-(\d)(?::.*)?$/.exec(rest.find((word) => /-\d(?::|$)/.test(word)) ?? '') ?? [];
  if (name === undefined) return undefined;
  const here = (kind: string): boolean =>
    namespace === undefined
      ? world.ofKind(kind).some(({ object }) => object.metadata.name === name)
      : world.find(kind, namespace, name) !== undefined;
  const kind = ['apps/v1/Deployment', 'argoproj.io/v1alpha1/Rollout'].find(here);
  if (kind === undefined || here('apps/v1/StatefulSet')) return undefined;
  const short = kind.slice(kind.lastIndexOf('/') + 1);
  return {
    message: `${name} is a ${short}: it has no pod ${name}-${number ?? ''}`,
    fix: short === 'Deployment' ? `Write deploy/${name}.` : 'Name the pods by their label (-l).',
  };
}
