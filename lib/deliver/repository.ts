import { DeliveryError } from '../errors.ts';
import { isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import { CommitWriter } from './commit-writer.ts';
import type { Git } from './git.ts';
import { Memory } from './memory.ts';
import { ObjectReader } from './object-reader.ts';
import { PastCommits } from './past-commits.ts';
import { Refs } from './refs.ts';
import { GitConfig } from './signature.ts';
import type { Entry, NoteChange, SkipFolder, Snapshot } from './target.ts';
import { FSCK, walkTree } from './tree-walk.ts';

/** A git repository on this machine, used through plumbing only: no work tree, no index, no hooks but its own. */
export class Repository {
  readonly refs: Refs;
  readonly commits: CommitWriter;
  readonly past: PastCommits;
  readonly memory: Memory;
  private readonly objects: ObjectReader;

  constructor(
    /** As the person wrote it, for errors. */
    private readonly where: string,
    dir: string,
    private readonly git: Git,
    env: NodeJS.ProcessEnv,
    config = new GitConfig(git),
  ) {
    this.objects = new ObjectReader(where, git);
    this.refs = new Refs(where, dir, git, this.objects);
    this.commits = new CommitWriter(where, dir, git, config, env);
    this.past = new PastCommits(git, this.refs, (commit) => this.snapshot(commit));
    this.memory = new Memory(dir);
  }

  async objectFormat(): Promise<ObjectFormat> {
    return (await this.git.text(['rev-parse', '--show-object-format'])) === 'sha256' ? 'sha256' : 'sha1';
  }

  async snapshot(commit: string | undefined, skip?: SkipFolder): Promise<Snapshot> {
    const entries = new Map<string, Entry>();
    if (commit === undefined) return { commit, objectFormat: await this.objectFormat(), entries };
    const objectFormat = isObjectId(commit, 'sha256') ? 'sha256' : 'sha1';
    const walked = skip && (await walkTree(this.objects, `${commit}^{tree}`, skip, this.where));
    // Where a tree is missing, git's own words about it are better than ours.
    if (walked !== undefined) return { commit, objectFormat, ...walked };

    const { out } = await this.git.run(['ls-tree', '-r', '-z', '--full-tree', commit]);
    const text = out.toString('utf8');
    for (let start = 0; start < text.length;) {
      // `100644 blob 3f2c9ad…<tab>path<zero>`
      const tab = text.indexOf('\t', start);
      const end = text.indexOf('\0', tab);
      entries.set(text.slice(tab + 1, end), { mode: modeOf(text, start), blob: text.slice(text.lastIndexOf(' ', tab) + 1, tab) });
      start = end + 1;
    }
    return { commit, objectFormat, entries };
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    const texts = await this.objects.read(blobs, (object) => (object?.kind === 'blob' ? object.data.toString('utf8') : undefined));
    return texts.map((text, index) => {
      if (text !== undefined) return text;
      throw new DeliveryError(this.where, `the repository is damaged: file content ${blobs[index] ?? ''} is missing`, FSCK);
    });
  }

  /**
   * Changes the notes of commits, on top of what a notes ref names.
   * Answers with the new commit of the notes, to which no ref points yet; undefined if all texts stay as they are.
   */
  async writeNotes(
    notesRef: string,
    notes: readonly NoteChange[],
  ): Promise<{ readonly note: string; readonly base: string | undefined } | undefined> {
    const base = await this.refs.commitOf(notesRef);
    const changed = new Map<string, string>();
    for (const { commit, change } of notes) {
      const text = changed.get(commit) ?? (await this.noteOf(notesRef, commit));
      const note = change(text);
      if (note !== text) changed.set(commit, note);
    }
    return changed.size === 0 ? undefined : { note: await this.commits.writeNotes(changed, base), base };
  }

  private async noteOf(notesRef: string, commit: string): Promise<string> {
    const { code, out } = await this.git.run(['notes', `--ref=${notesRef}`, 'show', commit], { codes: [0, 1] });
    return code === 0 ? out.toString('utf8') : '';
  }

  /** Lets go of the git that is asked for objects; it is started again when it is needed. */
  close(): void {
    this.objects.close();
  }
}

const PLAIN_FILE = '100644';

/** The mode at the start of a line of `ls-tree`; nearly all have the same, and need no text of their own. */
function modeOf(text: string, start: number): string {
  return text.startsWith(PLAIN_FILE, start) ? PLAIN_FILE : text.slice(start, start + PLAIN_FILE.length);
}
