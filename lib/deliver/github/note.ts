import { DeliveryError } from '../../errors.ts';
import type { Commit } from './git-data.ts';
import type { GithubRepository } from './github-repository.ts';
import { readTree } from './read-tree.ts';
import { signature } from './signature.ts';

/** Others may write notes at the same moment. */
const ATTEMPTS = 5;

/** Changes the note that a ref of notes has for a commit; `change` gets the old text, empty where there is none. */
export async function changeNote(
  repository: GithubRepository,
  notesRef: string,
  commit: string,
  change: (old: string) => string,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) if (await tryToChange(repository, notesRef, commit, change)) return;
  throw new DeliveryError(repository.api.label, `${notesRef} is written by others all the time`, 'Run again.');
}

/** False if somebody else was faster. */
async function tryToChange(
  repository: GithubRepository,
  notesRef: string,
  commit: string,
  change: (old: string) => string,
): Promise<boolean> {
  const { api, data } = repository;
  const ref = notesRef.slice('refs/'.length);
  const tip = await data.tip(ref);
  let notes: Commit | undefined;
  let path = commit;
  let old = '';
  if (typeof tip === 'object') {
    notes = await data.commit(tip.at);
    if (notes === undefined) throw api.garbled('read the notes');
    // git spreads many notes over folders: `ab/cdef…`.
    const found = [...(await readTree(api.label, data, notes.tree))].find(([name]) => name.replaceAll('/', '') === commit);
    if (found !== undefined) {
      path = found[0];
      old = await data.blob(found[1].blob);
    }
  }
  const text = change(old);
  if (text === old) return true;

  const tree = await data.makeTree(notes?.tree, [{ path, text }]);
  const parents = notes === undefined ? [] : [notes.id];
  const made = await data.makeCommit('Notes added by slipway\n', tree, parents, signature(api.env, repository.author));
  return notes === undefined ? data.makeRef(ref, made.id) : data.moveRef(ref, notes.id, made.id, false);
}
