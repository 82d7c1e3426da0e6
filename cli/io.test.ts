import { openIo, wantsColor } from './io.ts';

const pipe = { write: () => true };
const tty = { write: () => true, isTTY: true };

test.each([
  ['a terminal', tty, {}, false, true],
  ['a pipe', pipe, {}, false, false],
  ['a pipe in CI', pipe, { CI: 'true' }, false, false],
  ['a dumb terminal', tty, { TERM: 'dumb' }, false, false],
  ['a terminal with NO_COLOR', tty, { NO_COLOR: '1' }, false, false],
  ['a terminal with an empty NO_COLOR', tty, { NO_COLOR: '' }, false, true],
  ['a terminal with --no-color', tty, {}, true, false],
  ['a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, false, true],
  ['a terminal with FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, false, false],
  ['FORCE_COLOR and NO_COLOR', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
  ['FORCE_COLOR and --no-color', pipe, { FORCE_COLOR: '1' }, true, false],
])('colour on %s', (_, stream, env, noColor, colored) => {
  const wanted = wantsColor({ stdout: stream, stderr: stream, env }, stream, noColor);

  expect(wanted).toBe(colored);
});

test('each stream has colours of its own: a redirected diff stays plain beside a coloured complaint', () => {
  const io = openIo({ stdout: pipe, stderr: tty, env: {} }, false);

  const shown = [io.color.red('x'), io.errColor.red('x'), io.isTty];

  expect(shown).toEqual(['x', '\u001b[31mx\u001b[39m', true]);
});
