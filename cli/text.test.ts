import { columns, count, seconds } from './text.ts';

test.each([
  [0, '0 objects'],
  [1, '1 object'],
  [34, '34 objects'],
])('%d is counted as "%s"', (amount, text) => {
  const counted = count(amount, 'object');

  expect(counted).toBe(text);
});

test.each([
  [40, '0.0 s'],
  [432, '0.4 s'],
  [9_940, '9.9 s'],
  [61_700, '62 s'],
])('%d milliseconds read "%s"', (milliseconds, text) => {
  const read = seconds(milliseconds);

  expect(read).toBe(text);
});

test('columns are aligned, numbers flush right, and no line ends in blanks', () => {
  const lines = columns(
    [
      ['argocd', '7', ''],
      ['blog-system', '134', 'changed'],
    ],
    [1],
  );

  expect(lines).toEqual(['argocd         7', 'blog-system  134  changed']);
});
