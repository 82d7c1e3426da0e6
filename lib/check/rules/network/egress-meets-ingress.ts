import { flowKey, stoppedFlows } from '../../network/flows.ts';
import { oneSided } from '../../network/one-sided.ts';
import { stopFix } from '../../network/stop-words.ts';
import { POLICY_KINDS } from '../../network/world-policies.ts';
import { defineRule } from '../../rule.ts';

export const egressMeetsIngress = defineRule({
  id: 'egress-meets-ingress',
  severity: 'warning',
  kinds: POLICY_KINDS,
  asks: 'What one policy allows on the way out of pods, the policy of the pods at the other end allows on the way in, and the reverse.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  *check(manifest, world) {
    const said = new Set((stoppedFlows(world).get(manifest) ?? []).map(({ flow, stop }) => flowKey(flow, stop.direction)));
    for (const { allowedBy, flow, stop } of oneSided(world).get(manifest) ?? []) {
      if (said.has(flowKey(flow, stop.direction))) continue;
      const { kind, metadata } = allowedBy.policy.object;
      const [opened, shut] = stop.direction === 'ingress' ? ['egress', 'ingress'] : ['ingress', 'egress'];
      yield {
        path: stop.path,
        message: `${kind} ${metadata.name} allows ${opened} from ${flow.from.name} to ${flow.to.name} on port ${flow.port}/${flow.protocol} (${allowedBy.path}), and no ${shut} rule here allows it`,
        why: 'A connection must pass both ends: this one is let out of one door and stopped at the other, and times out.',
        fix: stopFix(flow, stop),
      };
    }
  },
});
