import { Problems } from './problems.ts';

test('hands out each mistake once, by line, in the order found on one line', () => {
  const problems = new Problems('x.yaml');
  problems.add(9, 'b', 'late', 'Fix.');
  problems.add(2, 'z', 'first', 'Fix.');
  problems.add(2, 'a', 'second', 'Fix.');
  problems.add(2, 'z', 'first', 'Fix.');
  problems.add(1, '', 'of the file', 'Fix.');

  expect(problems.sorted()).toEqual([
    { where: 'x.yaml:1', what: 'of the file', fix: 'Fix.' },
    { where: 'x.yaml:2 z', what: 'first', fix: 'Fix.' },
    { where: 'x.yaml:2 a', what: 'second', fix: 'Fix.' },
    { where: 'x.yaml:9 b', what: 'late', fix: 'Fix.' },
  ]);
});

test('says nothing but that a secret is there, wherever its value or its path comes up', () => {
  const problems = new Problems('x.yaml');
  problems.add(1, 'name', '"hunter2" is no name', 'Write "hunter-2".');
  problems.add(2, 'hunter2', 'it is no key here', 'Leave it out.');
  problems.add(3, 'password', 'it is no key here', 'Leave it out.');
  problems.addSecret(1, '', 'a secret', 'Take it out.', 'hunter2');
  problems.addSecret(3, 'password', 'another', 'Take it out.');

  expect(problems.sorted()).toEqual([
    { where: 'x.yaml:1', what: 'a secret', fix: 'Take it out.' },
    { where: 'x.yaml:3 password', what: 'another', fix: 'Take it out.' },
  ]);
});

test('keeps what it quotes to one line of bearable length that no terminal obeys', () => {
  const problems = new Problems('x.yaml');
  problems.add(1, 'a\u001b[31m', `two\r\nlines ${'x'.repeat(1000)}`, 'Fix\u0007.');

  expect(problems.sorted()).toEqual([{ where: 'x.yaml:1 a [31m', what: `two lines ${'x'.repeat(390)}…`, fix: 'Fix .' }]);
});

test.each([
  ['storage.class', true],
  ['storage', true],
  ['storage.class.more', false],
  ['nodes[1].name', true],
  ['nodes[0].name', false],
  ['name', false],
])('knows whether %s is spoken of already, or the map around it: %p', (path, is) => {
  const problems = new Problems('x.yaml');
  problems.add(1, 'storage', 'wrong', 'Fix.');
  problems.add(2, 'nodes[1]', 'wrong', 'Fix.');
  problems.add(3, '', 'of the file', 'Fix.');

  expect(problems.mentions(path)).toBe(is);
});
