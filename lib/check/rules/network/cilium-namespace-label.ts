import { at, fields, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Labels by which people mean the namespace of a pod, and that no pod carries. */
const MEANT =
  /^(?:k8s:|any:)?(?:kubernetes\.io\/metadata\.name|io\.kubernetes\.pod\.namespaces?|k8s\.io\/namespace|kubernetes\.io\/namespace)$/;
const RIGHT = /^(?:k8s:|any:)?io\.kubernetes\.pod\.namespace$/;

export const ciliumNamespaceLabel = defineRule({
  id: 'cilium-namespace-label',
  severity: 'error',
  kinds: ['cilium.io/v2/CiliumNetworkPolicy', 'cilium.io/v2/CiliumClusterwideNetworkPolicy'],
  asks: 'A policy of Cilium names the namespace of a pod by the label that Cilium gives it.',
  source: 'https://docs.cilium.io/en/stable/network/kubernetes/policy/#namespaces; seed 004, section 8.3',
  *check({ object }) {
    const specs = [
      { spec: at(object, 'spec'), path: 'spec' },
      ...itemsAt(object, 'specs').map((spec, index) => ({ spec, path: `specs[${index}]` })),
    ];
    for (const { spec, path } of specs) {
      for (const direction of ['ingress', 'egress', 'ingressDeny', 'egressDeny']) {
        for (const [index, rule] of itemsAt(spec, direction).entries()) {
          for (const list of ['fromEndpoints', 'toEndpoints']) {
            for (const [place, selector] of itemsAt(rule, list).entries())
              yield* labels(selector, `${path}.${direction}[${index}].${list}[${place}]`);
          }
        }
      }
    }
  },
});

function* labels(selector: unknown, path: string): Iterable<Issue> {
  const matched = Object.entries(fields(at(selector, 'matchLabels'))).map(([key, value]) => ({
    key,
    value: text(value) ?? '',
    where: `${path}.matchLabels`,
  }));
  const expressed = itemsAt(selector, 'matchExpressions').map((each, index) => ({
    key: textAt(each, 'key') ?? '',
    value: itemsAt(each, 'values').map(text).join(', '),
    where: `${path}.matchExpressions[${index}]`,
  }));
  for (const { key, value, where } of [...matched, ...expressed]) {
    if (!MEANT.test(key) || RIGHT.test(key)) continue;
    yield {
      path: where,
      message: `no pod carries the label ${key}: Cilium knows namespaces as io.kubernetes.pod.namespace`,
      why: 'The rule selects nobody: what it should let in is refused, and what it should refuse is let in.',
      fix: `Write k8s:io.kubernetes.pod.namespace: ${value === '' ? 'NAME' : value}.`,
    };
  }
}
