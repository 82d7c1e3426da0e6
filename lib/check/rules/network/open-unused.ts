import { unusedPorts } from '../../network/unused.ts';
import { POLICY_KINDS } from '../../network/world-policies.ts';
import { defineRule } from '../../rule.ts';

export const openUnused = defineRule({
  id: 'open-unused',
  severity: 'info',
  kinds: POLICY_KINDS,
  asks: 'A port that a policy opens between pods is one that something in the tree uses.',
  source: 'https://csrc.nist.gov/pubs/sp/800/207/final; seed 002, D-07',
  *check(manifest, world) {
    // What is not in the tree may use it.
    if (world.facts.whole !== true) return;
    for (const { path, port, from, to } of unusedPorts(world, manifest)) {
      yield {
        path,
        message: `port ${port} is open from ${from.join(', ')} to ${to.join(', ')}, and nothing in the tree shows a use for it`,
        why: 'A way that nobody needs is one more for whoever takes over a pod.',
        fix: 'Remove the rule, or keep it with the reason where someone needs it whom the tree does not show.',
      };
    }
  },
});
