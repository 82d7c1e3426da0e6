import { NOTES_REF } from '../target.ts';
import { DeliveryError } from '../../errors.ts';
import type { Commit } from './git-data.ts';
import type { GithubRepository } from './github-repository.ts';
import { readTree } from './read-tree.ts';
import { signature } from './signature.ts';

/** Others may write notes at the same moment. */
const ATTEMPTS = 5;

const REF = NOTES_REF.slice('refs/'.length);

/** Adds a line to the note of a commit, as `git notes append` would, unless it stands there already. */
export async function addNote(repository: GithubRepository, commit: string, line: string): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) if (await tryToAdd(repository, commit, line)) return;
  throw new DeliveryError(repository.api.label, `${NOTES_REF} is written by others all the time`, 'Run again.');
}

/** False if somebody else was faster. */
async function tryToAdd(repository: GithubRepository, commit: string, line: string): Promise<boolean> {
  const { api, data } = repository;
  const tip = await data.tip(REF);
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
  if (old.split('\n').includes(line)) return true;

  const tree = await data.makeTree(notes?.tree, [{ path, text: `${old}${old === '' || old.endsWith('\n') ? '' : '\n'}${line}\n` }]);
  const parents = notes === undefined ? [] : [notes.id];
  const made = await data.makeCommit('Notes added by slipway\n', tree, parents, signature(api.env, repository.author));
  return notes === undefined ? data.makeRef(REF, made.id) : data.moveRef(REF, notes.id, made.id, false);
}
