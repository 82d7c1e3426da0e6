import { comesFrom, parseImage } from '../../images.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const imagePullSecret = defineRule({
  id: 'image-pull-secret',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Pods with an image from a private registry, init containers included, name an image pull secret.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/; seed 002, L-05',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || itemsAt(pod.spec, 'imagePullSecrets').length > 0) return;
    const account = world.find('v1/ServiceAccount', pod.namespace, text(pod.spec['serviceAccountName']) ?? 'default');
    if (account !== undefined && itemsAt(account.object, 'imagePullSecrets').length > 0) return;

    for (const { image, path, name } of pod.containers) {
      const registry = world.facts.registries?.find((each) => each.private && comesFrom(parseImage(image ?? ''), each.prefix));
      if (registry === undefined) continue;
      yield {
        path: `${path}.image`,
        message: `container "${name}" takes ${image ?? ''} from the private ${registry.prefix} without an image pull secret`,
        why: 'The node may not pull the image: the pod waits in ImagePullBackOff, at the latest when it moves to a node that never had the image.',
        fix: `Add imagePullSecrets: [{name: ${registry.pullSecret ?? '<secret>'}}] to the pod.`,
      };
    }
  },
});
