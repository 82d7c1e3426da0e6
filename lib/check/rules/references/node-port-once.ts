import { addTo } from '../../../values/multimap.ts';
import { itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const nodePortOnce = defineRule({
  id: 'node-port-once',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'A port of the nodes belongs to one Service.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  *check(manifest, world) {
    for (const [index, port] of itemsAt(manifest.object, 'spec.ports').entries()) {
      const number = numberAt(port, 'nodePort');
      const [first] = number === undefined ? [] : (byNodePort(world).get(keyOf(number, port)) ?? []);
      if (first === undefined || number === undefined || isSame(first, manifest)) continue;
      const { name, namespace = '' } = first.object.metadata;
      yield {
        path: `spec.ports[${index}].nodePort`,
        message: `node port ${number} is that of Service ${namespace === '' ? '' : `${namespace}/`}${name}`,
        why: 'The API server refuses whichever comes second: "provided port is already allocated".',
        fix: 'Take another port of 30000 to 32767, or leave nodePort out.',
      };
    }
  },
});

function byNodePort(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('services by node port', () => {
    const found = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('v1/Service')) {
      for (const port of itemsAt(each.object, 'spec.ports')) {
        const number = numberAt(port, 'nodePort');
        if (number !== undefined) addTo(found, keyOf(number, port), each);
      }
    }
    return found;
  });
}

function keyOf(number: number, port: unknown): string {
  return `${number}/${textAt(port, 'protocol') ?? 'TCP'}`;
}

/** Itself, or another version of it. */
function isSame(one: WorldObject, other: WorldObject): boolean {
  const [a, b] = [one.object.metadata, other.object.metadata];
  return a.name === b.name && (a.namespace === b.namespace || a.namespace === undefined || b.namespace === undefined);
}
