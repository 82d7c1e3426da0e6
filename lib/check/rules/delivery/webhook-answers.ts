import { orderOf } from '../../delivery/order.ts';
import { isOrdered } from '../../delivery/waves.ts';
import { asksAbout, sparesPod, strictWebhooks, type StrictWebhook } from '../../delivery/webhooks.ts';
import { groupOf } from '../../../manifest/scope.ts';
import { workloadName } from '../../pods.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const webhookAnswers = defineRule({
  id: 'webhook-answers',
  severity: 'error',
  kinds: ['admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration'],
  asks: 'A webhook without which the API server refuses is not asked about its own pods, and its pods run before it is asked about anything.',
  source:
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/; https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  *check(manifest, world) {
    for (const webhook of strictWebhooks(manifest, world)) {
      const own = asksAbout(webhook, '', 'Pod') ? webhook.pods.find((pod) => !sparesPod(webhook, pod, world)) : undefined;
      if (own !== undefined)
        yield {
          path: webhook.path,
          severity: 'warning',
          message: `the webhook ${webhook.name} is asked about the pods of ${workloadName(own)}, which answer it`,
          why: 'Once none of these pods runs, none can start: the API server asks the webhook first, and nobody answers. So it is after every loss of all nodes.',
          fix: 'Leave its own namespace out with a namespaceSelector (kubernetes.io/metadata.name NotIn), or set failurePolicy: Ignore.',
        };
      if (isOrdered(world)) yield* tooEarly(manifest, webhook, world);
    }
  },
});

/** An object that comes after the configuration and not after the pods. */
function* tooEarly(manifest: WorldObject, webhook: StrictWebhook, world: World): Iterable<Issue> {
  for (const each of world.objects) {
    const { apiVersion, kind, metadata } = each.object;
    if (world.isProvided(each) || !asksAbout(webhook, groupOf(apiVersion), kind) || orderOf(world, each, manifest).is !== 'earlier')
      continue;
    const late = webhook.pods.find(({ owner }) => ['together', 'later'].includes(orderOf(world, each, owner).is));
    if (late === undefined || late.owner === each) continue;
    const { own, other } = orderOf(world, each, late.owner);
    yield {
      path: webhook.path,
      message: `the webhook ${webhook.name} is asked about ${kind} ${metadata.name} in ${own.time.shown}, and ${workloadName(late)}, which answers, comes in ${other.time.shown}`,
      why: 'On a fresh cluster the API server refuses the object because nobody answers, and the sync stops there.',
      fix: `Give ${workloadName(late)} an earlier wave than what the webhook judges, or the configuration a later one.`,
    };
    return;
  }
}
