import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DeliveryError, InputError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { Git } from './git.ts';
import type { Plan } from './plan.ts';
import { isDead, ownMark } from './process-mark.ts';
import type { ProcessMark } from './process-mark.ts';
import { Repository } from './repository.ts';
import { BranchMovedError, NOTES_REF, oncePublished } from './target.ts';
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
import { withLine } from './with-line.ts';

/** Notes written anew when somebody else was faster. */
export const NOTE_ATTEMPTS = 5;

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
  private opened: Promise<Repository> | undefined;

  constructor(private readonly options: LocalTargetOptions) {
    this.label = options.path;
    this.branch = options.branch;
  }

  async read(skip?: SkipFolder): Promise<Snapshot> {
    this.options.onProgress?.({ step: 'read' });
    if (this.isFree()) return { commit: undefined, objectFormat: 'sha1', entries: new Map() };

    const repository = await this.repository();
    const commit = await this.tip(repository);
    if (commit === undefined && this.options.group === undefined) refuseOtherBranches(this.label, this.branch, await repository.branches());
    return repository.snapshot(commit, skip);
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    return blobs.length === 0 ? [] : (await this.repository()).texts(blobs);
  }

  async commit(plan: Plan, message: string): Promise<string> {
    this.options.onProgress?.({ step: 'commit' });
    if (this.isFree()) await this.make();
    const repository = await this.repository();
    const { group } = this.options;
    const found = await this.tip(repository);
    if (found !== plan.base) throw new BranchMovedError(this.branch, plan.base, found);

    const commit = await repository.write(plan, message, this.options);
    const ref = `refs/heads/${this.branch}`;
    if (group === undefined) await repository.move(this.branch, commit, plan.base);
    else group.moves.push({ ref, commit, base: await repository.commitOf(ref) });
    return commit;
  }

  /** Moves all branches of a group, this one among them, or none. */
  async publish({ moves, branches }: BranchGroup): Promise<void> {
    if (this.isFree()) return;
    const repository = await this.repository();
    await repository.mend(branches);
    if (moves.length > 0) await repository.moveAll(moves);
  }

  note(commit: string, line: string): Promise<void> {
    return this.noted({ ref: NOTES_REF, commit, change: withLine(line) });
  }

  replaceNote(ref: string, commit: string, text: string): Promise<void> {
    return this.noted({ ref, commit, change: () => text });
  }

  private noted(note: NoteChange): Promise<void> {
    return oncePublished(this.options.group, note, (notes) => this.keepNotes(notes));
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
        await repository.moveRef(ref, ref, written.note, written.base);
        return;
      } catch (error) {
        if (!(error instanceof BranchMovedError) || attempt === NOTE_ATTEMPTS) throw error;
      }
    }
  }

  async past(id: string): Promise<PastCommit | undefined> {
    const tip = (await this.read()).commit;
    return tip === undefined ? undefined : (await this.repository()).past(tip, id);
  }

  async deliveries(limit?: number, wanted?: WantedCommit): Promise<readonly LoggedCommit[]> {
    const tip = (await this.read()).commit;
    return tip === undefined ? [] : (await this.repository()).deliveries(tip, limit, wanted);
  }

  async recall(name: string): Promise<string | undefined> {
    return this.isFree() ? undefined : (await this.repository()).recall(`${this.branch}/${name}`);
  }

  async remember(name: string, text: string): Promise<void> {
    if (!this.isFree()) (await this.repository()).remember(`${this.branch}/${name}`, text);
  }

  async mend(): Promise<void> {
    // Those of a group are mended together, when it is published.
    if (this.options.group === undefined && !this.isFree()) await (await this.repository()).mend([this.branch]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Where the branch stands, or the one that it starts from. */
  private async tip(repository: Repository): Promise<string | undefined> {
    const own = await repository.commitOf(`refs/heads/${this.branch}`);
    const { moves = [], startsFrom } = this.options.group ?? {};
    if (own !== undefined || startsFrom === undefined) return own;
    const start = `refs/heads/${startsFrom}`;
    return moves.find(({ ref }) => ref === start)?.commit ?? repository.commitOf(start);
  }

  private repository(): Promise<Repository> {
    return (this.opened ??= this.open());
  }

  private async open(): Promise<Repository> {
    const { branch, env = process.env } = this.options;
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
    const [bare = '', common = dir] = (await git.text(['rev-parse', '--is-bare-repository', '--git-common-dir'])).split('\n');
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
    return new Repository(this.label, resolve(common), git, env);
  }

  /** Whether a repository may be made here: nothing there, or an empty folder. */
  private isFree(): boolean {
    const path = resolve(this.options.path);
    try {
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined || (found.isDirectory() && readdirSync(path).length === 0);
    } catch (error) {
      throw cannotMake(this.label, error);
    }
  }

  /** Makes the repository beside its place and moves it there whole, so that no half-made one is ever found. */
  private async make(): Promise<void> {
    const path = resolve(this.options.path);
    const parent = dirname(path);
    const own = ownMark();
    const draft = join(parent, `.${basename(path)}.${own.pid}-${own.started}-${randomUUID()}.new`);
    try {
      mkdirSync(parent, { recursive: true });
      removeDrafts(parent, basename(path), own);
      await new Git({ where: this.label, env: this.options.env }).run([
        'init',
        '--quiet',
        '--bare',
        '--template=',
        '-b',
        this.branch,
        draft,
      ]);
      renameSync(draft, path);
    } catch (error) {
      // Not below a file: there Node 22 and later complain, `force` or not.
      if (existsSync(draft)) rmSync(draft, { recursive: true, force: true });
      // Somebody else made it at the same moment.
      if ((errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST') && existsSync(path)) return;
      throw cannotMake(this.label, error);
    }
  }
}

/** Removes repositories that were half made when their process was killed. */
function removeDrafts(parent: string, name: string, own: ProcessMark): void {
  for (const draft of readdirSync(parent)) {
    if (!draft.startsWith(`.${name}.`)) continue;
    const [, pid, started] = /\.(\d+)-(\d*)-[0-9a-f-]{36}\.new$/.exec(draft) ?? [];
    if (pid === undefined || started === undefined || !isDead({ ...own, pid: Number(pid), started })) continue;
    rmSync(join(parent, draft), { recursive: true, force: true });
  }
}

/** A branch that does not exist in a repository that has others is a slip of the pen, not an order to start a second history. */
export function refuseOtherBranches(label: string, branch: string, others: readonly string[]): void {
  if (others.length === 0) return;
  const shown = others.slice(0, 5).join(', ') + (others.length > 5 ? ` and ${others.length - 5} more` : '');
  throw new InputError(
    label,
    `there is no branch ${branch}, only ${shown}`,
    `Name one of them with --branch, or make it there: git branch ${branch} ${others[0] ?? ''}.`,
  );
}

function cannotMake(label: string, error: unknown): unknown {
  const causes: Readonly<Record<string, readonly [string, string]>> = {
    EACCES: ['this account may not make a repository here', 'Name another place with --target, or give this account write access.'],
    EPERM: ['this account may not make a repository here', 'Name another place with --target, or give this account write access.'],
    EROFS: ['the file system is read-only', 'Name another place with --target.'],
    ENOSPC: ['the disk is full', 'Free some space and run again.'],
    ENOTDIR: ['a part of the path is a file', 'Name another place with --target.'],
    EEXIST: ['a part of the path is a file', 'Name another place with --target.'], // Node 22 and later say so
  };
  const cause = causes[errorCode(error) ?? ''];
  return cause === undefined ? error : new DeliveryError(label, ...cause);
}
