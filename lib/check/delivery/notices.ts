import { helmValuesOf } from '../helm.ts';
import { fields, fieldsAt, items, text, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue, WorldObject } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';

const PREFIX = 'notifications.argoproj.io/subscribe.';
/** @see https://github.com/argoproj/notifications-engine/blob/master/pkg/subscriptions/subscriptions.go `DefaultSubscription` */
const ENTRY = ['recipients', 'triggers', 'selector'];

/** What the tree tells the notifications controller. */
export interface Notices {
  readonly triggers: readonly string[];
  readonly services: readonly string[];
}

/** `undefined` where the tree tells it nothing. */
export function noticesOf(world: World): Notices | undefined {
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

/** Names of the texts of a map that begin so: `trigger.on-deployed` → `on-deployed`. */
export function named(map: unknown, prefix: string): readonly string[] {
  return Object.keys(fields(map)).flatMap((key) =>
    key.startsWith(prefix) && textAt({ at: fields(map)[key] }, 'at') !== undefined ? [key.slice(prefix.length)] : [],
  );
}

/** That no notice goes out. */
export function unsent(path: string, message: string, near: string | undefined): Issue {
  const fix = near === undefined ? 'Define it in argocd-notifications-cm, or name one that is there.' : `Did you mean "${near}"?`;
  const why = 'Nothing is sent: a failed sync goes unnoticed, and only the log of the notifications controller says why.';
  return { path, message, why, fix };
}

/** Annotations by which an Application or a project asks for notices. */
export function* subscriptions({ object }: WorldObject, { triggers, services }: Notices): Iterable<Issue> {
  for (const annotation of Object.keys(fieldsAt(object, 'metadata.annotations'))) {
    if (!annotation.startsWith(PREFIX)) continue;
    const [trigger = '', service] = annotation.slice(PREFIX.length).split('.');
    const path = `metadata.annotations["${annotation}"]`;
    if (service === undefined) {
      // One word alone is a service, which sends at the default triggers.
      if (triggers.includes(trigger) && !services.includes(trigger))
        yield {
          ...unsent(path, `it asks for the trigger ${trigger} and names no service, and one word is read as a service`, undefined),
          fix: `Write subscribe.${trigger}.${services[0] ?? 'slack'}.`,
        };
      continue;
    }
    if (triggers.length > 0 && !triggers.includes(trigger))
      yield unsent(path, `it waits for the trigger ${trigger}, and the triggers are ${triggers.join(', ')}`, nearName(trigger, triggers));
    if (services.length > 0 && !services.includes(service))
      yield unsent(path, `it sends by the service ${service}, and the services are ${services.join(', ')}`, nearName(service, services));
  }
}

/** Subscriptions of everybody, which stand in the settings. */
export function* standing(written: unknown, path: string, { triggers, services }: Notices): Iterable<Issue> {
  for (const entry of items(yamlIn(text(written) ?? ''))) {
    for (const key of Object.keys(fields(entry))) {
      if (ENTRY.includes(key)) continue;
      const near = nearName(key, ENTRY);
      yield unsent(path, `a subscription has ${key}, and the controller reads ${near ?? ENTRY.join(', ')} there`, near);
    }
    const names = (key: string) => items(fields(entry)[key]).flatMap((each) => text(each) ?? []);
    for (const each of names('triggers'))
      if (triggers.length > 0 && !triggers.includes(each))
        yield unsent(
          path,
          `a subscription waits for the trigger ${each}, and the triggers are ${triggers.join(', ')}`,
          nearName(each, triggers),
        );
    for (const each of names('recipients')) {
      const [service = ''] = each.split(':');
      if (services.length > 0 && !services.includes(service))
        yield unsent(path, `a subscription sends to ${each}, and the services are ${services.join(', ')}`, nearName(service, services));
    }
  }
}
