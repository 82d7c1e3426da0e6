/** A note with one line more, as `git notes append` would leave it, unless the line stands there already. */
export function withLine(line: string): (old: string) => string {
  return (old) => (old.split('\n').includes(line) ? old : `${old.trimEnd()}\n${line}\n`.trimStart());
}
