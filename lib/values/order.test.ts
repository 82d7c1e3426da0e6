import { byCodeUnit, byKey } from './order.ts';

test('Texts stand in the order of their code units: capitals first, digits by their signs, no locale', () => {
  const words = ['zebra', 'äpfel', 'Zoo', 'item10', 'item2', 'a', 'a'];
  const expected = ['Zoo', 'a', 'a', 'item10', 'item2', 'zebra', 'äpfel'];

  const sorted = words.sort(byCodeUnit);

  expect(sorted).toEqual(expected);
});

test('Entries stand in the order of their keys, whatever their values', () => {
  const entries = Object.entries({ web: 1, was: 3, Mysql: 2 });
  const expected = [
    ['Mysql', 2],
    ['was', 3],
    ['web', 1],
  ];

  const sorted = entries.sort(byKey);

  expect(sorted).toEqual(expected);
});
