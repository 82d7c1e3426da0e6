import { InputError } from '../../errors.ts';
import { short } from '../blob-id.ts';
import { placeOf } from '../plan-place.ts';
import type { Plan } from '../plan.ts';
import { prMarkdown } from '../pr-markdown.ts';
import type { Preview } from '../preview.ts';
import { BranchMovedError, NOTES_REF } from '../target.ts';
import type { LoggedCommit, PastCommit, Snapshot, Target, WantedCommit } from '../target.ts';
import { withLine } from '../with-line.ts';
import { listAt, textAt } from './answer.ts';
import { GithubApi } from './api.ts';
import { standing } from './git-data.ts';
import { GithubRepository } from './github-repository.ts';
import type { GithubTargetOptions } from './github-target.ts';
import { changeNotes } from './note.ts';
import { findDeliveries, findPast } from './past.ts';
import { LONGEST_BODY, PullRequests } from './pull-requests.ts';
import type { PullRequestWords } from './pull-requests.ts';

/** By this people and other tools know our pull requests. */
export const LABEL = 'slipway';

/** The plan's share of the body; the rest is for the message. Unit: bytes. */
const ROOM_FOR_PLAN = LONGEST_BODY - 16_384;

/** The line that every commit of ours has; see message.ts. */
const OURS = /^Slipway-Version: /m;

/** Commits of a comparison that are looked at, which is what GitHub lists. */
const MOST_COMMITS = 250;

export interface PullRequestTargetOptions extends GithubTargetOptions {
  /** Branch that the pull request comes from; ours alone. @default slipway/<branch> */
  readonly head?: string | undefined;
  /** Title and Markdown body for a commit message and the plan behind it. @default the message's first line, and the plan */
  readonly describe?: ((message: string, found: Preview | undefined) => PullRequestWords) | undefined;
}

/**
 * Delivers to a branch by way of a pull request: one branch of our own with one commit on top of the base, and one open
 * pull request, both brought up to date by each delivery and gone when there is nothing left to deliver.
 */
export class PullRequestTarget implements Target {
  readonly label: string;
  readonly branch: string;
  readonly head: string;
  review: string | undefined;
  private readonly repository: GithubRepository;
  private readonly pulls: PullRequests;

  constructor(private readonly options: PullRequestTargetOptions) {
    this.repository = new GithubRepository(new GithubApi(options), options.author, options.sign);
    this.pulls = new PullRequests(this.repository.api);
    this.label = this.repository.api.label;
    this.branch = options.branch;
    this.head = options.head ?? `slipway/${options.branch}`;
    if (this.head === this.branch)
      throw new InputError('branch', `the pull request would go from ${this.head} to itself`, 'Name another branch with --pr-branch.');
  }

  async read(): Promise<Snapshot> {
    this.options.onProgress?.({ step: 'read' });
    const snapshot = await this.repository.snapshot(this.branch);
    if (snapshot.commit === undefined) {
      throw new InputError(
        this.label,
        'the repository is empty, and a pull request needs a branch to go to',
        'Make its first commit, or deliver once without --pull-request.',
      );
    }
    return snapshot;
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

  /** Returns the commit at the head of the pull request; one that says all this already stays. */
  async commit(plan: Plan, message: string, found?: Preview): Promise<string> {
    this.options.onProgress?.({ step: 'commit' });
    await this.repository.expect(this.branch, plan.base);
    const commit = await this.bringHead(plan, message);
    this.options.onProgress?.({ step: 'push' });
    const words = this.options.describe?.(message, found) ?? this.describe(message, found);
    this.review = (await this.pulls.bring(this.head, this.branch, words, LABEL)).url;
    return commit;
  }

  async note(commit: string, line: string): Promise<void> {
    await changeNotes(this.repository, [{ ref: NOTES_REF, commit, change: withLine(line) }]);
  }

  /** There is nothing to deliver: an open pull request of ours has become empty. */
  async mend(): Promise<void> {
    const { data } = this.repository;
    const head = await data.tip(`heads/${this.head}`);
    const base = await data.tip(`heads/${this.branch}`);
    if (typeof head !== 'object' || typeof base !== 'object') return;
    // Somebody works on it: it is theirs to close.
    if ((await this.foreignCommit(base.at, head.at)) !== undefined) return;
    const pull = await this.pulls.open(this.head, this.branch);
    // First, as only this is asked under a condition: whoever has pushed to it meanwhile keeps branch and pull request.
    if ((await data.moveRefs([{ ref: `heads/${this.head}`, from: head.at, to: undefined, force: true }])) !== undefined) return;
    if (pull !== undefined) await this.pulls.close(pull.number);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private describe(message: string, found: Preview | undefined): PullRequestWords {
    const [title = '', ...rest] = message.split('\n');
    // As a block, so that a value that looks like Markdown or calls somebody's name stays what it is.
    const said = rest.join('\n').trim().replace(/^/gm, '    ');
    const plan = found === undefined ? '' : prMarkdown(found, { place: placeOf(this), guards: [], limit: ROOM_FOR_PLAN });
    return { title, body: plan === '' ? said : `${plan}\n<details><summary>The commit's message</summary>\n\n${said}\n\n</details>\n` };
  }

  private async bringHead(plan: Plan, message: string): Promise<string> {
    const { data } = this.repository;
    const ref = `heads/${this.head}`;
    const stands = standing(await data.tip(ref));
    if (stands !== undefined) {
      const there = await data.commit(stands);
      if (there?.parents.join() === plan.base && there?.tree === (await this.repository.treeAfter(plan)) && OURS.test(there.message))
        return stands;
      await this.refuseForeignCommits(plan.base ?? '', stands);
    }
    const commit = await this.repository.write(plan, message);
    // Not forward: the branch is ours, and stands where it was looked at. Whoever is faster is looked at in the next attempt.
    const other = await data.moveRefs([{ ref, from: stands, to: commit.id, force: true }]);
    if (other !== undefined) throw new BranchMovedError(this.head, stands, other.at);
    return commit.id;
  }

  private async refuseForeignCommits(base: string, head: string): Promise<void> {
    const foreign = await this.foreignCommit(base, head);
    if (foreign === undefined) return;
    throw new InputError(
      `${this.label} ${this.head}`,
      `the branch has a commit that slipway did not make (${foreign}), and would lose it`,
      `Merge or close its pull request and delete the branch, or name another one with --pr-branch.`,
    );
  }

  /** A commit of the head that is not ours, in words; undefined if there is none. */
  private async foreignCommit(base: string, head: string): Promise<string | undefined> {
    const { api } = this.repository;
    const doing = `compare ${this.head}`;
    const { data } = await api.get(doing, '/compare/{range}', { range: `${base}...${head}`, per_page: MOST_COMMITS });
    const commits = listAt(data, 'commits');
    if (commits === undefined) throw api.garbled(doing);
    const foreign = commits.find((commit) => !OURS.test(textAt(commit, 'commit', 'message') ?? ''));
    if (foreign !== undefined) return short(textAt(foreign, 'sha') ?? '');
    return commits.length >= MOST_COMMITS ? `one of more than ${MOST_COMMITS}` : undefined;
  }
}
