/** What a command says with its exit code. Scripts and pipelines may rely on it. */
export const EXIT = {
  /** Nothing to say: the work is done. */
  ok: 0,
  /** Findings or differences. */
  found: 1,
  /** The person's input is wrong: inventory, option, or a proof that fails. */
  input: 2,
  /** The world refused: network, permissions, a branch that moved. */
  world: 3,
  /** A mistake of ours, with its stack. */
  bug: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
