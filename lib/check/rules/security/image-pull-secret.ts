import { comesFrom, parseImage } from '../../images.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const WHY =
  'The node may not pull the image: the pod waits in ImagePullBackOff, at the latest when it moves to a node that never had the image.';

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
      const own = world.facts.registries === undefined ? accountOf(image) : undefined;
      const used = own === undefined ? undefined : pulled(world).get(`${pod.namespace} ${own}`);
      if (used !== undefined) {
        yield {
          path: `${path}.image`,
          severity: 'warning',
          message: `container "${name}" takes ${image ?? ''} without an image pull secret; ${used.by} pulls from ${own ?? ''} with ${used.secret}`,
          why: WHY,
          fix: `Add imagePullSecrets: [{name: ${used.secret}}] to the pod.`,
        };
        return;
      }
      const registry = world.facts.registries?.find((each) => each.private && comesFrom(parseImage(image ?? ''), each.prefix));
      if (registry === undefined) continue;
      yield {
        path: `${path}.image`,
        message: `container "${name}" takes ${image ?? ''} from the private ${registry.prefix} without an image pull secret`,
        why: WHY,
        fix: `Add imagePullSecrets: [{name: ${registry.pullSecret ?? '<secret>'}}] to the pod.`,
      };
    }
  },
});

/** Host and account of an image that is nobody's in particular: `ghcr.io/acme`. Docker Hub has too many public ones. */
function accountOf(image: string | undefined): string | undefined {
  const { registry, path } = parseImage(image ?? '');
  const slash = path.indexOf('/');
  return image === undefined || registry === 'docker.io' || slash === -1 ? undefined : `${registry}/${path.slice(0, slash)}`;
}

/** Accounts from which pods take all of their images with a secret, by namespace. */
function pulled(world: World): ReadonlyMap<string, { readonly by: string; readonly secret: string }> {
  return world.once('accounts with pull secrets', () => {
    const map = new Map<string, { readonly by: string; readonly secret: string }>();
    for (const pod of world.podTemplates()) {
      const secret = textAt(itemsAt(pod.spec, 'imagePullSecrets')[0], 'name');
      const accounts = new Set(pod.containers.map(({ image }) => accountOf(image)));
      const [only] = accounts;
      if (secret === undefined || only === undefined || accounts.size > 1) continue;
      map.set(`${pod.namespace} ${only}`, { by: `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`, secret });
    }
    return map;
  });
}
