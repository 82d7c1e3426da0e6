import fc from 'fast-check';
import { LabelIndex } from './label-index.ts';
import { matches } from './selector.ts';

const labels = fc.dictionary(fc.constantFrom('app', 'tier', 'constructor'), fc.constantFrom('web', 'db', ''), { maxKeys: 3 });
const thing = fc.record({ namespace: fc.constantFrom('', 'shop', 'mail'), labels });

test('it finds what carries all of the labels, in one namespace or in all, in the order in which it was given', () => {
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 12 }), labels, fc.constantFrom(undefined, '', 'shop', 'gone'), (things, wanted, namespace) => {
      const index = new LabelIndex(
        things,
        (each) => each.labels,
        (each) => each.namespace,
      );

      const found = index.with(wanted, namespace);

      expect(found).toEqual(
        things.filter((each) => (namespace === undefined || each.namespace === namespace) && matches(wanted, each.labels)),
      );
    }),
  );
});
