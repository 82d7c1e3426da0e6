import type { Plan } from '../plan.ts';
import { NOTES_REF } from '../target.ts';
import type { Author, LoggedCommit, OnProgress, PastCommit, Snapshot, Target } from '../target.ts';
import { withLine } from '../with-line.ts';
import { GithubApi } from './api.ts';
import type { GithubOptions } from './api.ts';
import { GithubRepository } from './github-repository.ts';
import { changeNote } from './note.ts';
import { findDeliveries, findPast } from './past.ts';

export interface GithubTargetOptions extends GithubOptions {
  readonly branch: string;
  /** @default the account of the token, unless the environment names somebody */
  readonly author?: Author | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** A branch on GitHub, delivered to through its API: nothing is fetched and nothing is pushed. */
export class GithubTarget implements Target {
  readonly label: string;
  readonly branch: string;
  private readonly repository: GithubRepository;

  constructor(private readonly options: GithubTargetOptions) {
    this.repository = new GithubRepository(new GithubApi(options), options.author);
    this.label = this.repository.api.label;
    this.branch = options.branch;
  }

  async read(): Promise<Snapshot> {
    this.options.onProgress?.({ step: 'read' });
    return this.repository.snapshot(this.branch);
  }

  past(id: string): Promise<PastCommit | undefined> {
    return findPast(this.repository, this.branch, id);
  }

  deliveries(limit?: number): Promise<readonly LoggedCommit[]> {
    return findDeliveries(this.repository, this.branch, limit);
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    return this.repository.texts(blobs);
  }

  async commit(plan: Plan, message: string): Promise<string> {
    this.options.onProgress?.({ step: 'commit' });
    // A plan from a file: its base may be long gone.
    if (!this.repository.knows(plan.base)) await this.repository.expect(this.branch, plan.base);
    const commit = await this.repository.write(plan, message);
    this.options.onProgress?.({ step: 'push' });
    await this.repository.move(this.branch, commit);
    return commit.id;
  }

  async note(commit: string, line: string): Promise<void> {
    await changeNote(this.repository, NOTES_REF, commit, withLine(line));
  }

  async replaceNote(ref: string, commit: string, text: string): Promise<void> {
    await changeNote(this.repository, ref, commit, () => text);
  }

  /** GitHub looks after its own locks. */
  mend(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
