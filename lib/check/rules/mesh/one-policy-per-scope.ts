import { at, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';
import { byKey } from '../../../values/order.ts';
import { addTo } from '../../../values/multimap.ts';

const KINDS = [
  'security.istio.io/v1/PeerAuthentication',
  'telemetry.istio.io/v1/Telemetry',
  'networking.istio.io/v1/Sidecar',
  'networking.istio.io/v1/DestinationRule',
];

export const onePolicyPerScope = defineRule({
  id: 'one-policy-per-scope',
  severity: 'warning',
  kinds: KINDS,
  asks: 'Where Istio honours only one object, there is one: PeerAuthentication, Telemetry and Sidecar for a scope, DestinationRule for a host.',
  source:
    'https://istio.io/latest/docs/reference/config/analysis/ist0160/; https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services',
  *check(manifest, world) {
    const { object } = manifest;
    const twins = (scopes(world).get(scopeOf(manifest)) ?? []).filter((each) => each !== manifest && collide(manifest, each));
    const [twin] = twins;
    if (twin === undefined) return;
    const names = twins.map((each) => each.object.metadata.name).join(', ');
    const about =
      object.kind === 'DestinationRule'
        ? `for host ${textAt(object, 'spec.host') ?? ''}`
        : isWide(object)
          ? `without a selector in "${object.metadata.namespace ?? ''}"`
          : 'with the same selector';
    yield {
      path: object.kind === 'DestinationRule' ? 'spec.host' : 'spec',
      message: `${object.kind} ${names} stands ${about} too; only one of them takes effect`,
      why: 'Istio takes one of them, usually the oldest, and leaves the others out without a word: what they say does not happen.',
      fix: `Merge it with ${twin.object.metadata.name} into one ${object.kind}.`,
    };
  },
});

function scopes(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('scopes of mesh policies', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of KINDS.flatMap((kind) => world.ofKind(kind))) {
      const scope = scopeOf(each);
      addTo(map, scope, each);
    }
    return map;
  });
}

function scopeOf({ object }: WorldObject): string {
  const { namespace = '' } = object.metadata;
  const selector = JSON.stringify(sorted(labelsOf(object)));
  const host = textAt(object, 'spec.host') ?? '';
  const parsed = serviceHost(host, namespace);
  const subject = parsed === undefined ? host : `${parsed.name}.${parsed.namespace}`;
  const targets = JSON.stringify([
    at(object, 'spec.targetRefs') ?? at(object, 'spec.targetRef') ?? null,
    at(object, 'spec.exportTo') ?? null,
  ]);
  return [object.kind, namespace, selector, subject, targets].join(' ');
}

function labelsOf(object: unknown): Readonly<Record<string, unknown>> {
  return {
    ...fieldsAt(object, 'spec.selector.matchLabels'),
    ...fieldsAt(object, 'spec.workloadSelector.labels'),
    ...fieldsAt(object, 'spec.workloadSelector.matchLabels'),
  };
}

function isWide(object: unknown): boolean {
  return Object.keys(labelsOf(object)).length === 0;
}

function sorted(labels: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(labels).sort(byKey);
}

/** DestinationRules of one host are merged: subsets add up, and only the traffic policy of one counts. */
function collide(a: WorldObject, b: WorldObject): boolean {
  if (a.object.metadata.name === b.object.metadata.name) return false;
  if (a.object.kind !== 'DestinationRule') return true;
  const subsets = (each: WorldObject): readonly string[] =>
    itemsAt(each.object, 'spec.subsets').flatMap((subset) => textAt(subset, 'name') ?? []);
  const both = [a, b].every(({ object }) => at(object, 'spec.trafficPolicy') !== undefined);
  return both || subsets(a).some((name) => subsets(b).includes(name));
}
