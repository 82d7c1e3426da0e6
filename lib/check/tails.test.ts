import fc from 'fast-check';
import { Tails } from './tails.ts';

const paths = fc.array(fc.constantFrom('a', 'b', 'values', 'web'), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

test('the first path that ends with the one asked for, or with which that one ends, is found', () => {
  fc.assert(
    fc.property(fc.array(paths, { maxLength: 8 }), paths, (known, asked) => {
      const tails = new Tails<string>();
      for (const each of known) tails.add(each, each);

      expect(tails.find(asked)).toBe(known.find((each) => each === asked || each.endsWith(`/${asked}`) || asked.endsWith(`/${each}`)));
    }),
  );
});

test('names count as a whole: my-values is not values', () => {
  const tails = new Tails<string>();
  tails.add('charts/my-values', 'mine');

  expect(tails.find('values')).toBeUndefined();
});
