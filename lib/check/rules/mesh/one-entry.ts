import { textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { servicePorts } from '../../services.ts';

export const oneEntry = defineRule({
  id: 'one-entry',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'One Service of type LoadBalancer takes the web traffic in.',
  source: 'seed 002, L-10',
  *check(manifest, world) {
    if (!isEntry(manifest)) return;
    const others = world.once('entries', () => world.ofKind('v1/Service').filter(isEntry)).filter((each) => each !== manifest);
    // The first of several is the entry, those after it are too many; a chart's comes first, as it is not judged.
    const [first] = [...others, manifest].sort(
      (a, b) => Number(world.isProvided(b)) - Number(world.isProvided(a)) || (nameOf(a) < nameOf(b) ? -1 : 1),
    );
    if (first === undefined || first === manifest) return;
    yield {
      path: 'spec.type',
      message: `a second LoadBalancer for web traffic, beside ${nameOf(first)}`,
      why: 'Whatever guards the first entry (routes, authorization, rate limits, logs) is walked around through the second.',
      fix: 'Make it a ClusterIP and route to it through the gateway.',
    };
  },
});

function isEntry({ object }: WorldObject): boolean {
  return textAt(object, 'spec.type') === 'LoadBalancer' && servicePorts(object).some(({ port }) => port === 80 || port === 443);
}

function nameOf({ object }: WorldObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}
