import { DeliveryError } from '../../errors.ts';
import type { Entry, NoteChange } from '../target.ts';
import type { Commit } from './git-data.ts';
import type { GithubRepository } from './github-repository.ts';
import { readTree } from './read-tree.ts';
import { signature } from './signature.ts';

/** Others may write notes at the same moment. */
const ATTEMPTS = 5;

/** Changes the notes that one ref has for commits, all by one commit. */
export async function changeNotes(repository: GithubRepository, notes: readonly NoteChange[]): Promise<void> {
  const ref = notes[0]?.ref;
  if (ref === undefined) return;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) if (await tryToChange(repository, ref, notes)) return;
  throw new DeliveryError(repository.api.label, `${ref} is written by others all the time`, 'Run again.');
}

/** False if somebody else was faster. */
async function tryToChange(repository: GithubRepository, notesRef: string, notes: readonly NoteChange[]): Promise<boolean> {
  const { api, data } = repository;
  const ref = notesRef.slice('refs/'.length);
  const tip = await data.tip(ref);
  let there: Commit | undefined;
  // git spreads many notes over folders: `ab/cdef…`.
  const known = new Map<string, readonly [path: string, entry: Entry]>();
  if (typeof tip === 'object') {
    there = await data.commit(tip.at);
    if (there === undefined) throw api.garbled('read the notes');
    for (const found of await readTree(api.label, data, there.tree)) known.set(found[0].replaceAll('/', ''), found);
  }
  const changed = new Map<string, string>();
  for (const { commit, change } of notes) {
    const found = known.get(commit);
    const old = changed.get(commit) ?? (found === undefined ? '' : await data.blob(found[1].blob));
    const text = change(old);
    if (text !== old) changed.set(commit, text);
  }
  if (changed.size === 0) return true;

  const changes = [...changed].map(([commit, text]) => ({ path: known.get(commit)?.[0] ?? commit, text }));
  const tree = await data.makeTree(there?.tree, changes);
  const parents = there === undefined ? [] : [there.id];
  const made = await data.makeCommit('Notes added by slipway\n', tree, parents, signature(api.env, repository.author));
  return (await data.moveRefs([{ ref, from: there?.id, to: made.id }])) === undefined;
}
