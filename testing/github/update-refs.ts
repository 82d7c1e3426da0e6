import type { Objects } from './objects.ts';
import { text } from './reply.ts';
import type { Reply } from './reply.ts';

export interface RefRules {
  /** Branches that only a pull request may move: `heads/main`. */
  readonly ruled: ReadonlySet<string>;
  readonly isReadOnly: boolean;
  /** Told when a ref is gone. */
  readonly onRemoved: (ref: string) => void;
}

/** GitHub's mutation `updateRefs`, as its documentation has it: all updates or none, each under the condition of `beforeOid`. */
export function updateRefs(objects: Objects, input: unknown, { ruled, isReadOnly, onRemoved }: RefRules): Reply {
  const { repositoryId, refUpdates } = input as { readonly repositoryId: unknown; readonly refUpdates: readonly Record<string, unknown>[] };
  if (repositoryId !== REPOSITORY_ID)
    return refused('NOT_FOUND', `Could not resolve to a node with the global id of '${text(repositoryId)}'`);
  if (isReadOnly) return refused('FORBIDDEN', 'Resource not accessible by personal access token');
  for (const { name, beforeOid, afterOid, force } of refUpdates) {
    const [ref, after] = [text(name), text(afterOid)];
    const now = objects.refs.get(ref);
    if ((now ?? NONE) !== beforeOid) return refused('UNPROCESSABLE', `${ref} is at ${now ?? NONE} but expected ${text(beforeOid)}`);
    if (ruled.has(ref.slice('refs/'.length)))
      return refused('UNPROCESSABLE', 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n');
    if (after !== NONE && objects.commit(after) === undefined) return refused('UNPROCESSABLE', 'Object does not exist');
    if (now !== undefined && force !== true && !objects.history(after).includes(now))
      return refused('UNPROCESSABLE', 'Update is not a fast forward');
  }
  for (const { name, afterOid } of refUpdates) {
    if (afterOid === NONE) {
      objects.refs.delete(text(name));
      onRemoved(text(name));
    } else objects.refs.set(text(name), text(afterOid));
  }
  return { status: 200, body: { data: { updateRefs: { clientMutationId: null } } } };
}

export const REPOSITORY_ID = 'R_kgDOmanifests';

const NONE = '0'.repeat(40);

/** GraphQL says with status 200 that it did not do it. */
export function refused(type: string | undefined, message: string): Reply {
  return { status: 200, body: { data: { updateRefs: null }, errors: [{ type, message, path: ['updateRefs'] }] } };
}
