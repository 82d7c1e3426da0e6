import { addTo } from '../../values/multimap.ts';
import { textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** Where each kind of maker names the Secret or ConfigMap that it writes; its own name where it says nothing. */
const MAKERS: readonly { readonly kind: string; readonly makes: 'Secret' | 'ConfigMap'; readonly path: string; readonly own: boolean }[] = [
  { kind: 'external-secrets.io/v1/ExternalSecret', makes: 'Secret', path: 'spec.target.name', own: true },
  { kind: 'bitnami.com/v1alpha1/SealedSecret', makes: 'Secret', path: 'metadata.name', own: true },
  { kind: 'cert-manager.io/v1/Certificate', makes: 'Secret', path: 'spec.secretName', own: false },
  { kind: 'secrets.hashicorp.com/v1beta1/VaultStaticSecret', makes: 'Secret', path: 'spec.destination.name', own: false },
  { kind: 'trust.cert-manager.io/v1alpha1/Bundle', makes: 'ConfigMap', path: 'none', own: true },
];

/** Objects from which operators write a Secret or ConfigMap: `Secret/blog/db` → the ExternalSecret. A merge into an existing Secret makes nothing. */
function makers(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('makers of configs', () => {
    const map = new Map<string, WorldObject[]>();
    for (const { kind, makes, path, own } of MAKERS) {
      for (const maker of world.ofKind(kind)) {
        const { object } = maker;
        const name = textAt(object, path) ?? (own ? object.metadata.name : undefined);
        const policy = textAt(object, 'spec.target.creationPolicy');
        if (name === undefined || policy === 'Merge' || policy === 'None') continue;
        addTo(map, `${makes}/${object.metadata.namespace ?? ''}/${name}`, maker);
      }
    }
    return map;
  });
}

/** What makes a Secret or ConfigMap of this name. */
export function makersOf(world: World, makes: 'Secret' | 'ConfigMap', namespace: string, name: string): readonly WorldObject[] {
  return makers(world).get(`${makes}/${namespace}/${name}`) ?? [];
}

/** Kinds of makers by the object that they write. */
export function madeConfigs(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once(
    'made by operators',
    () => new Map([...makers(world)].map(([key, all]) => [key, new Set(all.map(({ object }) => object.kind))])),
  );
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
