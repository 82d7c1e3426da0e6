import { judgeSelectors } from '../../network/selected-pods.ts';
import { POLICY_KINDS } from '../../network/world-policies.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

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
        fix:
          near === undefined
            ? 'Copy the labels of the pods into the selector, or remove it.'
            : near.labels === labels && subject
              ? 'Put the policy into the namespace of the pods.'
              : `Did you mean ${near.labels}?`,
        severity,
      };
    }
    yield* oldNames(manifest, world);
  },
});

/** Namespaces chosen by a label `name`, which people had to set by hand before Kubernetes 1.21, when each got one of its own. */
function* oldNames({ object }: WorldObject, world: World): Iterable<Issue> {
  if (object.kind !== 'NetworkPolicy') return;
  for (const [direction, side] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [index, rule] of itemsAt(object, `spec.${direction}`).entries()) {
      for (const [place, peer] of itemsAt(rule, side).entries()) {
        const name = textAt(peer, 'namespaceSelector.matchLabels.name');
        if (name === undefined || world.ofKind('v1/Namespace').some((each) => textsAt(each.object, 'metadata.labels')['name'] === name))
          continue;
        const known = world.facts.whole === true || world.find('v1/Namespace', '', name) !== undefined;
        yield {
          path: `spec.${direction}[${index}].${side}[${place}].namespaceSelector`,
          severity: known ? 'warning' : 'info',
          message: `namespaces are chosen by name=${name}, a label that ${known ? 'none has' : 'they have only if somebody set it'}`,
          why: 'The rule lets nobody pass: the pods that were meant are refused, and their connections time out.',
          fix: `Write kubernetes.io/metadata.name: ${name}, which every namespace has.`,
        };
      }
    }
  }
}
