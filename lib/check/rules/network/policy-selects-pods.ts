import { judgeSelectors } from '../../network/selected-pods.ts';
import { POLICY_KINDS } from '../../network/world-policies.ts';
import { defineRule } from '../../rule.ts';

export const policySelectsPods = defineRule({
  id: 'policy-selects-pods',
  severity: 'warning',
  kinds: POLICY_KINDS,
  asks: 'A network policy selects pods, and the peers it names are pods that exist.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  *check(manifest, world) {
    for (const { path, labels, namespace, near, subject, severity } of judgeSelectors(world, manifest)) {
      const where = namespace === undefined ? 'the cluster' : `namespace "${namespace}"`;
      yield {
        path,
        message: `no workload of ${where} has the labels ${labels}${near === undefined ? '' : `; ${near.who} has ${near.labels}`}`,
        why: subject
          ? 'The policy protects nothing: the pods that it was written for keep every way in and out that they had.'
          : 'The rule lets nobody pass: the pods that were meant are refused, and their connections time out.',
        fix: near === undefined ? 'Copy the labels of the pods into the selector, or remove it.' : `Did you mean ${near.labels}?`,
        severity,
      };
    }
  },
});
