import { InputError } from '../errors.ts';

/** A branch that does not exist in a repository that has others is a slip of the pen, not an order to start a second history. */
export function refuseOtherBranches(label: string, branch: string, others: readonly string[]): void {
  if (others.length === 0) return;
  const shown = others.slice(0, 5).join(', ') + (others.length > 5 ? ` and ${others.length - 5} more` : '');
  throw new InputError(
    label,
    `there is no branch ${branch}, only ${shown}`,
    `Name one of them with --branch, or make it there: git branch ${branch} ${others[0] ?? ''}.`,
  );
}
