import { CONTROLLERS, namespacesOfController } from '../../delivery/controllers.ts';
import { defineRule, kindKey, kindOf } from '../../rule.ts';

const BY_KIND = new Map(CONTROLLERS.flatMap((each) => each.kinds.map((kind) => [kindKey(kind), each] as const)));

export const controllerLooksHere = defineRule({
  id: 'controller-looks-here',
  severity: 'error',
  kinds: CONTROLLERS.flatMap(({ kinds }) => kinds),
  asks: 'Objects of a controller that reads its own namespace only stand in that namespace.',
  source: 'https://metallb.io/configuration/; https://velero.io/docs/main/namespace/',
  *check({ object }, world) {
    const controller = BY_KIND.get(kindOf(object));
    const { namespace } = object.metadata;
    if (controller === undefined || namespace === undefined) return;
    const places = namespacesOfController(controller, world);
    if (places.length === 0 || places.includes(namespace)) return;
    yield {
      path: 'metadata.namespace',
      message: `${object.kind} ${object.metadata.name} is in "${namespace}", and ${controller.name} runs in ${places.map((each) => `"${each}"`).join(', ')} and looks nowhere else`,
      why: 'The API server takes it, and nobody reads it: it looks set up and does nothing.',
      fix: `Set namespace: ${places[0] ?? ''}.`,
    };
  },
});
