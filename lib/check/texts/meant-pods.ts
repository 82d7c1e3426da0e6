import type { PodTemplate } from '../pods.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { targetsOf } from './named-in-commands.ts';
import { optionValues, partsOf } from './script-calls.ts';
import type { Command } from './shell.ts';

/** Containers that injectors add to a pod. */
export const INJECTED: ReadonlySet<string> = new Set([
  'istio-proxy',
  'istio-init',
  'istio-validation',
  'linkerd-proxy',
  'linkerd-init',
  'vault-agent',
  'vault-agent-init',
]);

/** `kubectl exec postgres-0`, `kubectl cp pod/postgres-0:/dump .`: a pod by the name of its StatefulSet and its number. */
export function memberNamed(command: Command): { readonly owner: string; readonly number: string } | undefined {
  const { words } = partsOf(command).own;
  const verb = words.findIndex(({ text }) => /^(exec|logs|cp|attach)$/.test(text));
  if (verb === -1) return undefined;
  for (const { text } of words.slice(verb + 1)) {
    const [, owner = '', number = ''] = /^(?:pods?\/)?([a-z][a-z0-9-]*?)-(\d{1,2})(?::.*)?$/.exec(text) ?? [];
    if (owner !== '') return { owner, number };
  }
  return undefined;
}

/** The pods that a call of kubectl is about: those of the workload that it names, or of the StatefulSet whose member it names. */
export function podMeant(command: Command, world: World): PodTemplate | undefined {
  const [target] = targetsOf(command);
  const written = memberNamed(command);
  const namespace = target?.namespace ?? optionValues(command, '-n', '--namespace')[0];
  if (namespace === undefined) return undefined;
  const owner =
    target === undefined ? written && statefulSet(world, namespace, written.owner) : world.find(target.kind, namespace, target.name);
  return owner === undefined ? undefined : world.podTemplate(owner);
}

export function statefulSet(world: World, namespace: string, name: string): WorldObject | undefined {
  return world.find('apps/v1/StatefulSet', namespace, name);
}
