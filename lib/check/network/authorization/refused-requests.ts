import type { WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { needed, shownFlows } from '../flows.ts';
import { entries } from '../routed.ts';
import type { ShownFlow } from '../shown-flow.ts';
import { authorize, type Authorization } from './authorize.ts';
import { authorizationsOf } from './policies.ts';
import { requestOf } from './requests.ts';
import { addTo } from '../../../values/multimap.ts';

export interface RefusedRequest {
  readonly flow: ShownFlow;
  readonly judged: Authorization;
}

/** Shown flows that AuthorizationPolicies refuse, by the policy to mend; each pair of ends, port and path once. */
export function refusedRequests(world: World): ReadonlyMap<WorldObject, readonly RefusedRequest[]> {
  return world.once('refused requests', () => {
    const found = new Map<WorldObject, RefusedRequest[]>();
    const said = new Set<string>();
    const judgedFlows = [...shownFlows(world), ...entries(world)].flatMap((flow) => {
      const policies = flow.to.pod === undefined ? [] : authorizationsOf(world, flow.to.pod);
      const request = policies.length === 0 ? undefined : requestOf(world, flow);
      return request === undefined ? [] : [{ flow, judged: authorize(request, policies) }];
    });
    for (const { flow, judged } of needed(judgedFlows, (each) => each.judged.passes)) {
      const key = `${flow.from.name} ${flow.to.name} ${flow.port} ${judged.misses === 'path' ? (flow.httpPath ?? '') : ''}`;
      if (judged.passes || judged.policy === undefined || said.has(key)) continue;
      said.add(key);
      addTo(found, judged.policy, { flow, judged });
    }
    return found;
  });
}
