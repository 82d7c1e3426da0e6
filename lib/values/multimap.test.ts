import { addTo, groupedBy } from './multimap.ts';

test('What is added to a key joins what stands there', () => {
  const map = new Map([['web', [1]]]);
  const expected = new Map([
    ['web', [1, 2]],
    ['was', [3]],
  ]);

  addTo(map, 'web', 2);
  addTo(map, 'was', 3);

  expect(map).toEqual(expected);
});

test('Groups stand in the order of their first item, and keep the order within', () => {
  const expected = [
    ['w', ['web', 'was']],
    ['m', ['mysql']],
  ];

  const groups = [...groupedBy(['web', 'mysql', 'was'], (name) => name.charAt(0))];

  expect(groups).toEqual(expected);
});
