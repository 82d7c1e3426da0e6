import { NOTES_REF } from './target.ts';
import type { BranchGroup, NoteChange, Target } from './target.ts';
import { withLine } from './with-line.ts';

/** Notes written anew when somebody else was faster. */
export const NOTE_ATTEMPTS = 5;

/**
 * How a target notes something at a commit: at once by `keep`, or where it is one of several branches when those are published.
 * Nothing is noted before it counts.
 */
export function noting(
  group: BranchGroup | undefined,
  keep: (notes: readonly NoteChange[]) => Promise<void>,
): Required<Pick<Target, 'note' | 'replaceNote'>> {
  const noted = async (note: NoteChange): Promise<void> => {
    if (group === undefined) await keep([note]);
    else group.notes.push(note);
  };
  return {
    note: (commit, line) => noted({ ref: NOTES_REF, commit, change: withLine(line) }),
    replaceNote: (ref, commit, text) => noted({ ref, commit, change: () => text }),
  };
}
