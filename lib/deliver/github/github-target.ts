import { InputError } from '../../errors.ts';
import type { Plan } from '../plan.ts';
import { NOTES_REF, oncePublished } from '../target.ts';
import type { Author, BranchGroup, LoggedCommit, NoteChange, OnProgress, PastCommit, Snapshot, Target, WantedCommit } from '../target.ts';
import { withLine } from '../with-line.ts';
import { GithubApi } from './api.ts';
import type { GithubOptions } from './api.ts';
import { GithubRepository } from './github-repository.ts';
import { changeNotes } from './note.ts';
import { findDeliveries, findPast } from './past.ts';

export interface GithubTargetOptions extends GithubOptions {
  readonly branch: string;
  /** @default the account of the token, unless the environment names somebody */
  readonly author?: Author | undefined;
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
  private readonly repository: GithubRepository;
  /** Where this branch of a group stood when it was read. */
  private ownTip: string | undefined;

  constructor(private readonly options: GithubTargetOptions) {
    this.repository = new GithubRepository(options.api ?? new GithubApi(options), options.author);
    this.label = this.repository.api.label;
    this.branch = options.branch;
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
    await this.repository.move(this.branch, commit.id, commit.parents[0]);
    return commit.id;
  }

  /**
   * Moves all branches of a group, this one among them. GitHub moves one at a time, so all are looked at before the first is
   * moved; `moved` tells which are there if a later one cannot be.
   */
  async publish({ moves, moved }: BranchGroup): Promise<void> {
    if (moves.length > 0) this.options.onProgress?.({ step: 'push' });
    const all = moves.map((move) => ({ ...move, branch: move.ref.slice('refs/heads/'.length) }));
    if (all.length > 1) for (const { branch, base } of all) await this.repository.expect(branch, base);
    for (const { ref, branch, commit, base } of all) {
      await this.repository.move(branch, commit, base);
      moved.add(ref);
    }
  }

  note(commit: string, line: string): Promise<void> {
    return this.noted({ ref: NOTES_REF, commit, change: withLine(line) });
  }

  replaceNote(ref: string, commit: string, text: string): Promise<void> {
    return this.noted({ ref, commit, change: () => text });
  }

  /** Writes notes of one ref, all by one commit. */
  keepNotes(notes: readonly NoteChange[]): Promise<void> {
    return changeNotes(this.repository, notes);
  }

  private noted(note: NoteChange): Promise<void> {
    return oncePublished(this.options.group, note, (notes) => this.keepNotes(notes));
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

/** Throws an InputError where commits are to be signed with a key of the person's own. */
export function refuseSigning({ sign }: { readonly sign?: boolean | undefined }): void {
  if (sign !== true) return;
  throw new InputError(
    'sign',
    'commits that GitHub makes cannot be signed here',
    'Deliver as a GitHub App, whose commits GitHub signs, or to the URL of the repository by git.',
  );
}
