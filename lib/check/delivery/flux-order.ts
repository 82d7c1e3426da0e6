import { addTo } from '../../values/multimap.ts';
import { itemsAt, textAt } from '../read.ts';
import { fullName, type WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** Kinds of Flux that wait for others of their own. */
export const FLUX_KINDS = ['kustomize.toolkit.fluxcd.io/v1/Kustomization', 'helm.toolkit.fluxcd.io/v2/HelmRelease'] as const;

/** The way round from an object back to itself by `dependsOn`; told of the first by name. `undefined` where it is in no circle. */
export function circleOf(manifest: WorldObject, kind: string, world: World): readonly string[] | undefined {
  const circles = world.once(`circles of ${kind}`, () => {
    const waits = new Map<string, string[]>();
    for (const each of world.ofKind(kind)) {
      const { object } = each;
      for (const other of itemsAt(object, 'spec.dependsOn'))
        addTo(waits, fullName(each), `${textAt(other, 'namespace') ?? object.metadata.namespace ?? ''}/${textAt(other, 'name') ?? ''}`);
    }
    return circlesIn(waits);
  });
  return circles.get(fullName(manifest));
}

/** Every circle by the first of its names; each name is walked through once. */
function circlesIn(waits: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const circles = new Map<string, readonly string[]>();
  const done = new Set<string>();
  for (const start of [...waits.keys()].sort()) {
    const way: string[] = [];
    const open: { readonly name: string; readonly next: Iterator<string> }[] = [];
    const enter = (name: string): void => {
      way.push(name);
      open.push({ name, next: (waits.get(name) ?? [])[Symbol.iterator]() });
    };
    if (!done.has(start)) enter(start);
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const step = last.next.next();
      if (step.done === true) {
        done.add(last.name);
        open.pop();
        way.pop();
      } else if (way.includes(step.value)) {
        const circle = way.slice(way.indexOf(step.value));
        const first = circle.indexOf([...circle].sort()[0] ?? '');
        const turned = [...circle.slice(first), ...circle.slice(0, first)];
        if (turned[0] !== undefined) circles.set(turned[0], turned);
      } else if (!done.has(step.value)) enter(step.value);
    }
  }
  return circles;
}
