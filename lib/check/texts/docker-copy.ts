/** What one COPY or ADD of a Dockerfile brings. */
export interface DockerCopy {
  /** The stage or image of `--from`, as written. */
  readonly from: string | undefined;
  /** None where the text stands in the Dockerfile (`<<EOF`). */
  readonly sources: readonly string[];
  readonly target: string;
}

/** An instruction as a COPY or ADD, also in its form as a list; `undefined` for another one. */
export function copyIn(instruction: string): DockerCopy | undefined {
  const [, options, rest = ''] = /^\s*(?:COPY|ADD)\s+((?:--\S+\s+)*)(\S.*)$/i.exec(instruction) ?? [];
  if (options === undefined) return undefined;
  const words = rest.startsWith('[') ? [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word) : rest.trim().split(/\s+/);
  const target = words.at(-1);
  if (target === undefined || words.length < 2) return undefined;
  return {
    from: /--from=["']?([^\s"']+)/.exec(options)?.[1],
    sources: words.slice(0, -1).filter((word) => !word.startsWith('<<')),
    target,
  };
}
