import { listsIn, macrosIn, openBrackets } from './falco-rules.ts';

test.each([
  ['balanced', '(a or b) and (c)', 0],
  ['one left open', '((a or b) and c', 1],
  ['one too many', 'a or b) and c', -1],
  ['brackets of a text', 'proc.cmdline contains "(((" and (a)', 0],
])('brackets of a condition: %s', (_, condition, expected) => {
  expect(openBrackets(condition)).toBe(expected);
});

test.each([
  ['alone', 'spawned_process and not user_known and proc.name = sh', ['spawned_process', 'user_known']],
  ['within brackets', 'open_write and (etc_dir or not bin_dir)', ['open_write', 'etc_dir', 'bin_dir']],
  ['never a list', 'container and proc.name in (shell_binaries) and fd.name in (a, b)', ['container']],
  ['never a text', 'proc.cmdline contains "x and y_z"', []],
])('macros of a condition: %s', (_, condition, expected) => {
  expect(macrosIn(condition)).toEqual(expected);
});

test.each([
  ['a single name', 'proc.name in (shell_binaries)', ['shell_binaries']],
  ['no values', 'proc.name in (bash, sh) and proc.name in (bash)', []],
  ['no text', 'proc.cmdline contains "in (shell_binaries)"', []],
])('lists of a condition: %s', (_, condition, expected) => {
  expect(listsIn(condition)).toEqual(expected);
});
