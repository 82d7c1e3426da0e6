import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { matchesSelector } from '../selector.ts';
import type { World } from '../world.ts';

/** A webhook of an admission configuration, without whose answer the API server refuses. */
export interface StrictWebhook {
  /** `webhooks[0]` */
  readonly path: string;
  readonly name: string;
  readonly fields: unknown;
  /** The pods that answer, as far as the tree has them. */
  readonly pods: readonly PodTemplate[];
}

/** Webhooks of a configuration that a Service of the tree answers, and that do not say `failurePolicy: Ignore`. */
export function strictWebhooks({ object }: WorldObject, world: World): readonly StrictWebhook[] {
  return itemsAt(object, 'webhooks').flatMap((fields, index): readonly StrictWebhook[] => {
    const service = world.find(
      'v1/Service',
      textAt(fields, 'clientConfig.service.namespace') ?? '',
      textAt(fields, 'clientConfig.service.name') ?? '',
    );
    if (textAt(fields, 'failurePolicy') === 'Ignore' || service === undefined) return [];
    return [{ path: `webhooks[${index}]`, name: textAt(fields, 'name') ?? '', fields, pods: world.podsOfService(service) }];
  });
}

/** Whether a webhook is asked when an object of a kind is created. */
export function asksAbout({ fields }: StrictWebhook, group: string, kind: string): boolean {
  const named = (list: unknown, path: string, word: string): boolean =>
    itemsAt(list, path).some((each) => each === '*' || each === '*/*' || text(each) === word);
  return itemsAt(fields, 'rules').some(
    (rule) => named(rule, 'apiGroups', group) && named(rule, 'resources', pluralOf(kind)) && named(rule, 'operations', 'CREATE'),
  );
}

/** The usual plural of a kind, as resources are named: `NetworkPolicy` → `networkpolicies`. */
function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** Whether the selectors of a webhook leave out a pod. */
export function sparesPod({ fields }: StrictWebhook, { namespace, labels }: PodTemplate, world: World): boolean {
  const own = { 'kubernetes.io/metadata.name': namespace, ...world.namespaceLabels(namespace) };
  const selected = (path: string, among: Readonly<Record<string, string>>): boolean =>
    at(fields, path) === undefined || matchesSelector(at(fields, path), among);
  // A condition may leave out whatever it likes.
  return !selected('namespaceSelector', own) || !selected('objectSelector', labels) || itemsAt(fields, 'matchConditions').length > 0;
}
