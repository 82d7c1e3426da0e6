import { at, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { routingsTo } from '../../routing.ts';
import { defineRule } from '../../rule.ts';
import { byKey } from '../../../values/order.ts';

const WHY =
  'A subset that does not narrow anything is the whole Service: a route to "canary" reaches old pods too, and weights mean nothing.';

export const subsetsDiffer = defineRule({
  id: 'subsets-differ',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/DestinationRule'],
  asks: 'Each subset of a DestinationRule has a name and labels of its own.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset; https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/#subset-level-traffic-splitting',
  *check(manifest, world) {
    const { object } = manifest;
    // Argo Rollouts adds its hash label to both subsets, so equal labels are how they begin.
    const shifted = new Set(
      routingsTo(manifest, world).flatMap(({ entry }) => [textAt(entry, 'stableSubsetName'), textAt(entry, 'canarySubsetName')]),
    );
    const names = new Map<string, number>();
    const labels = new Map<string, string>();
    for (const [index, subset] of itemsAt(object, 'spec.subsets').entries()) {
      const path = `spec.subsets[${index}]`;
      const name = textAt(subset, 'name') ?? '';
      const first = names.get(name);
      if (first !== undefined) {
        yield {
          path: `${path}.name`,
          severity: 'error',
          message: `two subsets are called "${name}"`,
          why: 'Istio takes one of them: routes to the name reach pods that nobody meant.',
          fix: 'Rename one of them.',
        };
      }
      names.set(name, index);
      if (at(subset, 'labels') === null) {
        yield {
          path: `${path}.labels`,
          message: `the labels of subset "${name}" are null: it selects every pod of ${textAt(object, 'spec.host') ?? ''}`,
          why: WHY,
          fix: 'Write the labels that its pods have, or remove the field.',
        };
        continue;
      }
      const own = Object.entries(fieldsAt(subset, 'labels')).sort(byKey);
      const key = JSON.stringify(own);
      const twin = labels.get(key);
      if (own.length > 0 && twin !== undefined && twin !== name && !(shifted.has(name) && shifted.has(twin))) {
        yield {
          path: `${path}.labels`,
          message: `subsets "${twin}" and "${name}" have the same labels`,
          why: WHY,
          fix: 'Give each the labels that only its own pods carry, such as version.',
        };
      }
      labels.set(key, twin ?? name);
    }
  },
});
