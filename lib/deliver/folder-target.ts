import { InputError } from '../errors.ts';
import type { Change, Plan } from './plan.ts';
import type { Preview } from './preview.ts';
import { pathFault } from './safe-path.ts';
import type { Entry, LoggedCommit, Snapshot, Target } from './target.ts';

/** One folder of another target, as if it were the whole: a program that shares a repository has its files and its ledger there. */
export class FolderTarget implements Target {
  readonly label: string;
  readonly branch: string;
  readonly folder: string;
  readonly note?: NonNullable<Target['note']>;
  readonly replaceNote?: NonNullable<Target['replaceNote']>;
  readonly past?: NonNullable<Target['past']>;
  readonly deliveries?: NonNullable<Target['deliveries']>;

  /** Throws an InputError for a folder that no repository may hold. */
  constructor(
    private readonly whole: Target,
    folder: string,
  ) {
    this.folder = folder.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
    const fault = pathFault(this.folder);
    if (fault !== undefined)
      throw new InputError('folder', `${JSON.stringify(folder)}: ${fault}`, 'Name a folder of the repository, such as clusters/home.');
    this.label = whole.label;
    this.branch = whole.branch;
    if (whole.note !== undefined) this.note = whole.note.bind(whole);
    if (whole.replaceNote !== undefined) this.replaceNote = whole.replaceNote.bind(whole);
    if (whole.past !== undefined) {
      const past = whole.past.bind(whole);
      this.past = async (id) => {
        const found = await past(id);
        return found && { ...found, snapshot: { ...found.snapshot, ...this.below(found.snapshot) } };
      };
    }
    if (whole.deliveries !== undefined) {
      const deliveries = whole.deliveries.bind(whole);
      // Only those that changed something here count, so the limit comes last.
      this.deliveries = async (limit) =>
        (await deliveries())
          .map((commit) => this.logged(commit))
          .filter(({ changes }) => changes.length > 0)
          .slice(0, limit);
    }
  }

  get review(): string | undefined {
    return this.whole.review;
  }

  async read(): Promise<Snapshot> {
    const snapshot = await this.whole.read();
    this.refuseInTheWay(snapshot);
    return { ...snapshot, ...this.below(snapshot) };
  }

  texts(blobs: readonly string[]): Promise<readonly string[]> {
    return this.whole.texts(blobs);
  }

  commit(plan: Plan, message: string, found?: Preview): Promise<string> {
    const placed = (change: Change): Change => ({ ...change, path: `${this.folder}/${change.path}` });
    return this.whole.commit({ ...plan, changes: plan.changes.map(placed), records: plan.records.map(placed) }, message, found);
  }

  mend(): Promise<void> {
    return this.whole.mend();
  }

  close(): Promise<void> {
    return this.whole.close();
  }

  private below({ entries: all }: Snapshot): Pick<Snapshot, 'entries'> {
    const start = `${this.folder}/`;
    const entries = new Map<string, Entry>();
    for (const [path, entry] of all) if (path.startsWith(start)) entries.set(path.slice(start.length), entry);
    return { entries };
  }

  private logged(commit: LoggedCommit): LoggedCommit {
    const start = `${this.folder}/`;
    const changes = commit.changes.filter(({ path }) => path.startsWith(start));
    return { ...commit, changes: changes.map((change) => ({ ...change, path: change.path.slice(start.length) })) };
  }

  /** A file, link or submodule where the folder is to be. */
  private refuseInTheWay({ entries }: Snapshot): void {
    const parts = this.folder.split('/');
    for (let length = 1; length <= parts.length; length += 1) {
      const path = parts.slice(0, length).join('/');
      if (!entries.has(path)) continue;
      throw new InputError(path, 'a file, link or submodule stands where the folder is to be', 'Move it away, or name another folder.');
    }
  }
}
