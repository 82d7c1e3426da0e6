import type { Terminal } from './io.ts';

/** What of a stream tells whether it has passed on all that it was given. */
export interface Outlet {
  write(text: string, done: () => void): unknown;
  readonly isTTY?: boolean | undefined;
  /** Characters that wait to be taken. */
  readonly writableLength: number;
}

/** A terminal whose streams tell that. */
export interface Outlets extends Pick<Terminal, 'stdin' | 'env'> {
  readonly stdout: Outlet;
  readonly stderr: Outlet;
}

/**
 * The same terminal, on which nothing overtakes: a pipe takes 64 KiB at once, Node keeps the rest, and what is said on the
 * other stream meanwhile would stand in the middle of it where both go to one place (`2>&1`).
 */
export function inOrder({ stdout, stderr, stdin, env }: Outlets): Terminal {
  const waiting: { readonly to: Outlet; readonly text: string }[] = [];
  const proceed = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const { to, text } = next;
      const other = to === stdout ? stderr : stdout;
      if (other.writableLength > 0) return;
      waiting.shift();
      to.write(text, proceed);
    }
  };
  const outlet = (to: Outlet): Terminal['stdout'] => ({
    isTTY: to.isTTY,
    write: (text) => {
      waiting.push({ to, text });
      proceed();
    },
  });
  return { stdout: outlet(stdout), stderr: outlet(stderr), stdin, env };
}
