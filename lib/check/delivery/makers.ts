import { textAt } from '../read.ts';
import type { World } from '../world.ts';

/** Where each kind of maker names the Secret or ConfigMap that it writes; its own name where it says nothing. */
const MAKERS: readonly { readonly kind: string; readonly makes: 'Secret' | 'ConfigMap'; readonly path: string; readonly own: boolean }[] = [
  { kind: 'external-secrets.io/v1/ExternalSecret', makes: 'Secret', path: 'spec.target.name', own: true },
  { kind: 'bitnami.com/v1alpha1/SealedSecret', makes: 'Secret', path: 'spec.template.metadata.name', own: true },
  { kind: 'cert-manager.io/v1/Certificate', makes: 'Secret', path: 'spec.secretName', own: false },
  { kind: 'secrets.hashicorp.com/v1beta1/VaultStaticSecret', makes: 'Secret', path: 'spec.destination.name', own: false },
  { kind: 'trust.cert-manager.io/v1alpha1/Bundle', makes: 'ConfigMap', path: 'none', own: true },
];

/** Kinds of makers by the object that they write: `Secret/blog/db` → `ExternalSecret`. A merge into an existing Secret makes nothing. */
export function madeConfigs(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once('made by operators', () => {
    const map = new Map<string, Set<string>>();
    for (const { kind, makes, path, own } of MAKERS) {
      for (const { object } of world.ofKind(kind)) {
        const name = textAt(object, path) ?? (own ? object.metadata.name : undefined);
        const policy = textAt(object, 'spec.target.creationPolicy');
        if (name === undefined || policy === 'Merge' || policy === 'None') continue;
        const key = `${makes}/${object.metadata.namespace ?? ''}/${name}`;
        map.set(key, (map.get(key) ?? new Set()).add(object.kind));
      }
    }
    return map;
  });
}

/** Deployments whose pods a Rollout takes over and whose number it brings to zero. */
export function referencedDeployments(world: World): ReadonlySet<string> {
  return world.once('deployments of rollouts', () => {
    const rollouts = world.ofKind('argoproj.io/v1alpha1/Rollout');
    const scaled = rollouts.filter(({ object }) =>
      ['onsuccess', 'progressively'].includes(textAt(object, 'spec.workloadRef.scaleDown') ?? 'never'),
    );
    return new Set(scaled.map(({ object }) => `${object.metadata.namespace ?? ''}/${textAt(object, 'spec.workloadRef.name') ?? ''}`));
  });
}

/** Deployments that Flagger replaces by its primary. */
export function flaggerTargets(world: World): ReadonlySet<string> {
  return world.once('targets of flagger', () => {
    const canaries = world.ofKind('flagger.app/v1beta1/Canary');
    return new Set(canaries.map(({ object }) => `${object.metadata.namespace ?? ''}/${textAt(object, 'spec.targetRef.name') ?? ''}`));
  });
}
