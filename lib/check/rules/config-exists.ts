import { configReferences, type ConfigReference } from '../config-references.ts';
import { findSource, nearSource } from '../config-sources.ts';
import { POD_KINDS } from '../pods.ts';
import { isOpaque, nearName } from '../reference.ts';
import { defineRule, type Issue } from '../rule.ts';
import type { World } from '../world.ts';

export const configExists = defineRule({
  id: 'config-exists',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Every ConfigMap, Secret and key that pods name exists, is made by an operator, or is on the list of expected Secrets.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const missing = new Set<string>();
    for (const reference of configReferences(pod)) {
      const { kind, name, key, path } = reference;
      const source = findSource(world, kind, pod.namespace, name);
      if (source === undefined) {
        const once = `${kind} ${name}`;
        const issue = missing.has(once) ? undefined : absent(reference, pod.namespace, world);
        missing.add(once);
        if (issue !== undefined) yield issue;
      } else if (key !== undefined && source.keys !== undefined && !source.keys.includes(key)) {
        const near = nearName(key, source.keys);
        yield {
          path,
          message: `${kind} ${name} has no key "${key}", it has ${source.keys.join(', ') || 'none'}`,
          why: path.endsWith('.subPath')
            ? 'The mount becomes an empty folder in place of the file.'
            : 'The kubelet cannot make the container (CreateContainerConfigError), and the pod never starts.',
          fix: near === undefined ? 'Name a key that exists, or add this one.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});

function absent({ kind, name, path }: ConfigReference, namespace: string, world: World): Issue | undefined {
  if (isOpaque(world, namespace)) return undefined;
  const near = nearSource(world, kind, namespace, name);
  const why = path.includes('imagePullSecrets')
    ? 'The image cannot be pulled: ImagePullBackOff.'
    : 'The pod hangs in ContainerCreating or CreateContainerConfigError until somebody makes it.';
  const message = `there is no ${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  if (kind === 'ConfigMap')
    return { path, message, why, fix: near === undefined ? 'Add it, or name one that exists.' : `Did you mean "${near}"?` };

  // Secrets are rarely in Git; without a list of those that exist by hand, this one may.
  const listed = world.facts.secrets !== undefined;
  const advice = listed
    ? 'List it among the expected Secrets with its keys, or name one that is.'
    : 'Make sure that it is created by hand or by an operator before the first sync.';
  return {
    path,
    severity: listed ? 'error' : near === undefined ? 'info' : 'warning',
    message: listed ? message : `nothing here makes Secret ${name}`,
    why,
    fix: near === undefined ? advice : `Did you mean "${near}"?`,
  };
}
