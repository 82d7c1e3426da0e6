import { at, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { labelsText, matches } from '../../selector.ts';

const PAIRS = [
  { strategy: 'spec.strategy.canary', stable: 'stableService', next: 'canaryService' },
  { strategy: 'spec.strategy.blueGreen', stable: 'activeService', next: 'previewService' },
];

const WHY = 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.';

export const rolloutServicesDiffer = defineRule({
  id: 'rollout-services-differ',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: "The two Services of a Rollout are two, and both select the Rollout's pods.",
  source:
    'https://argo-rollouts.readthedocs.io/en/stable/features/canary/; https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/',
  *check(manifest, world) {
    const { object } = manifest;
    const namespace = object.metadata.namespace ?? '';
    const pod = world.podTemplate(manifest);
    for (const { strategy, stable, next } of PAIRS) {
      const [first, second] = [textAt(object, `${strategy}.${stable}`), textAt(object, `${strategy}.${next}`)];
      if (first !== undefined && first === second) {
        yield {
          path: `${strategy}.${next}`,
          message: `${stable} and ${next} are both ${first}`,
          why: WHY,
          fix: `Add a second Service with the same selector, and name it in ${next}.`,
        };
      }
      for (const [field, name] of [[stable, first] as const, [next, second] as const]) {
        const service = name === undefined ? undefined : world.find('v1/Service', namespace, name);
        // The controller adds its hash to the selector in the cluster.
        const { 'rollouts-pod-template-hash': _, ...selector } = textsAt(service?.object, 'spec.selector');
        if (service === undefined || pod === undefined || at(service.object, 'spec.selector') === undefined) continue;
        // Of variants that lie side by side, one fits.
        const isFound = (each: WorldObject): boolean =>
          each.object.metadata.name === name && matches(textsAt(each.object, 'spec.selector'), pod.labels);
        if (matches(selector, pod.labels) || world.inNamespace('v1/Service', namespace).some(isFound)) continue;
        yield {
          path: `${strategy}.${field}`,
          message: `Service ${name ?? ''} selects ${labelsText(selector)}, the pods carry ${labelsText(pod.labels)}`,
          why: WHY,
          fix: "Copy the labels of the Rollout's pods into the selector of the Service.",
        };
      }
    }
    const routed = at(object, 'spec.strategy.canary.trafficRouting');
    const pair = ['stableService', 'canaryService'].every((field) => textAt(object, `spec.strategy.canary.${field}`) !== undefined);
    if (routed === undefined || pair || at(routed, 'istio.destinationRule') !== undefined || at(routed, 'plugins') !== undefined) return;
    yield {
      path: 'spec.strategy.canary',
      message: 'traffic is routed, and stableService and canaryService are not both named',
      why: WHY,
      fix: 'Name both Services, or a DestinationRule with two subsets.',
    };
  },
});
