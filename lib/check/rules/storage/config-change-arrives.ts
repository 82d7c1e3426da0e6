import { volume } from '../../pods.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { selfHeals } from '../../installers.ts';
import type { World } from '../../world.ts';

const WHY =
  'Argo CD shows the new configuration as synced while every pod runs the old one, until one of them restarts by chance and differs from the rest.';
const FIX = 'Put a checksum of the ConfigMap into an annotation of the pod template, or let kustomize generate it.';

export const configChangeArrives = defineRule({
  id: 'config-change-arrives',
  severity: 'info',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A change of a ConfigMap that is mounted file by file (subPath), or read as variables, restarts the pods.',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically; seed 003, M19',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    // A checksum of the configuration, or a controller that watches it.
    const marks = [...Object.entries(pod.annotations), ...Object.entries(manifest.object.metadata.annotations ?? {})];
    if (marks.some(([key, value]) => /checksum|hash|sha|reload|version|revision/i.test(key) || /^[0-9a-f]{8,64}$/.test(value))) return;
    for (const container of pod.containers) {
      const read = [
        ...itemsAt(container.fields, 'envFrom').map((each) => textAt(each, 'configMapRef.name')),
        ...itemsAt(container.fields, 'env').map((each) => textAt(each, 'valueFrom.configMapKeyRef.name')),
      ].find((each) => each !== undefined && canChange(world, pod.namespace, each));
      if (read !== undefined && selfHealing(world)) {
        yield {
          path: `${container.path}.env`,
          message: `a change of ConfigMap ${read} does not reach the variables of "${container.name}": no annotation of the pods changes with it`,
          why: WHY,
          fix: FIX,
        };
        return;
      }
      for (const mount of itemsAt(container.fields, 'volumeMounts')) {
        if (textAt(mount, 'subPath') === undefined) continue;
        const name = textAt(volume(pod, textAt(mount, 'name') ?? ''), 'configMap.name');
        if (name === undefined || !canChange(world, pod.namespace, name)) continue;
        yield {
          path: `${container.path}.volumeMounts`,
          message: `a change of ConfigMap ${name} does not reach ${textAt(mount, 'mountPath') ?? ''}: it is mounted by subPath, and no annotation of the pods changes with it`,
          why: WHY,
          fix: FIX,
        };
        return;
      }
    }
  },
});

/** Kustomize's generator gives each content a name of its own; what cannot change need not arrive. */
function canChange(world: World, namespace: string, name: string): boolean {
  const config = world.find('v1/ConfigMap', namespace, name);
  return config !== undefined && !/-[a-z0-9]{10}$/.test(name) && at(config.object, 'immutable') !== true;
}

/** Nobody restarts by hand what is delivered by itself. */
function selfHealing(world: World): boolean {
  return world.everywhere.once('something is synced by itself', () => world.everywhere.installers().some(selfHeals));
}
