import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeliveryError } from '../errors.ts';
import { Git } from './git.ts';
import type { Ran } from './git.ts';
import { gitError, redact } from './git-error.ts';
import { NOTE_ATTEMPTS, refuseOtherBranches } from './local-target.ts';
import type { Plan } from './plan.ts';
import { releaseCache, takeCache } from './remote-cache.ts';
import { heldLock, mendRefLocks, withRefLock } from './ref-lock.ts';
import { Repository } from './repository.ts';
import { BranchMovedError, NOTES_REF, oncePublished } from './target.ts';
import type {
  BranchGroup,
  CommitOptions,
  LoggedCommit,
  NoteChange,
  OnProgress,
  PastCommit,
  Progress,
  SkipFolder,
  Snapshot,
  Target,
  WantedCommit,
} from './target.ts';
import { withLine } from './with-line.ts';

export interface RemoteTargetOptions extends CommitOptions {
  /** Any URL that git reaches; without credentials. */
  readonly url: string;
  readonly branch: string;
  /** Folder for the caches; may be deleted at any time. */
  readonly stateFolder: string;
  readonly onProgress?: OnProgress | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** A remote that says nothing for so long is given up. Unit: milliseconds. @default two minutes */
  readonly silenceMs?: number | undefined;
  /** @default the branch moves with its own commit */
  readonly group?: BranchGroup | undefined;
  /** Another branch of the same remote, whose cache this one uses; closed after this one. @default a cache of its own */
  readonly shares?: RemoteTarget | undefined;
}

interface Cache {
  readonly dir: string;
  readonly git: Git;
  readonly repository: Repository;
}

const FETCHED = 'refs/slipway/fetched';

/** What git itself takes for no limit. @see https://git-scm.com/docs/shallow */
const WHOLE_HISTORY = 0x7fffffff;

const PUSH_OPTIONS = ['--porcelain', '--progress', '--no-thin', '--no-follow-tags', '--no-signed', '--recurse-submodules=no'];

/** A branch behind a URL. The newest commit is fetched into a bare cache, the new one is made there and pushed. */
export class RemoteTarget implements Target {
  readonly label: string;
  readonly branch: string;
  private readonly env: NodeJS.ProcessEnv;
  private cache: Promise<Cache> | undefined;
  /** Where this branch of a group stood when it was read. */
  private ownTip: string | undefined;

  constructor(private readonly options: RemoteTargetOptions) {
    this.label = redact(options.url);
    this.branch = options.branch;
    this.env = options.env ?? process.env;
  }

  async read(skip?: SkipFolder): Promise<Snapshot> {
    this.options.onProgress?.({ step: 'read' });
    try {
      return await this.readOnce(skip);
    } catch (error) {
      if (!isOfCache(error)) throw error;
      await this.discard();
      return this.readOnce(skip);
    }
  }

  private async readOnce(skip: SkipFolder | undefined): Promise<Snapshot> {
    const { repository, git } = await this.opened();
    const heads = await this.heads(git);
    const { group } = this.options;
    if (group !== undefined) return this.readOf(group, heads, skip);
    const tip = heads.get(this.branch);
    if (tip === undefined) {
      refuseOtherBranches(this.label, this.branch, [...heads.keys()]);
      return repository.snapshot(undefined);
    }
    if (tip !== (await repository.commitOf(FETCHED))) await this.fetch(git, this.branch);
    return repository.snapshot(await repository.commitOf(FETCHED), skip);
  }

  async texts(blobs: readonly string[]): Promise<readonly string[]> {
    const { repository } = await this.opened();
    return repository.texts(blobs).catch((error: unknown) => this.explained(error));
  }

  async commit(plan: Plan, message: string): Promise<string> {
    this.options.onProgress?.({ step: 'commit' });
    const { repository, git } = await this.opened();
    if (plan.base !== undefined && (await repository.commitOf(plan.base)) === undefined) {
      throw new BranchMovedError(this.branch, plan.base, (await this.heads(git)).get(this.branch));
    }
    const commit = await repository.write(plan, message, this.options).catch((error: unknown) => this.explained(error));
    const { group } = this.options;
    if (group === undefined) await this.push(git, commit, plan.base);
    else group.moves.push({ ref: `refs/heads/${this.branch}`, commit, base: this.ownTip });
    return commit;
  }

  /** Moves all branches of a group, this one among them, by one push that the remote takes whole or not at all. */
  async publish({ moves, branches }: BranchGroup): Promise<void> {
    const dir = this.gitDir();
    if (dir !== undefined)
      await mendRefLocks(
        dir,
        branches.map((branch) => `refs/heads/${branch}`),
      );
    if (moves.length === 0) return;
    this.options.onProgress?.({ step: 'push' });
    const { git } = await this.opened();
    const leases = moves.map(({ ref, base }) => `--force-with-lease=${ref}:${base ?? ''}`);
    const specs = moves.map(({ ref, commit }) => `${commit}:${ref}`);
    const refs = moves.map(({ ref }) => ref);
    const push = (): Promise<Ran> =>
      git.run(['push', '--atomic', ...PUSH_OPTIONS, ...leases, '--', this.options.url, ...specs], {
        codes: [0, 1, 128],
        onWords: this.percent('push'),
      });
    const failure = await this.failureOf(this.locking(refs, push));
    if (failure === undefined) return;
    // The answer may have been lost on the way back, or never come: what counts is where the branches stand.
    const heads = await this.heads(git).catch(() => undefined);
    if (heads === undefined) throw failure;
    const standing = moves.map(({ ref, commit, base }) => ({ branch: ref.slice('refs/heads/'.length), commit, base }));
    if (standing.every(({ branch, commit }) => heads.get(branch) === commit)) return;
    const moved = standing.find(({ branch, base }) => heads.get(branch) !== base);
    throw moved === undefined ? failure : new BranchMovedError(moved.branch, moved.base, heads.get(moved.branch));
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
    const { repository, git } = await this.opened();
    for (let attempt = 1; ; attempt += 1) {
      const tip = await this.tipOf(git, ref);
      // What an earlier delivery fetched may be older, or newer than a ref that was set back.
      if (tip === undefined) await git.run(['update-ref', '-d', ref]);
      else await this.fetchRef(git, ref, ref);
      const written = await repository.writeNotes(ref, notes);
      if (written === undefined) return;
      const ran = await this.pushRef(git, ref, written.note, tip);
      if (ran.code === 0) return;
      const found = await this.tipOf(git, ref);
      if (found === written.note) return;
      if (found === tip || attempt === NOTE_ATTEMPTS) throw gitError(this.label, 'push', `${ran.words}\n${ran.out.toString('utf8')}`);
    }
  }

  async past(id: string): Promise<PastCommit | undefined> {
    const tip = await this.readHistory();
    return tip === undefined ? undefined : (await this.opened()).repository.past(tip, id);
  }

  async deliveries(limit?: number, wanted?: WantedCommit): Promise<readonly LoggedCommit[]> {
    const tip = await this.readHistory();
    return tip === undefined ? [] : (await this.opened()).repository.deliveries(tip, limit, wanted);
  }

  /** Fetches the branch with all that came before; a delivery needs only its tip. */
  private async readHistory(): Promise<string | undefined> {
    if ((await this.read()).commit === undefined) return undefined;
    const { repository, git } = await this.opened();
    this.options.onProgress?.({ step: 'fetch' });
    await this.fetchRef(git, `refs/heads/${this.branch}`, FETCHED, WHOLE_HISTORY);
    return repository.commitOf(FETCHED);
  }

  async recall(name: string): Promise<string | undefined> {
    return (await this.opened()).repository.recall(`${this.branch}/${name}`);
  }

  async remember(name: string, text: string): Promise<void> {
    (await this.opened()).repository.remember(`${this.branch}/${name}`, text);
  }

  /** A server looks after its own locks, and a cache that a dead process left is made anew. */
  async mend(): Promise<void> {
    const dir = this.gitDir();
    if (dir !== undefined && this.options.group === undefined) await mendRefLocks(dir, [`refs/heads/${this.branch}`]);
  }

  async close(): Promise<void> {
    // One that could not be opened holds nothing.
    const cache = await this.cache?.catch(() => undefined);
    this.cache = undefined;
    if (cache !== undefined && this.options.shares === undefined) releaseCache(cache.dir);
  }

  /** A cache that a power cut or a full disk has spoilt is not mended: everything in it can be fetched again. */
  private async discard(): Promise<void> {
    if (this.options.shares !== undefined) await this.options.shares.discard();
    const cache = await this.cache?.catch(() => undefined);
    if (cache !== undefined) rmSync(cache.dir, { recursive: true, force: true });
    await this.close();
  }

  /** Damage that shows only when a plan has been made on what was read. */
  private async explained(error: unknown): Promise<never> {
    if (!isOfCache(error)) throw error;
    await this.discard();
    throw new DeliveryError(this.label, 'what was fetched from there is damaged on this machine', 'Run again: it is fetched anew.');
  }

  /**
   * The lease only adds a condition: a push that is no fast-forward cannot arise, as the commit's parent is the base,
   * and one that is must in addition find the branch exactly there. A branch that was set back is not silently set forward again.
   */
  private async push(git: Git, commit: string, base: string | undefined): Promise<void> {
    this.options.onProgress?.({ step: 'push' });
    const failure = await this.failureOf(this.pushBranch(git, commit, base));
    if (failure === undefined) return;

    // The answer may have been lost on the way back, or never come: what counts is where the branch stands.
    const found = await this.heads(git).then(
      (heads) => ({ tip: heads.get(this.branch) }),
      () => undefined,
    );
    if (found?.tip === commit) return;
    if (found !== undefined && found.tip !== base) throw new BranchMovedError(this.branch, base, found.tip);
    throw failure;
  }

  /** Why a push failed, whether git says so or says nothing any more; undefined where it arrived. */
  private async failureOf(push: Promise<Ran>): Promise<DeliveryError | undefined> {
    try {
      const { code, words, out } = await push;
      return code === 0 ? undefined : gitError(this.label, 'push', `${words}\n${out.toString('utf8')}`);
    } catch (error) {
      if (error instanceof DeliveryError) return error;
      throw error;
    }
  }

  private pushBranch(git: Git, commit: string, base: string | undefined): Promise<Ran> {
    const ref = `refs/heads/${this.branch}`;
    return this.locking([ref], () => this.pushRef(git, ref, commit, base));
  }

  /** Behind a file URL there is no server: the git that we started is the one that may leave a lock there, and the next run mends it. */
  private async locking(refs: readonly string[], push: () => Promise<Ran>): Promise<Ran> {
    const dir = this.gitDir();
    if (dir === undefined) return push();
    let ran: Ran = { code: 1, out: Buffer.alloc(0), words: '', pid: undefined };
    await withRefLock(this.label, dir, refs, async () => {
      ran = await push();
      return ran.code === 0 ? undefined : heldLock(ran.words);
    });
    return ran;
  }

  /** Where the repository stands behind a file URL, if we may write there beside git. */
  private gitDir(): string | undefined {
    if (!/^file:\/\/(localhost)?\//i.test(this.options.url)) return undefined;
    const path = fileURLToPath(this.options.url);
    const dir = [join(path, '.git'), path].find((found) => existsSync(join(found, 'HEAD')));
    try {
      if (dir !== undefined) accessSync(dir, constants.W_OK);
      return dir;
    } catch {
      return undefined;
    }
  }

  private pushRef(git: Git, ref: string, commit: string, base: string | undefined): Promise<Ran> {
    const lease = `--force-with-lease=${ref}:${base ?? ''}`;
    return git.run(['push', ...PUSH_OPTIONS, lease, '--', this.options.url, `${commit}:${ref}`], {
      codes: [0, 1, 128],
      onWords: this.percent('push'),
    });
  }

  /** One branch of several: where it is not there yet, the one that it starts from. */
  private async readOf(
    { moves, startsFrom }: BranchGroup,
    heads: ReadonlyMap<string, string>,
    skip: SkipFolder | undefined,
  ): Promise<Snapshot> {
    const { repository, git } = await this.opened();
    this.ownTip = heads.get(this.branch);
    const from = this.ownTip === undefined && startsFrom !== undefined ? startsFrom : this.branch;
    if (heads.get(from) === undefined) return repository.snapshot(moves.find(({ ref }) => ref === `refs/heads/${from}`)?.commit, skip);
    await this.fetch(git, from);
    return repository.snapshot(await repository.commitOf(FETCHED), skip);
  }

  private async fetch(git: Git, branch: string): Promise<void> {
    this.options.onProgress?.({ step: 'fetch' });
    await this.fetchRef(git, `refs/heads/${branch}`, FETCHED);
  }

  private async fetchRef(git: Git, from: string, to: string, depth = 1): Promise<void> {
    const options = [`--depth=${depth}`, '--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--no-auto-gc', '--progress'];
    await git.run(['fetch', ...options, '--', this.options.url, `+${from}:${to}`], { onWords: this.percent('fetch') });
  }

  /** Where a ref of the remote stands; undefined where there is none. */
  private async tipOf(git: Git, ref: string): Promise<string | undefined> {
    const lines = (await git.text(['ls-remote', '--', this.options.url, ref])).split('\n');
    return lines.find((line) => line.endsWith(`\t${ref}`))?.split('\t')[0];
  }

  /** Where the branches of the remote stand. */
  private async heads(git: Git): Promise<ReadonlyMap<string, string>> {
    const first = await this.listed(git);
    if (first.heads.size > 0 || !/^https?:/i.test(this.options.url)) return first.heads;

    // A login page, or an empty one, is to git an old kind of server without branches, and everything would seem new.
    // A server of git speaks in packets, however little it has to say.
    const again = await this.listed(git, { GIT_TRACE_PACKET: '1' });
    if (/packet: .*(git-upload-pack|version \d)/.test(again.words)) return again.heads;
    throw new DeliveryError(
      this.label,
      'something answers there, but it is not a git server',
      'Check the URL, and whether a proxy or a login page stands in between.',
    );
  }

  private async listed(
    git: Git,
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ readonly heads: ReadonlyMap<string, string>; readonly words: string }> {
    const { out, words } = await git.run(['ls-remote', '--heads', '--', this.options.url], { env });
    const pairs = out
      .toString('utf8')
      .split('\n')
      .filter((line) => line.includes('\trefs/heads/'));
    const heads = pairs.map(
      (line) => [line.slice(line.indexOf('\t') + '\trefs/heads/'.length), line.slice(0, line.indexOf('\t'))] as const,
    );
    return { heads: new Map(heads), words };
  }

  private percent(step: Progress['step']): (words: string) => void {
    return (words) => {
      // One piece often holds several lines of progress; the last is the newest.
      const percent = [...words.matchAll(/(\d+)%/g)].at(-1)?.[1];
      if (percent !== undefined) this.options.onProgress?.({ step, percent: Number(percent) });
    };
  }

  private opened(): Promise<Cache> {
    return (this.cache ??= this.options.shares?.opened() ?? this.open());
  }

  private async open(): Promise<Cache> {
    const dir = takeCache(
      this.label,
      resolve(this.options.stateFolder, 'remotes'),
      createHash('sha256').update(this.options.url).digest('hex').slice(0, 16),
    );
    const git = new Git({ dir, where: this.label, env: this.env, silenceMs: this.options.silenceMs });
    if (!existsSync(join(dir, 'HEAD'))) {
      const init = ['init', '--quiet', '--bare', '--template=', '-b', 'none', dir];
      await new Git({ where: this.label, env: this.env }).run(init).catch((error: unknown) => {
        rmSync(dir, { recursive: true, force: true });
        releaseCache(dir);
        throw error;
      });
    }
    return { dir, git, repository: new Repository(this.label, dir, git, this.env) };
  }
}

/** Whether git complains about our own copy of the remote, or about what it does not say in known words. */
function isOfCache(error: unknown): boolean {
  return (
    error instanceof DeliveryError &&
    /not a git repository: '|the repository is damaged|git (rev-parse|ls-tree|cat-file|fast-import|config|ls-remote|fetch) failed: /.test(
      error.message,
    )
  );
}
