import { CILIUM_POLICIES, ciliumSpecs } from '../../cilium.ts';
import { knownNamespaces } from '../../known-namespaces.ts';
import { at, fields, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

const NAMESPACE = /^(?:k8s[:.]|any[:.])?io\.kubernetes\.pod\.namespace$/;
/** Keys of expressions by which people mean the namespace, in policies for the whole cluster. */
const MEANT = /^(?:k8s[:.])?(?:namespace|kubernetes\.io\/metadata\.name|pod\.namespace)$/;

export const ciliumNamespacesKnown = defineRule({
  id: 'cilium-namespaces-known',
  severity: 'error',
  kinds: CILIUM_POLICIES,
  asks: 'Namespaces that selectors of a Cilium policy name, or leave out, exist, and are named by the label that Cilium gives to pods.',
  source: 'https://docs.cilium.io/en/stable/network/kubernetes/policy/#namespaces',
  *check(manifest, world) {
    for (const { spec, path } of ciliumSpecs(manifest)) {
      for (const { selector, where, own } of selectors(spec)) {
        const asked = [
          ...Object.entries(fields(at(selector, 'matchLabels'))).map(([key, value]) => ({
            key,
            values: [text(value) ?? ''],
            leaves: false,
          })),
          ...itemsAt(selector, 'matchExpressions').map((each) => ({
            key: textAt(each, 'key') ?? '',
            values: itemsAt(each, 'values').flatMap((one) => text(one) ?? []),
            leaves: textAt(each, 'operator') === 'NotIn' || textAt(each, 'operator') === 'DoesNotExist',
          })),
        ];
        for (const { key, values, leaves } of asked) {
          const known = knownNamespaces(world);
          if (own && leaves && MEANT.test(key) && values.some((each) => known.has(each))) {
            yield {
              path: `${path}.${where}`,
              message: `no pod carries the label ${key}, by which ${values.join(', ')} ${values.length === 1 ? 'is' : 'are'} to be left out`,
              why: 'Nothing is left out: the policy holds for the pods of the platform, too, DNS among them.',
              fix: 'Write key: k8s:io.kubernetes.pod.namespace.',
            };
          }
          for (const name of NAMESPACE.test(key) ? values : []) {
            const near = known.has(name) || /[${*]/.test(name) ? undefined : nearName(name, known);
            if (near === undefined) continue;
            yield {
              path: `${path}.${where}`,
              severity: leaves || own ? 'error' : 'warning',
              message: `there is no namespace "${name}"`,
              why: leaves ? 'The namespace that was to be left out is not: its pods lose their connections.' : 'The rule is about nobody.',
              fix: `Did you mean "${near}"?`,
            };
          }
        }
      }
    }
  },
});

/** Selectors of a policy: of its own pods, and of the others. */
function selectors(spec: unknown): readonly { readonly selector: unknown; readonly where: string; readonly own: boolean }[] {
  const own = at(spec, 'endpointSelector');
  return [
    ...(own === undefined ? [] : [{ selector: own, where: 'endpointSelector', own: true }]),
    ...['ingress', 'egress', 'ingressDeny', 'egressDeny'].flatMap((direction) =>
      itemsAt(spec, direction).flatMap((rule, index) =>
        ['fromEndpoints', 'toEndpoints'].flatMap((list) =>
          itemsAt(rule, list).map((selector, place) => ({ selector, where: `${direction}[${index}].${list}[${place}]`, own: false })),
        ),
      ),
    ),
  ];
}
