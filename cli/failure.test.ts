import { createColors } from 'picocolors';
import { DeliveryError, InputError } from '../lib/errors.ts';
import { showFailure } from './failure.ts';

function show(error: unknown, colored = false): { readonly code: number; readonly text: string } {
  const lines: string[] = [];
  const code = showFailure(error, { err: (text) => void lines.push(text), errColor: createColors(colored) });
  return { code, text: lines.join('\n') };
}

test('every problem of the input has its own line, and the code is 2', () => {
  const error = new InputError([
    { where: 'clusters/a.yaml:3 name', what: 'this is wrong', fix: 'Mend it.' },
    { where: 'clusters/a.yaml:9 storage', what: 'that is wrong', fix: 'Mend that.' },
  ]);

  const shown = show(error);

  expect(shown).toEqual({
    code: 2,
    text: 'clusters/a.yaml:3 name: this is wrong. Mend it.\nclusters/a.yaml:9 storage: that is wrong. Mend that.',
  });
});

test('the place of a problem is coloured', () => {
  const error = new InputError('clusters/a.yaml:3 name', 'this is wrong', 'Mend it.');

  const shown = show(error, true);

  expect(shown.text).toBe('\u001b[1m\u001b[31mclusters/a.yaml:3 name\u001b[39m\u001b[22m: this is wrong. Mend it.');
});

test('a refusal of the world is one line without a stack, and the code is 3', () => {
  const error = new DeliveryError('main', 'the branch moved', 'Run diff again.');

  const shown = show(error);

  expect(shown).toEqual({ code: 3, text: 'main: the branch moved. Run diff again.' });
});

test('a mistake of ours keeps its stack, and the code is 70', () => {
  const error = new TypeError('undefined is not a function');

  const shown = show(error);

  expect(shown).toEqual({
    code: 70,
    text: `This is a mistake in slipway, not yours. Please report it with these lines:\n${String(error.stack)}`,
  });
});
