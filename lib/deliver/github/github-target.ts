import { noting } from '../noting.ts';
import type { Plan } from '../plan.ts';
import type { Author, BranchGroup, LoggedCommit, NoteChange, OnProgress, PastCommit, Snapshot, Target, WantedCommit } from '../target.ts';
import { GithubApi } from './api.ts';
import type { GithubOptions } from './api.ts';
import { GithubRepository } from './github-repository.ts';
import { changeNotes } from './note.ts';
import { findDeliveries, findPast } from './past.ts';

export interface GithubTargetOptions extends GithubOptions {
  readonly branch: string;
  /** @default the account of the token, unless the environment names somebody */
  readonly author?: Author | undefined;
  /** Sign with OpenPGP, as git is configured. @default GitHub signs if the account is that of an App */
  readonly sign?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** @default the branch moves with its own commit */
  readonly group?: BranchGroup | undefined;
  /** One client for several branches of a repository. @default one of its own */
  readonly api?: GithubApi | undefined;
}

/** A branch on GitHub, delivered to through its API: nothing is fetched and nothing is pushed. */
export class GithubTarget implements Target {
  readonly label: string;
  readonly branch: string;
  readonly note: NonNullable<Target['note']>;
  readonly replaceNote: NonNullable<Target['replaceNote']>;
  private readonly repository: GithubRepository;
  /** Where this branch of a group stood when it was read. */
  private ownTip: string | undefined;

  constructor(private readonly options: GithubTargetOptions) {
    this.repository = new GithubRepository(options.api ?? new GithubApi(options), options.author, options.sign);
    this.label = this.repository.api.label;
    this.branch = options.branch;
    const { note, replaceNote } = noting(options.group, (notes) => this.keepNotes(notes));
    this.note = note;
    this.replaceNote = replaceNote;
  }

  async read(): Promise<Snapshot> {
    const { group, onProgress } = this.options;
    onProgress?.({ step: 'read' });
    return group === undefined ? this.repository.snapshot(this.branch) : this.readOf(group);
  }

  past(id: string): Promise<PastCommit | undefined> {
    return findPast(this.repository, this.branch, id);
  }

  deliveries(limit?: number, wanted?: WantedCommit): Promise<readonly LoggedCommit[]> {
    return findDeliveries(this.repository, this.branch, limit, wanted);
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    return this.repository.texts(blobs);
  }

  async commit(plan: Plan, message: string): Promise<string> {
    const { group, onProgress } = this.options;
    onProgress?.({ step: 'commit' });
    if (group !== undefined) return this.stage(group, plan, message);
    // A plan from a file: its base may be long gone.
    if (!this.repository.knows(plan.base)) await this.repository.expect(this.branch, plan.base);
    const commit = await this.repository.write(plan, message);
    onProgress?.({ step: 'push' });
    await this.repository.move([{ ref: `refs/heads/${this.branch}`, commit: commit.id, base: commit.parents[0] }]);
    return commit.id;
  }

  /** Moves all branches of a group, this one among them, or none. */
  async publish({ moves }: BranchGroup): Promise<void> {
    if (moves.length > 0) this.options.onProgress?.({ step: 'push' });
    await this.repository.move(moves);
  }

  /** Writes notes of one ref, all by one commit. */
  keepNotes(notes: readonly NoteChange[]): Promise<void> {
    return changeNotes(this.repository, notes);
  }

  /** GitHub looks after its own locks. */
  mend(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** One branch of several: where it is not there yet, the one that it starts from. */
  private async readOf({ moves, startsFrom }: BranchGroup): Promise<Snapshot> {
    this.ownTip = await this.repository.tipOf(this.branch);
    if (this.ownTip !== undefined || startsFrom === undefined) return this.repository.snapshotAt(this.ownTip);
    const staged = moves.find(({ ref }) => ref === `refs/heads/${startsFrom}`)?.commit;
    return this.repository.snapshotAt(staged ?? (await this.repository.tipOf(startsFrom)));
  }

  private async stage(group: BranchGroup, plan: Plan, message: string): Promise<string> {
    const { repository } = this;
    const { id } = await (plan.base === undefined ? repository.writeRoot(plan, message) : repository.write(plan, message));
    group.moves.push({ ref: `refs/heads/${this.branch}`, commit: id, base: this.ownTip });
    return id;
  }
}
