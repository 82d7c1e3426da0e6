import { findSource, nearSource } from '../../config-sources.ts';
import { takenSecrets, type TakenSecret } from '../../delivery/argocd-texts.ts';
import { HELM_KINDS } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const argocdSecretTaken = defineRule({
  id: 'argocd-secret-taken',
  severity: 'error',
  kinds: [...HELM_KINDS, 'v1/ConfigMap'],
  asks: 'What Argo CD and its notifications take from Secrets ($key, $name:key) is there, in a Secret that Argo CD looks into.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#alternative; https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/overview/',
  *check(manifest, world) {
    for (const taken of takenSecrets(manifest)) {
      const { path, written, secret, key, namespace } = taken;
      const why =
        'The text with the dollar sign itself is sent as the secret: nobody can log in, or no notice goes out, and only a log says why.';
      const keys = keysOf(taken, world);
      if (keys !== undefined && !keys.includes(key)) {
        const near = nearName(key, keys);
        yield {
          path,
          // People add to the Secret of the installation by hand, too.
          ...(near === undefined && secret.startsWith('argocd-') ? { severity: 'info' as const } : {}),
          message: `${written} is taken, and Secret ${secret} has no ${key}; it has ${keys.join(', ') || 'none'}`,
          why,
          fix: near === undefined ? 'Add the key, or name one that is there.' : `Did you mean "${near}"?`,
        };
        continue;
      }
      if (secret.startsWith('argocd-secret') || secret.startsWith('argocd-notifications-secret')) continue;
      const labels = labelsOf(secret, namespace, world);
      if (labels !== undefined && labels['app.kubernetes.io/part-of'] !== 'argocd') {
        yield {
          path,
          message: `${written} is taken, and Secret ${secret} lacks the label app.kubernetes.io/part-of: argocd`,
          why,
          fix: 'Add the label; of an ExternalSecret to spec.target.template.metadata.labels.',
        };
        continue;
      }
      const near =
        findSource(world, 'Secret', namespace, secret) === undefined ? nearSource(world, 'Secret', namespace, secret) : undefined;
      if (near !== undefined)
        yield {
          path,
          message: `${written} is taken, and there is no Secret ${secret} in "${namespace}"`,
          why,
          fix: `Did you mean "${near}"?`,
        };
    }
  },
});

/** Keys that Argo CD writes into its Secret by itself, or knows by name. */
const USUAL = /^(admin\.|server\.secretkey|webhook\.|tls\.|accounts\.)/;

/** `undefined` where not all of them are known. */
function keysOf({ secret, namespace, key }: TakenSecret, world: World): readonly string[] | undefined {
  const release = world.once('release of argo cd', () => releasesOf(world).find(({ chart, open }) => chart === 'argo-cd' && open !== true));
  const own = findSource(world, 'Secret', namespace, secret)?.keys;
  if (secret === 'argocd-secret') {
    const extra = Object.keys(fieldsAt(release?.values, 'configs.secret.extra'));
    // Who makes it besides does not show, unless something here adds to it.
    return USUAL.test(key) || extra.length + (own?.length ?? 0) === 0 ? undefined : [...extra, ...(own ?? [])];
  }
  if (secret === 'argocd-notifications-secret' && release !== undefined && at(release.values, 'notifications.secret.create') !== false) {
    const items = Object.keys(fieldsAt(release.values, 'notifications.secret.items'));
    return items.length + (own?.length ?? 0) === 0 ? undefined : [...items, ...(own ?? [])];
  }
  return own;
}

/** Labels of a Secret, or of what an operator makes; `undefined` where the tree does not show who makes it. */
function labelsOf(name: string, namespace: string, world: World): Readonly<Record<string, unknown>> | undefined {
  const plain = world.find('v1/Secret', namespace, name)?.object;
  if (plain !== undefined) return fieldsAt(plain, 'metadata.labels');
  const external = world
    .inNamespace('external-secrets.io/v1/ExternalSecret', namespace)
    .find(({ object }) => (textAt(object, 'spec.target.name') ?? object.metadata.name) === name)?.object;
  // Without a template the labels of the object itself are copied.
  if (external !== undefined)
    return fieldsAt(
      external,
      at(external, 'spec.target.template') === undefined ? 'metadata.labels' : 'spec.target.template.metadata.labels',
    );
  const sealed = world.find('bitnami.com/v1alpha1/SealedSecret', namespace, name)?.object;
  return sealed === undefined ? undefined : fieldsAt(sealed, 'spec.template.metadata.labels');
}
