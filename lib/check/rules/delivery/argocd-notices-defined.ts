import { isGuide } from '../../guides.ts';
import { helmValuesOf } from '../../helm.ts';
import { fields, fieldsAt, items, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';

const PREFIX = 'notifications.argoproj.io/subscribe.';
const APPLICATIONS = ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/AppProject'];

export const argocdNoticesDefined = defineRule({
  id: 'argocd-notices-defined',
  severity: 'error',
  kinds: [...APPLICATIONS, 'v1/ConfigMap'],
  asks: "Subscriptions to Argo CD's notifications name triggers and services that are defined, and triggers send templates that exist.",
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/subscriptions/; https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/triggers/',
  *check(manifest, world) {
    if (isGuide(manifest.file)) return;
    if (manifest.object.kind !== 'ConfigMap') {
      yield* subscriptions(manifest, world);
      return;
    }
    if (manifest.object.metadata.name !== 'argocd-notifications-cm') return;
    const data = fieldsAt(manifest.object, 'data');
    const templates = named(data, 'template.');
    for (const trigger of named(data, 'trigger.')) {
      const sent = items(yamlIn(text(data[`trigger.${trigger}`]) ?? '')).flatMap((each) =>
        items(fields(each)['send']).flatMap((one) => text(one) ?? []),
      );
      for (const name of sent.filter((each) => !templates.includes(each))) {
        if (templates.length === 0) continue;
        yield issue(
          `data["trigger.${trigger}"]`,
          `trigger ${trigger} sends the template ${name}, and the templates are ${templates.join(', ')}`,
          nearName(name, templates),
        );
      }
    }
  },
});

function issue(path: string, message: string, near: string | undefined): Issue {
  const fix = near === undefined ? 'Define it in argocd-notifications-cm, or name one that is there.' : `Did you mean "${near}"?`;
  return {
    path,
    message,
    why: 'Nothing is sent: a failed sync goes unnoticed, and only the log of the notifications controller says why.',
    fix,
  };
}

function* subscriptions(manifest: WorldObject, world: World): Iterable<Issue> {
  const known = settings(world);
  if (known === undefined) return;
  for (const annotation of Object.keys(fieldsAt(manifest.object, 'metadata.annotations'))) {
    if (!annotation.startsWith(PREFIX)) continue;
    const [trigger = '', service] = annotation.slice(PREFIX.length).split('.');
    const path = `metadata.annotations["${annotation}"]`;
    if (service === undefined) continue;
    if (known.triggers.length > 0 && !known.triggers.includes(trigger))
      yield issue(
        path,
        `it waits for the trigger ${trigger}, and the triggers are ${known.triggers.join(', ')}`,
        nearName(trigger, known.triggers),
      );
    if (known.services.length > 0 && !known.services.includes(service))
      yield issue(
        path,
        `it sends by the service ${service}, and the services are ${known.services.join(', ')}`,
        nearName(service, known.services),
      );
  }
}

interface Settings {
  readonly triggers: readonly string[];
  readonly services: readonly string[];
}

/** What the tree tells the notifications controller; `undefined` where it tells nothing. */
function settings(world: World): Settings | undefined {
  return world.once('notifications of argo cd', () => {
    const maps = world
      .ofKind('v1/ConfigMap')
      .filter(({ object }) => object.metadata.name === 'argocd-notifications-cm')
      .map(({ object }) => fieldsAt(object, 'data'));
    const charts = world
      .ofKind('argoproj.io/v1alpha1/Application')
      .flatMap((each) =>
        helmValuesOf(each).flatMap(({ chart, values }) =>
          chart === 'argo-cd' ? [{ ...fieldsAt(values, 'notifications.triggers'), ...fieldsAt(values, 'notifications.notifiers') }] : [],
        ),
      );
    const all = Object.assign({}, ...maps, ...charts) as Readonly<Record<string, unknown>>;
    return Object.keys(all).length === 0
      ? undefined
      : { triggers: named(all, 'trigger.'), services: named(all, 'service.').map((each) => each.split('.').at(-1) ?? each) };
  });
}

function named(map: unknown, prefix: string): readonly string[] {
  return Object.keys(fields(map)).flatMap((key) =>
    key.startsWith(prefix) && textAt({ at: fields(map)[key] }, 'at') !== undefined ? [key.slice(prefix.length)] : [],
  );
}
