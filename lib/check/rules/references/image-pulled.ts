import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Clusters on one's own machine, into which images are loaded by hand. */
const LOCAL = /(^|[/._-])(local|minikube|kind|k3d|dev|develop|development|test|e2e|skaffold|tilt)([/._-]|$)/i;

export const imagePulled = defineRule({
  id: 'image-pulled',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Images of a registry may be pulled, but for clusters into which they are loaded by hand.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const places = [manifest.file, manifest.overlay, manifest.cluster, pod?.namespace, manifest.object.metadata.name];
    if (pod === undefined || places.some((place) => LOCAL.test(place ?? ''))) return;
    for (const { name, image, path, fields } of pod.containers) {
      // A name without a registry or account may be of an image that is built on the machine.
      if (textAt(fields, 'imagePullPolicy') !== 'Never' || image?.includes('/') !== true || image.startsWith('localhost')) continue;
      yield {
        path: `${path}.imagePullPolicy`,
        message: `container "${name}" never pulls ${image}`,
        why: 'On a node that does not have it, and each new one has not, the pod stays in ErrImageNeverPull.',
        fix: 'Write IfNotPresent, or leave imagePullPolicy out.',
      };
    }
  },
});
