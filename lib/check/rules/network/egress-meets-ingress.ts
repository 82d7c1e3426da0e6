import { flowKey, stoppedFlows } from '../../network/flows.ts';
import { oneSided, type OneSided } from '../../network/one-sided.ts';
import { stopFix } from '../../network/stop-words.ts';
import { POLICY_KINDS } from '../../network/world-policies.ts';
import { defineRule } from '../../rule.ts';
import { groupedBy } from '../../../values/multimap.ts';

export const egressMeetsIngress = defineRule({
  id: 'egress-meets-ingress',
  severity: 'warning',
  kinds: POLICY_KINDS,
  asks: 'What one policy allows on the way out of pods, the policy of the pods at the other end allows on the way in, and the reverse.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  *check(manifest, world) {
    const said = new Set((stoppedFlows(world).get(manifest) ?? []).map(({ flow, stop }) => flowKey(flow, stop.direction)));
    const shut = groupedBy(
      (oneSided(world).get(manifest) ?? []).filter(({ flow, stop }) => !said.has(flowKey(flow, stop.direction))),
      ({ stop }) => `${stop.direction} ${stop.path}`,
    );
    const why = 'A connection must pass both ends: this one is let out of one door and stopped at the other, and times out.';
    for (const all of shut.values()) {
      const [first] = all;
      if (first === undefined) continue;
      const { path, direction } = first.stop;
      const opened = direction === 'ingress' ? 'egress' : 'ingress';
      // One door that is shut to many is one mistake.
      if (all.length > MOST) {
        yield {
          path,
          message: `${all.length} connections that other policies allow are in no ${direction} rule here, such as ${flowOf(first)} (${opened} of ${policyOf(first)})`,
          why,
          fix: `${stopFix(first.flow, first.stop).replace(/\.$/, '')}, and likewise for the others; or remove what nothing needs there.`,
        };
        continue;
      }
      for (const each of all) {
        yield {
          path,
          message: `${policyOf(each)} allows ${opened} from ${flowOf(each)} (${each.allowedBy.path}), and no ${direction} rule here allows it`,
          why,
          fix: stopFix(each.flow, each.stop),
        };
      }
    }
  },
});

/** Most connections that are told one by one. */
const MOST = 3;

function policyOf({ allowedBy }: OneSided): string {
  const { kind, metadata } = allowedBy.policy.object;
  return `${kind} ${metadata.name}`;
}

function flowOf({ flow }: OneSided): string {
  return `${flow.from.name} to ${flow.to.name} on port ${flow.port}/${flow.protocol}`;
}
