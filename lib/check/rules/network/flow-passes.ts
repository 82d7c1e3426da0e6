import { groupedBy } from '../../../values/multimap.ts';
import { stoppedFlows, type StoppedFlow } from '../../network/flows.ts';
import { stopFix, stopMessage } from '../../network/stop-words.ts';
import { POLICY_KINDS } from '../../network/world-policies.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const flowPasses = defineRule({
  id: 'flow-passes',
  severity: 'error',
  kinds: POLICY_KINDS,
  asks: 'Network policies let pass every connection that the tree shows to be needed.',
  source:
    'https://docs.cilium.io/en/stable/security/policy/; https://kubernetes.io/docs/concepts/services-networking/network-policies/; seed 002, D-07',
  *check(manifest, world) {
    const stopped = groupedBy(stoppedFlows(world).get(manifest) ?? [], ({ flow, stop }) => {
      const far = stop.direction === 'egress' ? flow.to.name : flow.from.name;
      return `${stop.path} ${stop.direction} ${far} ${flow.port} ${flow.sure}`;
    });
    for (const all of stopped.values()) yield* told(all);
  },
});

/** Most connections through one closed door that are told one by one. */
const MOST = 3;

function* told(all: readonly StoppedFlow[]): Iterable<Issue> {
  for (const { flow, stop } of all.length > MOST ? all.slice(0, 1) : all) {
    const known = flow.from.pod !== undefined && flow.to.pod !== undefined;
    const outside = flow.to.peer.kind === 'name' || flow.to.peer.kind === 'address' || flow.from.peer.kind === 'entity';
    yield {
      path: stop.path,
      message: `${stopMessage(flow, stop)}${all.length > MOST ? `; nor ${stop.direction === 'egress' ? 'do ' : ''}${all.length - 1} others, such as ${others(all)}` : ''}`,
      why: 'The connection times out: dropped packets are answered by nothing, so the caller hangs until its own timeout and its log names the other side.',
      fix: stopFix(flow, stop),
      ...(flow.sure && (known || outside) ? {} : { severity: 'warning' as const }),
    };
  }
}

function others(all: readonly StoppedFlow[]): string {
  return all
    .slice(1, 3)
    .map(({ flow, stop }) => (stop.direction === 'egress' ? flow.from.name : flow.to.name))
    .join(', ');
}
