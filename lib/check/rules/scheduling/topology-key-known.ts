import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Words for places, and the label that nodes have for them. @see https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [
    /^(k(ubernetes)?\.io\/host-?name|host-?name|kubernetes\.io\/host-name|kubernetes\.io\/node|node|kubernetes\.hostname)$/i,
    'kubernetes.io/hostname',
  ],
  [
    /^(zone|topology\.k8s\.io\/zone|kubernetes\.io\/zone|topology\.kubernetes\.io\/zones|failure-domain\.beta\.kubernetes\.io\/zone)$/i,
    'topology.kubernetes.io/zone',
  ],
  [
    /^(region|topology\.k8s\.io\/region|kubernetes\.io\/region|failure-domain\.beta\.kubernetes\.io\/region)$/i,
    'topology.kubernetes.io/region',
  ],
];

export const topologyKeyKnown = defineRule({
  id: 'topology-key-known',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Pods are spread over, or kept apart by, labels that nodes have.',
  source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetesiohostname',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const places = [{ list: itemsAt(pod.spec, 'topologySpreadConstraints'), path: 'topologySpreadConstraints', inner: 'topologyKey' }];
    for (const kind of ['podAffinity', 'podAntiAffinity']) {
      places.push({
        list: itemsAt(pod.spec, `affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution`),
        path: `affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution`,
        inner: 'topologyKey',
      });
      places.push({
        list: itemsAt(pod.spec, `affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution`),
        path: `affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution`,
        inner: 'podAffinityTerm.topologyKey',
      });
    }
    for (const { list, path, inner } of places) {
      for (const [index, each] of list.entries()) {
        const key = textAt(each, inner) ?? '';
        const [, meant] = MEANT.find(([word, label]) => key !== label && word.test(key)) ?? [];
        if (meant === undefined) continue;
        yield {
          path: `${pod.specPath}.${path}[${index}].${inner}`,
          message: `no node has the label ${key}`,
          why: 'A rule that must hold keeps the pods Pending for ever; one that need not is passed over, and all pods may be on one node.',
          fix: `Write ${meant}.`,
        };
      }
    }
  },
});
