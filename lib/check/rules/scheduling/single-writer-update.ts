import { at, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';

export const singleWriterUpdate = defineRule({
  id: 'single-writer-update',
  severity: 'error',
  kinds: ['apps/v1/Deployment', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A volume that one node may write is used by one pod at a time, during updates too.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes; seed 002, L-26',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const [index, raw] of items(pod.spec['volumes']).entries()) {
      const claim = textAt(raw, 'persistentVolumeClaim.claimName');
      const found = claim === undefined ? undefined : world.find('v1/PersistentVolumeClaim', pod.namespace, claim);
      const modes = itemsAt(found?.object, 'spec.accessModes').map(text);
      if (claim === undefined || modes.length === 0 || modes.some((mode) => mode !== 'ReadWriteOnce' && mode !== 'ReadWriteOncePod'))
        continue;

      const { max, surge } = scaleOf(world, pod);
      const path = `${pod.specPath}.volumes[${index}].persistentVolumeClaim.claimName`;
      if (max > 1) {
        const why =
          'A second pod on another node waits for the volume for ever (Multi-Attach error); on the same node two programs write one set of files.';
        yield {
          path,
          message: `${max} pods share "${claim}", which is ${modes.join(', ')}`,
          why,
          fix: 'Keep one replica, or give each pod its own claim with a StatefulSet.',
        };
      } else if (surge > 0) {
        const given =
          textAt(manifest.object, 'spec.strategy.type') === undefined && at(manifest.object, 'spec.strategy.canary') === undefined
            ? ' (the default RollingUpdate)'
            : '';
        const why =
          'The new pod starts before the old one has let go of the volume: it hangs in ContainerCreating on another node, or opens the database files twice on the same one. The update never ends.';
        yield {
          path,
          message: `an update runs a second pod${given} while "${claim}" is ${modes.join(', ')}`,
          why,
          fix: 'Set strategy.type: Recreate.',
        };
      }
    }
  },
});
