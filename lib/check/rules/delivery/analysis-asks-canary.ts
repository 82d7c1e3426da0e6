import { analysisUses, templateOf } from '../../delivery/analyses.ts';
import { at, itemsAt, strings, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { matches } from '../../selector.ts';
import { serviceHost } from '../../services.ts';
import { urlsIn } from '../../urls.ts';
import type { World } from '../../world.ts';

export const analysisAsksCanary = defineRule({
  id: 'analysis-asks-canary',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'An analysis that calls the program before it is promoted calls the Service of the new pods.',
  source:
    'https://argo-rollouts.readthedocs.io/en/stable/features/canary/#canaryservice; https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/#previewservice',
  *check(manifest, world) {
    const { object } = manifest;
    const namespace = object.metadata.namespace ?? '';
    const fresh = textAt(object, 'spec.strategy.canary.canaryService') ?? textAt(object, 'spec.strategy.blueGreen.previewService');
    if (fresh === undefined) return;
    for (const use of analysisUses(manifest)) {
      const template = use.path.includes('postPromotion') ? undefined : templateOf(use, namespace, world);
      for (const { host, text } of template === undefined ? [] : called(template)) {
        const target = serviceHost(host, namespace);
        const service = target?.namespace === namespace ? world.find('v1/Service', namespace, target.name) : undefined;
        if (service === undefined || service.object.metadata.name === fresh || !isOwn(service, manifest, world)) continue;
        const { name } = service.object.metadata;
        const isOld = [at(object, 'spec.strategy.canary.stableService'), at(object, 'spec.strategy.blueGreen.activeService')].includes(
          name,
        );
        yield {
          path: use.path,
          message: `${use.template} calls ${text}, which is ${isOld ? 'the Service of the old pods' : 'a Service of old and new pods alike'}; the new ones are behind ${fresh}`,
          why: `${isOld ? 'Every' : 'Nearly every'} question is answered by the old version: a broken release passes its own test and is promoted.`,
          fix: `Call ${fresh}.`,
        };
        break;
      }
    }
  },
});

/** Addresses that the jobs and web requests of a template call; what arguments fill in is open. */
function called(template: WorldObject): readonly { readonly host: string; readonly text: string }[] {
  return itemsAt(template.object, 'spec.metrics').flatMap((metric) =>
    ['provider.job.spec', 'provider.web.url'].flatMap((path) =>
      [...strings({ value: at(metric, path) })].flatMap(({ value }) =>
        urlsIn(value).flatMap(({ host, text }) => (/[{}$]/.test(host) ? [] : [{ host, text }])),
      ),
    ),
  );
}

/** It selects pods of the Rollout. */
function isOwn(service: WorldObject, rollout: WorldObject, world: World): boolean {
  const pod = world.podTemplate(rollout);
  const selector = textsAt(service.object, 'spec.selector');
  return pod !== undefined && Object.keys(selector).length > 0 && matches(selector, pod.labels);
}
