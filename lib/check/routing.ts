import { foldersAbove } from './folder.ts';
import { at, fieldsAt, itemsAt, textAt } from './read.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';
import { addTo } from '../values/multimap.ts';

/** A Rollout that routes traffic through Istio, and one of the objects that it names. */
export interface Routing {
  readonly rollout: WorldObject;
  readonly kind: 'VirtualService' | 'DestinationRule';
  readonly namespace: string;
  readonly name: string;
  /** `spec.strategy.canary.trafficRouting.istio.virtualService` */
  readonly path: string;
  /** Fields of the entry: `routes`, `stableSubsetName` … */
  readonly entry: unknown;
}

const ISTIO = 'spec.strategy.canary.trafficRouting.istio';

/** VirtualServices and the DestinationRule that a Rollout names; a name may carry its namespace: `web.blog`. */
export function routingsOf(rollout: WorldObject): readonly Routing[] {
  const istio = fieldsAt(rollout.object, ISTIO);
  const entries = [
    { kind: 'VirtualService' as const, entry: istio['virtualService'], path: `${ISTIO}.virtualService` },
    ...itemsAt(istio, 'virtualServices').map((entry, index) => ({
      kind: 'VirtualService' as const,
      entry,
      path: `${ISTIO}.virtualServices[${index}]`,
    })),
    { kind: 'DestinationRule' as const, entry: istio['destinationRule'], path: `${ISTIO}.destinationRule` },
  ];
  return entries.flatMap(({ kind, entry, path }) => {
    if (entry === undefined) return [];
    const [name = '', namespace] = (textAt(entry, 'name') ?? '').split('.');
    return [{ rollout, kind, namespace: namespace ?? rollout.object.metadata.namespace ?? '', name, path, entry }];
  });
}

/** The object that a Rollout names, if it exists. */
export function routed({ rollout, kind, namespace, name }: Routing, world: World): WorldObject | undefined {
  const all = world.inNamespace(`networking.istio.io/v1/${kind}`, namespace).filter(({ object }) => object.metadata.name === name);
  // Of variants that lie in sibling folders, the one beside the Rollout is meant.
  return all.reduce<WorldObject | undefined>((best, each) => (common(each, rollout) > common(best, rollout) ? each : best), all[0]);
}

/** How many folders two files share. */
function common(one: WorldObject | undefined, other: WorldObject): number {
  const folders = new Set(foldersAbove(one?.file ?? ''));
  return foldersAbove(other.file ?? '').filter((folder) => folders.has(folder)).length;
}

/** Rollouts that route through an object. */
export function routingsTo({ object }: WorldObject, world: World): readonly Routing[] {
  const byObject = world.once('routings', () => {
    const map = new Map<string, Routing[]>();
    for (const each of world.ofKind('argoproj.io/v1alpha1/Rollout').flatMap(routingsOf)) {
      const key = `${each.kind}/${each.namespace}/${each.name}`;
      addTo(map, key, each);
    }
    return map;
  });
  return byObject.get(`${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [];
}

/** Names of the subsets of a DestinationRule, or of the HTTP routes of a VirtualService. */
export function partNames({ object }: WorldObject): readonly string[] {
  return itemsAt(object, object.kind === 'DestinationRule' ? 'spec.subsets' : 'spec.http').flatMap((part) => {
    const name = at(part, 'name');
    return typeof name === 'string' ? name : [];
  });
}
