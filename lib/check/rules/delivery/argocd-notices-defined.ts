import { named, noticesOf, standing, subscriptions, unsent } from '../../delivery/notices.ts';
import { isGuide } from '../../guides.ts';
import { fields, fieldsAt, items, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

export const argocdNoticesDefined = defineRule({
  id: 'argocd-notices-defined',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/AppProject', 'v1/ConfigMap'],
  asks: "Subscriptions to Argo CD's notifications name triggers and services that are defined, and triggers send templates that exist.",
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/subscriptions/; https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/triggers/',
  *check(manifest, world) {
    if (isGuide(manifest.file)) return;
    const known = noticesOf(world);
    if (known === undefined) return;
    if (manifest.object.kind !== 'ConfigMap') {
      yield* subscriptions(manifest, known);
      return;
    }
    if (manifest.object.metadata.name !== 'argocd-notifications-cm') return;
    const data = fieldsAt(manifest.object, 'data');
    yield* standing(data['subscriptions'], 'data.subscriptions', known);
    const templates = named(data, 'template.');
    for (const template of templates) {
      for (const hook of Object.keys(fieldsAt(yamlIn(text(data[`template.${template}`]) ?? ''), 'webhook'))) {
        if (known.services.length === 0 || known.services.includes(hook)) continue;
        yield unsent(
          `data["template.${template}"]`,
          `template ${template} is for the webhook ${hook}, and the services are ${known.services.join(', ')}`,
          nearName(hook, known.services),
        );
      }
    }
    for (const trigger of named(data, 'trigger.')) {
      const sent = items(yamlIn(text(data[`trigger.${trigger}`]) ?? '')).flatMap((each) =>
        items(fields(each)['send']).flatMap((one) => text(one) ?? []),
      );
      for (const name of sent.filter((each) => !templates.includes(each))) {
        if (templates.length === 0) continue;
        yield unsent(
          `data["trigger.${trigger}"]`,
          `trigger ${trigger} sends the template ${name}, and the templates are ${templates.join(', ')}`,
          nearName(name, templates),
        );
      }
    }
  },
});
