/** What an engine says of one object. */
export interface Answer {
  readonly engine: string;
  readonly object: string;
  readonly file?: string;
  readonly status: string;
  readonly reason?: string;
  readonly warnings?: readonly string[];
}

/** A remark that an engine makes of something we want as it is. */
export interface Known {
  readonly engine: string;
  readonly object: string;
  /** How it is said. @default warned */
  readonly status?: 'warned' | 'refused' | 'unknown-kind';
  /** Part of the remark. */
  readonly says: string;
  /** Why it stays. */
  readonly because: string;
}

/** Answers among the lines that a run printed; whatever else it printed stays as it is. */
export function answersIn(output: string): { readonly answers: readonly Answer[]; readonly rest: readonly string[] } {
  const lines = output.split('\n').filter((line) => line !== '');
  return {
    answers: lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Answer] : [])),
    rest: lines.filter((line) => !line.startsWith('{')),
  };
}

/** Everything that is not accepted and not known, and what is known and no longer said. */
export function remarks(answers: readonly Answer[], known: readonly Known[]): string[] {
  const said = answers.filter(({ status }) => status !== 'accepted');
  const isKnown = (answer: Answer, { engine, object, says, status = 'warned' }: Known): boolean =>
    answer.engine === engine &&
    answer.object === object &&
    answer.status === status &&
    [...(answer.reason === undefined ? [] : [answer.reason]), ...(answer.warnings ?? [])].every((each) => each.includes(says));
  return [
    ...said
      .filter((answer) => !known.some((each) => isKnown(answer, each)))
      .map(
        ({ engine, object, status, reason, warnings = [], file }) =>
          `${engine} ${status}: ${object}${file === undefined ? '' : ` (${file})`}: ${[reason, ...warnings].filter((each) => each !== undefined).join('; ')}`,
      ),
    ...known
      .filter((each) => !said.some((answer) => isKnown(answer, each)))
      .map(({ engine, object, says }) => `${engine} no longer says of ${object}: ${says}`),
  ];
}
