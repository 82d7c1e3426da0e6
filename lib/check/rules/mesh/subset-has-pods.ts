import { servicesOfRule } from '../../mesh/covered.ts';
import { endpointLabels } from '../../mesh/service-entries.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { routingsTo } from '../../routing.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { labelsText, matches } from '../../selector.ts';
import type { World } from '../../world.ts';

/** Labels that controllers put on pods: no manifest shows them. */
const RUNTIME =
  /^(rollouts-pod-template-hash|pod-template-hash|controller-revision-hash|statefulset\.kubernetes\.io\/.*|topology\.(kubernetes|istio)\.io\/.*|security\.istio\.io\/.*|service\.istio\.io\/.*|istio\.io\/.*)$/;

export const subsetHasPods = defineRule({
  id: 'subset-has-pods',
  severity: 'error',
  kinds: ['networking.istio.io/v1/DestinationRule'],
  asks: 'The labels of each subset are carried by pods of the Service, or by endpoints of the ServiceEntry.',
  source:
    'https://istio.io/latest/docs/reference/config/analysis/ist0144/; https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset',
  *check(manifest, world) {
    const [service] = servicesOfRule(world, manifest);
    if (service === undefined) return yield* ofEntry(manifest, world);
    const pods = world.podsOfService(service);
    // Without a single known pod the Service itself is the question, which others ask.
    if (pods.length === 0 || isOpaque(world, service.object.metadata.namespace ?? '')) return;
    const names = new Set(
      routingsTo(manifest, world).flatMap(({ entry }) => [textAt(entry, 'stableSubsetName'), textAt(entry, 'canarySubsetName')]),
    );
    for (const [index, subset] of itemsAt(manifest.object, 'spec.subsets').entries()) {
      const wanted = Object.fromEntries(Object.entries(textsAt(subset, 'labels')).filter(([key]) => !RUNTIME.test(key)));
      if (pods.some((pod) => matches(wanted, pod.labels))) continue;
      const [key, value] = Object.entries(wanted).find(([name, each]) => !pods.some((pod) => pod.labels[name] === each)) ?? ['', ''];
      const known = pods.flatMap((pod) => pod.labels[key] ?? []);
      const near = nearName(value, known) ?? known[0];
      yield {
        path: `spec.subsets[${index}].labels`,
        message: `no pod of Service ${service.object.metadata.name} carries ${labelsText(wanted)} of subset "${textAt(subset, 'name') ?? ''}"${near === undefined ? '' : `; there is ${key}=${near}`}`,
        why: names.has(textAt(subset, 'name'))
          ? 'The subset stays empty whatever the Rollout does: traffic that is shifted to it gets 503.'
          : 'The subset has no endpoints: every request that a route sends there gets 503.',
        fix:
          near === undefined
            ? `Add the label to the pod template of the version that is meant.`
            : `Write ${key}: ${near}, or give the pods of this version the label.`,
      };
    }
  },
});

/** Subsets of a host outside: Istio looks at the labels of its endpoints. */
function* ofEntry(manifest: WorldObject, world: World): Iterable<Issue> {
  const host = textAt(manifest.object, 'spec.host') ?? '';
  const endpoints = endpointLabels(world, host);
  if (endpoints === undefined) return;
  for (const [index, subset] of itemsAt(manifest.object, 'spec.subsets').entries()) {
    const wanted = textsAt(subset, 'labels');
    if (endpoints.some((labels) => matches(wanted, labels)) || Object.keys(wanted).length === 0) continue;
    yield {
      path: `spec.subsets[${index}].labels`,
      message: `no endpoint of ServiceEntry host ${host} carries ${labelsText(wanted)} of subset "${textAt(subset, 'name') ?? ''}"`,
      why: 'The subset has no endpoints: every request that a route sends there gets 503.',
      fix: 'Give the endpoints that are meant these labels (spec.endpoints[].labels), or leave the labels of the subset out.',
    };
  }
}
