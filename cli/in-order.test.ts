import { inOrder } from './in-order.ts';
import type { Outlet, Outlets } from './in-order.ts';

/** Two streams that lead to one place and take four characters at once; the rest when somebody reads. */
function pipe(): { readonly said: () => string; readonly read: () => void; readonly streams: Outlets } {
  let said = '';
  const open: (() => void)[] = [];
  const stream = (): Outlet => {
    let kept = '';
    const take = (done: () => void): void => {
      said += kept.slice(0, 4);
      kept = kept.slice(4);
      if (kept === '') done();
      else open.push(() => take(done));
    };
    return {
      get writableLength() {
        return kept.length;
      },
      write: (text: string, done: () => void) => {
        const idle = kept === '';
        kept += text;
        if (idle) take(done);
      },
    };
  };
  return {
    said: () => said,
    read: () => {
      while (open.length > 0) open.shift()?.();
    },
    streams: { stdout: stream(), stderr: stream(), env: {} },
  };
}

test('what goes to standard error waits until all of standard output is taken, and the other way round', () => {
  const { said, read, streams } = pipe();
  const { stdout, stderr } = inOrder(streams);

  stdout.write('a long result; ');
  stderr.write('a summary; ');
  stdout.write('more');
  const before = said();
  read();

  expect([before, said()]).toEqual(['a lo', 'a long result; a summary; more']);
});

test('where nothing waits, all is said at once', () => {
  const { said, streams } = pipe();
  const { stdout, stderr } = inOrder(streams);

  stdout.write('one ');
  stderr.write('two ');
  stdout.write('.');

  expect(said()).toBe('one two .');
});
