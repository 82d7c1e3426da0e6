import { stoppedFlows } from '../../network/flows.ts';
import { stopFix, stopMessage } from '../../network/stop-words.ts';
import { POLICY_KINDS } from '../../network/world-policies.ts';
import { defineRule } from '../../rule.ts';

export const flowPasses = defineRule({
  id: 'flow-passes',
  severity: 'error',
  kinds: POLICY_KINDS,
  asks: 'Network policies let pass every connection that the tree shows to be needed.',
  source:
    'https://docs.cilium.io/en/stable/security/policy/; https://kubernetes.io/docs/concepts/services-networking/network-policies/; seed 002, D-07',
  *check(manifest, world) {
    for (const { flow, stop } of stoppedFlows(world).get(manifest) ?? []) {
      const known = flow.from.pod !== undefined && flow.to.pod !== undefined;
      const outside = flow.to.peer.kind === 'name' || flow.to.peer.kind === 'address' || flow.from.peer.kind === 'entity';
      yield {
        path: stop.path,
        message: stopMessage(flow, stop),
        why: 'The connection times out: dropped packets are answered by nothing, so the caller hangs until its own timeout and its log names the other side.',
        fix: stopFix(flow, stop),
        ...(flow.sure && (known || outside) ? {} : { severity: 'warning' as const }),
      };
    }
  },
});
