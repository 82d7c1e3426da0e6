import { configReferences } from '../../config-references.ts';
import { findSource } from '../../config-sources.ts';
import { POD_KINDS } from '../../pods.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const configKeyExists = defineRule({
  id: 'config-key-exists',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The keys of ConfigMaps and Secrets that pods name exist.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const { kind, name, key, path } of configReferences(pod)) {
      const keys = findSource(world, kind, pod.namespace, name)?.keys;
      const usual =
        key === undefined || keys !== undefined ? undefined : usualKey(world, `${kind} ${pod.namespace}/${name}`, key, manifest);
      if (usual !== undefined) {
        yield {
          path,
          severity: 'warning',
          message: `${kind} ${name} is asked for "${key ?? ''}" here only, and ${usual.readers} other workloads ask it for "${usual.key}"`,
          why: 'Whoever makes it by hand makes one of them: the pods that ask for the other never start (CreateContainerConfigError).',
          fix: `Did you mean "${usual.key}"?`,
        };
      }
      if (key === undefined || keys === undefined || keys.includes(key)) continue;
      const near = nearName(key, keys);
      yield {
        path,
        message: `${kind} ${name} has no key "${key}", it has ${keys.join(', ') || 'none'}`,
        why: path.endsWith('.subPath')
          ? 'The mount becomes an empty folder in place of the file.'
          : 'The kubelet cannot make the container (CreateContainerConfigError), and the pod never starts.',
        fix: near === undefined ? 'Name a key that exists, or add this one.' : `Did you mean "${near}"?`,
      };
    }
  },
});

/** The name under which the others read what is the same by its words: with the first word of the object, or written in another way. */
function usualKey(
  world: World,
  from: string,
  key: string,
  reader: WorldObject,
): { readonly key: string; readonly readers: number } | undefined {
  const all = world.once('readers of keys', () => {
    const found = new Map<string, Map<string, Set<WorldObject>>>();
    for (const pod of world.podTemplates()) {
      for (const each of configReferences(pod)) {
        if (each.key === undefined) continue;
        const place = `${each.kind} ${pod.namespace}/${each.name}`;
        const keys = found.get(place) ?? new Map<string, Set<WorldObject>>();
        keys.set(each.key, (keys.get(each.key) ?? new Set()).add(pod.owner));
        found.set(place, keys);
      }
    }
    return found;
  });
  const keys = all.get(from);
  const own = keys?.get(key);
  if (keys === undefined || own?.size !== 1 || !own.has(reader)) return undefined;
  const [first = ''] = from.slice(from.lastIndexOf('/') + 1).split('-');
  const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');
  for (const [other, readers] of keys) {
    if (other === key || readers.size < 2 || readers.has(reader)) continue;
    if (plain(other) === plain(key) || plain(other) === plain(first) + plain(key)) return { key: other, readers: readers.size };
  }
  return undefined;
}
