import type { PodTemplate } from '../pods.ts';
import type { World } from '../world.ts';
import { calledServices } from './called-services.ts';

/** Whether pods with a sidecar are shown to call a port. */
export function calledBySidecars(world: World, pod: PodTemplate, port: number): boolean {
  const called = world.once('ports that sidecars call', () => {
    const found = new Map<PodTemplate, Set<number>>();
    for (const { from, to, port: number } of calledServices(world)) {
      if (from.pod?.injection !== 'yes' || to.pod === undefined) continue;
      found.set(to.pod, (found.get(to.pod) ?? new Set()).add(number));
    }
    return found;
  });
  return called.get(pod)?.has(port) === true;
}
