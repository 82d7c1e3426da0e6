import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { AUTHORIZATION_POLICY } from './authorization/policies.ts';
import { calledServices } from './called-services.ts';
import { chartCalls } from './chart-calls.ts';
import { downloads } from './downloads.ts';
import { enteredServices, webhooks } from './entered.ts';
import { routedServices } from './routed.ts';
import { scrapes } from './scraped.ts';
import { stopsOf, type ShownFlow, type Stop } from './shown-flow.ts';
import { traces } from './traces.ts';
import { hasForeignPolicies, networkPolicies } from './world-policies.ts';
import { addTo } from '../../values/multimap.ts';

/** Every flow that the tree shows; none where there is no policy that could stop one. */
export function shownFlows(world: World): readonly ShownFlow[] {
  return world.once('shown flows', () => {
    if (networkPolicies(world).length === 0 && world.ofKind(AUTHORIZATION_POLICY).length === 0) return [];
    return [
      ...calledServices(world),
      ...chartCalls(world),
      ...downloads(world),
      ...routedServices(world),
      ...enteredServices(world),
      ...webhooks(world),
      ...scrapes(world),
      ...traces(world),
    ];
  });
}

export interface StoppedFlow {
  readonly flow: ShownFlow;
  readonly stop: Stop;
}

/** Flows that policies stop, by the policy to mend; each pair of ends and port once. */
export function stoppedFlows(world: World): ReadonlyMap<WorldObject, readonly StoppedFlow[]> {
  return world.once('stopped flows', () => {
    const found = new Map<WorldObject, StoppedFlow[]>();
    if (hasForeignPolicies(world)) return found;
    const said = new Set<string>();
    const judged = shownFlows(world).map((flow) => ({ flow, stops: stopsOf(world, flow) }));
    for (const { flow, stops } of needed(judged, ({ stops }) => stops.length === 0)) {
      for (const stop of stops) {
        const key = flowKey(flow, stop.direction);
        if (said.has(key)) continue;
        said.add(key);
        addTo(found, stop.policy, { flow, stop });
      }
    }
    return found;
  });
}

/** Flows without those from a shared text that somebody else of its readers gets through with. */
export function needed<T extends { readonly flow: ShownFlow }>(judged: readonly T[], passes: (each: T) => boolean): readonly T[] {
  const served = new Set(judged.filter((each) => each.flow.shared !== undefined && passes(each)).map(({ flow }) => flow.shared));
  return judged.filter(({ flow }) => flow.shared === undefined || !served.has(flow.shared));
}

export function flowKey({ from, to, port, protocol }: Pick<ShownFlow, 'from' | 'to' | 'port' | 'protocol'>, direction: string): string {
  return `${direction} ${from.name} ${to.name} ${port} ${protocol}`;
}
