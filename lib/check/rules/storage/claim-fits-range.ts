import { quantityOf } from '../../quantities.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const claimFitsRange = defineRule({
  id: 'claim-fits-range',
  severity: 'error',
  kinds: ['v1/PersistentVolumeClaim', 'apps/v1/StatefulSet'],
  asks: 'A claim asks for as much as the LimitRange of its namespace allows to one.',
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  *check({ object }, world) {
    const { namespace = '' } = object.metadata;
    const ranges = world
      .inNamespace('v1/LimitRange', namespace)
      .flatMap((each) => itemsAt(each.object, 'spec.limits'))
      .filter((each) => textAt(each, 'type') === 'PersistentVolumeClaim');
    if (ranges.length === 0) return;
    const claims =
      object.kind === 'StatefulSet'
        ? itemsAt(object, 'spec.volumeClaimTemplates').map((claim, index) => ({ claim, path: `spec.volumeClaimTemplates[${index}].spec` }))
        : [{ claim: object, path: 'spec' }];
    for (const { claim, path } of claims) {
      const asked = quantityOf(textAt(claim, 'spec.resources.requests.storage'));
      if (asked === undefined) continue;
      for (const range of ranges) {
        const [max, min] = ['max', 'min'].map((list) => quantityOf(textAt(range, `${list}.storage`)));
        const bound =
          max !== undefined && asked.compare(max) > 0
            ? `at most ${max.text}`
            : min !== undefined && asked.compare(min) < 0
              ? `at least ${min.text}`
              : undefined;
        if (bound === undefined) continue;
        yield {
          path: `${path}.resources.requests.storage`,
          message: `the claim asks for ${asked.text}, the LimitRange of "${namespace}" wants ${bound}`,
          why: 'The API server refuses the claim: its pods stay Pending, and only the events say why.',
          fix: 'Ask for what the LimitRange allows, or change it.',
        };
      }
    }
  },
});
