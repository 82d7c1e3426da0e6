import { configReferences } from '../config-references.ts';
import type { PodTemplate } from '../pods.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { shownFlows } from './flows.ts';
import { CONTROL_PLANE } from './needs.ts';
import { namedPods } from './one-sided.ts';
import type { PolicyRule } from './policy.ts';
import type { ShownFlow } from './shown-flow.ts';
import { policiesIn, podsOf } from './world-policies.ts';
import { workloadName } from '../pods.ts';
import { addTo } from '../../values/multimap.ts';

/** A port that a rule opens to pods of the tree, and that nothing in the tree is shown to use. */
export interface UnusedPort {
  readonly path: string;
  readonly port: number;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Ports that every pod needs and no tree shows: DNS, the control plane, and the numbers of sidecars. */
const NEEDED = new Set([53, CONTROL_PLANE, 15020, 15090]);

/** Ways in that a policy opens and nothing is shown to use. */
export function* unusedPorts(world: World, manifest: WorldObject): Generator<UnusedPort> {
  const flows = flowsByPort(world);
  for (const policy of policiesIn(world, manifest)) {
    const to = new Set(podsOf(world, policy));
    for (const rule of policy.ingress.allows) {
      const from = new Set(namedPods(world, rule));
      // A Secret may hold the address.
      if (to.size === 0 || from.size === 0 || [...from].some(readsSecrets)) continue;
      for (const port of numbersOf(rule)) {
        const used = (flows.get(port) ?? []).some(
          (flow) => flow.from.pod !== undefined && flow.to.pod !== undefined && from.has(flow.from.pod) && to.has(flow.to.pod),
        );
        if (!used && !NEEDED.has(port)) yield { path: rule.path, port, from: namesOf(from), to: namesOf(to) };
      }
    }
  }
}

function readsSecrets(pod: PodTemplate): boolean {
  return configReferences(pod).some(({ kind, path }) => kind === 'Secret' && !path.includes('imagePullSecrets'));
}

function numbersOf({ ports = [] }: PolicyRule): readonly number[] {
  return ports.flatMap(({ first, last, name }) => (name === undefined && first === last && first > 0 ? first : []));
}

function namesOf(pods: ReadonlySet<PodTemplate>): readonly string[] {
  return [...pods].map(workloadName);
}

function flowsByPort(world: World): ReadonlyMap<number, readonly ShownFlow[]> {
  return world.once('flows by port', () => {
    const map = new Map<number, ShownFlow[]>();
    for (const flow of shownFlows(world)) {
      addTo(map, flow.port, flow);
    }
    return map;
  });
}
