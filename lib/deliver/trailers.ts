import type { Trailer } from './message.ts';

/** The value of a trailer of ours: the last one of that name in the last paragraph of a message, as git reads it. */
export function trailerOf(message: string, key: Trailer['key']): string | undefined {
  const last =
    message
      .trimEnd()
      .split(/\n[ \t]*\n/)
      .at(-1) ?? '';
  const lines = last.split('\n').filter((line) => line.startsWith(`${key}: `));
  return lines.at(-1)?.slice(key.length + 2);
}
