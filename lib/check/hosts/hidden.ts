import { madeNamespaces } from '../namespaces.ts';
import { isOpaque, isPlatform } from '../reference.ts';
import type { Labels } from '../selector.ts';
import type { World } from '../world.ts';
import { chartsFill } from './chart-services.ts';
import { releasesOf } from './releases.ts';

/** Objects of charts carry labels nobody knows here; only a name that no chart of the namespace has can be missed. */
export function mayHide(world: World, namespace: string, labels: Labels): boolean {
  if (!isOpaque(world, namespace) && !chartsFill(world, namespace)) return false;
  const values = Object.values(labels);
  const releases = releasesOf(world).filter((each) => each.namespace === namespace);
  return (
    releases.length === 0 ||
    values.length === 0 ||
    releases.some(({ name, chart }) => values.some((value) => name.includes(value) || chart.includes(value) || value.includes(chart)))
  );
}

/** Of a namespace of others, in which the tree has not a single pod or Service, it does not say what runs there. */
export function isUnseen(world: World, namespace: string): boolean {
  if (world.facts.whole === true || world.podsIn(namespace).length > 0 || world.inNamespace('v1/Service', namespace).length > 0)
    return false;
  return isPlatform(namespace) || world.find('v1/Namespace', '', namespace) === undefined;
}

/** Something makes the namespace, or is in it, or it is one that another repository may fill. */
export function isThere(world: World, namespace: string): boolean {
  const used = world.once('namespaces with objects', () => new Set(world.objects.map(({ object }) => object.metadata.namespace ?? '')));
  return isPlatform(namespace) || madeNamespaces(world).has(namespace) || used.has(namespace);
}
