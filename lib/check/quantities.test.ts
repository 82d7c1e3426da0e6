import { quantityOf } from './quantities.ts';

test.each([
  ['500m', 0.5],
  ['1Gi', 1024 ** 3],
  ['', undefined],
  ['many', undefined],
  [undefined, undefined],
])('reads %p, the first time and the second', (text, amount) => {
  const read = [quantityOf(text), quantityOf(text)].map((each) => each?.toNumber());

  expect(read).toEqual([amount, amount]);
});
