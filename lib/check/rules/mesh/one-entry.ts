import { textAt } from '../../read.ts';
import { defineRule, type WorldObject, fullName } from '../../rule.ts';
import { servicePorts } from '../../services.ts';
import type { World } from '../../world.ts';

export const oneEntry = defineRule({
  id: 'one-entry',
  severity: 'error',
  kinds: ['v1/Service'],
  asks: 'One Service of type LoadBalancer takes the web traffic in.',
  source: 'seed 002, L-10',
  *check(manifest, world) {
    if (!isEntry(manifest, world)) return;
    const others = world
      .once('entries', () => world.ofKind('v1/Service').filter((each) => isEntry(each, world)))
      .filter((each) => each !== manifest);
    // The first of several is the entry, those after it are too many; a chart's comes first, as it is not judged.
    const [first] = [...others, manifest].sort(
      (a, b) => Number(world.isProvided(b)) - Number(world.isProvided(a)) || (fullName(a) < fullName(b) ? -1 : 1),
    );
    if (first === undefined || first === manifest) return;
    yield {
      path: 'spec.type',
      // Several ways in may be meant; of a cluster that is described as a whole they are not.
      severity: world.facts.whole === true ? 'error' : 'info',
      message: `a second LoadBalancer for web traffic, beside ${fullName(first)}`,
      why: 'Whatever guards the first entry (routes, authorization, rate limits, logs) is walked around through the second.',
      fix: 'Make it a ClusterIP and route to it through the gateway.',
    };
  },
});

function isEntry(service: WorldObject, world: World): boolean {
  const { object } = service;
  // What is known of a chart's gateway may leave out its type.
  const open =
    textAt(object, 'spec.type') === 'LoadBalancer' ||
    (world.isProvided(service) && textAt(object, 'spec.selector.istio') === 'ingressgateway');
  return open && servicePorts(object).some(({ port }) => port === 80 || port === 443);
}
