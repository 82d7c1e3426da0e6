import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { Git } from './git.ts';
import { isFree, makeRepository } from './new-repository.ts';
import { NOTE_ATTEMPTS, noting } from './noting.ts';
import { refuseOtherBranches } from './other-branches.ts';
import type { Plan } from './plan.ts';
import { Repository } from './repository.ts';
import { GitConfig } from './signature.ts';
import { BranchMovedError } from './target.ts';
import type {
  BranchGroup,
  CommitOptions,
  LoggedCommit,
  NoteChange,
  OnProgress,
  PastCommit,
  SkipFolder,
  Snapshot,
  Target,
  WantedCommit,
} from './target.ts';

export interface LocalTargetOptions extends CommitOptions {
  /** Path of the repository; one that does not exist is made, bare, by the first delivery. */
  readonly path: string;
  readonly branch: string;
  readonly onProgress?: OnProgress | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** @default the branch moves with its own commit */
  readonly group?: BranchGroup | undefined;
}

/** A repository on this machine: bare, or with a work tree in which the branch is not checked out. */
export class LocalTarget implements Target {
  readonly label: string;
  readonly branch: string;
  readonly note: NonNullable<Target['note']>;
  readonly replaceNote: NonNullable<Target['replaceNote']>;
  private opened: Promise<Repository> | undefined;

  constructor(private readonly options: LocalTargetOptions) {
    this.label = options.path;
    this.branch = options.branch;
    const { note, replaceNote } = noting(options.group, (notes) => this.keepNotes(notes));
    this.note = note;
    this.replaceNote = replaceNote;
  }

  async read(skip?: SkipFolder): Promise<Snapshot> {
    this.options.onProgress?.({ step: 'read' });
    if (isFree(this.options)) return { commit: undefined, objectFormat: 'sha1', entries: new Map() };

    const repository = await this.repository();
    const commit = await this.tip(repository);
    if (commit === undefined && this.options.group === undefined)
      refuseOtherBranches(this.label, this.branch, await repository.refs.branches());
    return repository.snapshot(commit, skip);
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    return blobs.length === 0 ? [] : (await this.repository()).texts(blobs);
  }

  async commit(plan: Plan, message: string): Promise<string> {
    this.options.onProgress?.({ step: 'commit' });
    if (isFree(this.options)) await makeRepository(this.options);
    const repository = await this.repository();
    const { group } = this.options;
    const commit = await repository.commits.write(plan, message, this.options, this.expect(repository, plan.base));
    const ref = `refs/heads/${this.branch}`;
    if (group === undefined) await repository.refs.moveBranch(this.branch, commit, plan.base);
    else group.moves.push({ ref, commit, base: await repository.refs.commitOf(ref) });
    return commit;
  }

  /** Moves all branches of a group, this one among them, or none. */
  async publish({ moves, branches }: BranchGroup): Promise<void> {
    if (isFree(this.options)) return;
    const repository = await this.repository();
    await repository.refs.mend(branches);
    if (moves.length > 0) await repository.refs.moveAll(moves);
  }

  /** Writes notes of one ref, all by one commit. */
  async keepNotes(notes: readonly NoteChange[]): Promise<void> {
    const ref = notes[0]?.ref;
    if (ref === undefined) return;
    const repository = await this.repository();
    for (let attempt = 1; ; attempt += 1) {
      const written = await repository.writeNotes(ref, notes);
      if (written === undefined) return;
      try {
        await repository.refs.move(ref, ref, written.note, written.base);
        return;
      } catch (error) {
        if (!(error instanceof BranchMovedError) || attempt === NOTE_ATTEMPTS) throw error;
      }
    }
  }

  async past(id: string): Promise<PastCommit | undefined> {
    const tip = (await this.read()).commit;
    return tip === undefined ? undefined : (await this.repository()).past.find(tip, id);
  }

  async deliveries(limit?: number, wanted?: WantedCommit): Promise<readonly LoggedCommit[]> {
    const tip = (await this.read()).commit;
    return tip === undefined ? [] : (await this.repository()).past.deliveries(tip, limit, wanted);
  }

  async recall(name: string): Promise<string | undefined> {
    return isFree(this.options) ? undefined : (await this.repository()).memory.recall(`${this.branch}/${name}`);
  }

  async remember(name: string, text: string): Promise<void> {
    if (!isFree(this.options)) (await this.repository()).memory.remember(`${this.branch}/${name}`, text);
  }

  async mend(): Promise<void> {
    // Those of a group are mended together, when it is published.
    if (this.options.group === undefined && !isFree(this.options)) await (await this.repository()).refs.mend([this.branch]);
  }

  async close(): Promise<void> {
    // One that could not be opened holds nothing.
    (await this.opened?.catch(() => undefined))?.close();
  }

  /** Throws a {@link BranchMovedError} unless the branch stands where a plan was made. */
  private async expect(repository: Repository, base: string | undefined): Promise<void> {
    const found = await this.tip(repository);
    if (found !== base) throw new BranchMovedError(this.branch, base, found);
  }

  /** Where the branch stands, or the one that it starts from. */
  private async tip(repository: Repository): Promise<string | undefined> {
    const own = await repository.refs.commitOf(`refs/heads/${this.branch}`);
    const { moves = [], startsFrom } = this.options.group ?? {};
    if (own !== undefined || startsFrom === undefined) return own;
    const start = `refs/heads/${startsFrom}`;
    return moves.find(({ ref }) => ref === start)?.commit ?? repository.refs.commitOf(start);
  }

  private repository(): Promise<Repository> {
    return (this.opened ??= this.open());
  }

  private async open(): Promise<Repository> {
    const { env = process.env } = this.options;
    const path = resolve(this.options.path);
    const dir = existsSync(join(path, '.git')) ? join(path, '.git') : path;
    if (!existsSync(join(path, '.git')) && !existsSync(join(path, 'HEAD'))) {
      throw new InputError(
        this.label,
        'there is something else than a git repository',
        'Name an empty place, where a repository is made, or a bare repository.',
      );
    }
    const git = new Git({ dir, where: this.label, hooks: join(dir, 'hooks'), env });
    const config = new GitConfig(git);
    // Mostly it is bare, and then what it says of itself is read together with what a commit needs.
    const isBare = (await config.values()).get('core.bare') === 'true' && dir === path && !existsSync(join(path, 'worktrees'));
    const common = isBare ? dir : await this.commonDir(git, path);
    return new Repository(this.label, resolve(common), git, env, config);
  }

  /** Where the parts of a repository are that all its work trees have in common. Throws an InputError if the branch is checked out in one. */
  private async commonDir(git: Git, path: string): Promise<string> {
    const { branch } = this;
    const [bare = '', common = ''] = (await git.text(['rev-parse', '--is-bare-repository', '--git-common-dir'])).split('\n');
    if (bare !== 'true' || existsSync(join(path, 'worktrees'))) {
      const trees = await git.text(['worktree', 'list', '--porcelain']);
      if (trees.split('\n').includes(`branch refs/heads/${branch}`)) {
        throw new InputError(
          this.label,
          `branch ${branch} is checked out here, and a delivery would leave its work tree behind`,
          'Deliver to a bare repository (git init --bare), to another branch, or to the remote that this one was cloned from.',
        );
      }
    }
    return common;
  }
}
