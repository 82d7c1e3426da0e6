import { configReferences } from '../../config-references.ts';
import { findSource } from '../../config-sources.ts';
import { POD_KINDS } from '../../pods.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

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
