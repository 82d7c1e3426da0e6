import { InputError } from '../errors.ts';
import type { Change, Plan } from './plan.ts';
import type { Preview } from './preview.ts';
import { pathFault } from './safe-path.ts';
import type { LoggedCommit, SkipFolder, Snapshot, Target } from './target.ts';

/** One folder of another target, as if it were the whole: a program that shares a repository has its files and its ledger there. */
export class FolderTarget implements Target {
  readonly label: string;
  readonly branch: string;
  readonly folder: string;
  readonly note?: NonNullable<Target['note']>;
  readonly replaceNote?: NonNullable<Target['replaceNote']>;
  readonly recall?: NonNullable<Target['recall']>;
  readonly remember?: NonNullable<Target['remember']>;
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
    const recall = whole.recall?.bind(whole);
    if (recall !== undefined) this.recall = (name) => recall(`${this.folder}/${name}`);
    const remember = whole.remember?.bind(whole);
    if (remember !== undefined) this.remember = (name, text) => remember(`${this.folder}/${name}`, text);
    if (whole.past !== undefined) {
      const past = whole.past.bind(whole);
      this.past = async (id) => {
        const found = await past(id);
        return found && { ...found, snapshot: { ...found.snapshot, ...this.below(found.snapshot) } };
      };
    }
    if (whole.deliveries !== undefined) {
      const deliveries = whole.deliveries.bind(whole);
      this.deliveries = async (limit, wanted = () => true) => {
        const here = (commit: LoggedCommit): boolean => {
          const logged = this.logged(commit);
          return logged.changes.length > 0 && wanted(logged);
        };
        return (await deliveries(limit, here)).map((commit) => this.logged(commit));
      };
    }
  }

  get review(): string | undefined {
    return this.whole.review;
  }

  async read(skip?: SkipFolder): Promise<Snapshot> {
    const start = `${this.folder}/`;
    const beside = (folder: string): boolean => !`${folder}/`.startsWith(start) && !start.startsWith(`${folder}/`);
    const snapshot = await this.whole.read(
      skip && ((folder, tree) => beside(folder) || (folder.startsWith(start) && skip(folder.slice(start.length), tree))),
    );
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

  private below({ entries, skipped, look }: Snapshot): Pick<Snapshot, 'entries' | 'skipped' | 'look'> {
    return {
      entries: this.inside(entries),
      skipped: skipped && this.inside(skipped),
      look: look && (async (folders) => this.inside(await look(folders.map((folder) => `${this.folder}/${folder}`)))),
    };
  }

  private inside<T>(all: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
    const start = `${this.folder}/`;
    const found = new Map<string, T>();
    for (const [path, value] of all) if (path.startsWith(start)) found.set(path.slice(start.length), value);
    return found;
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
